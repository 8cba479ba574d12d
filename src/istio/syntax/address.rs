//! IP addresses, subnets and what a Gateway's server binds to.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether the text is an IP address as Go's `netip.ParseAddr` reads it: IPv4 in four decimal
/// parts without leading zeros, or IPv6, with a zone if wanted (`fe80::1%eth0`).
///
/// (istio 1.30: pkg/util/net/ip.go, `IsValidIPAddress`.) Rust's parsers have the same grammar;
/// only the zone is missing there.
#[must_use]
pub fn is_ip(text: &str) -> bool {
    match text.split_once('%') {
        Some((address, zone)) => !zone.is_empty() && address.parse::<Ipv6Addr>().is_ok(),
        None => text.parse::<IpAddr>().is_ok(),
    }
}

/// Whether the text is a subnet, `10.0.0.0/8`, or one address.
///
/// Bits beyond the length may be set; a subnet has no zone (istio 1.30:
/// pkg/config/validation/agent/validation.go, `ValidateIPSubnet`).
#[must_use]
pub fn is_cidr(text: &str) -> bool {
    // With more than one `/` Istio reads an address, whose zone may have them.
    let Some((address, bits)) = text.split_once('/').filter(|(_, bits)| !bits.contains('/')) else {
        return is_ip(text);
    };
    let most = if address.parse::<Ipv4Addr>().is_ok() {
        32
    } else if address.parse::<Ipv6Addr>().is_ok() {
        128
    } else {
        return false;
    };
    let plain = bits == "0" || bits.starts_with(|c| matches!(c, '1'..='9'));
    plain && bits.parse::<u32>().is_ok_and(|bits| bits <= most)
}

/// How the address of a unix socket starts (istio 1.30: pkg/config/validation/validation.go).
pub const UNIX_PREFIX: &str = "unix://";

/// What a server binds to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bind<'a> {
    /// Nothing said: every address.
    Any,
    /// An IP address.
    Ip(&'a str),
    /// The path of a unix socket, or its abstract name with `@`; the port must then be 0.
    Unix(&'a str),
}

/// Why a `bind` is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BindProblem {
    /// Neither an IP address nor `unix://` (rule `gw-bind-ip`).
    NotAnAddress,
    /// Nothing after `unix://` (rule `gw-bind-unix`).
    UnixEmpty,
    /// The path does not start with `/` (rule `gw-bind-unix`).
    UnixRelative,
    /// The path ends with `/`, so it is a directory (rule `gw-bind-unix`).
    UnixDirectory,
}

impl fmt::Display for BindProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAnAddress => "it is neither an IP address nor `unix://` with a path",
            Self::UnixEmpty => "there is no path after `unix://`",
            Self::UnixRelative => "the path after `unix://` must start with `/`",
            Self::UnixDirectory => "the path ends with `/`, so it names a directory",
        })
    }
}

impl std::error::Error for BindProblem {}

/// Reads the `bind` of a Gateway's server (istio 1.30: pkg/config/validation/validation.go,
/// `validateServerBind` and `ValidateUnixAddress`).
///
/// # Errors
///
/// What is wrong with it.
pub fn bind(text: &str) -> Result<Bind<'_>, BindProblem> {
    let Some(path) = text.strip_prefix(UNIX_PREFIX) else {
        return match text {
            "" => Ok(Bind::Any),
            ip if is_ip(ip) => Ok(Bind::Ip(ip)),
            _ => Err(BindProblem::NotAnAddress),
        };
    };
    if path.is_empty() {
        Err(BindProblem::UnixEmpty)
    } else if path.starts_with('@') {
        Ok(Bind::Unix(path))
    } else if !path.starts_with('/') {
        Err(BindProblem::UnixRelative)
    } else if path.ends_with('/') {
        Err(BindProblem::UnixDirectory)
    } else {
        Ok(Bind::Unix(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_go_reads_them() {
        for good in [
            "1.2.3.4",
            "0.0.0.0",
            "255.255.255.255",
            "::",
            "::1",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "::ffff:1.2.3.4",
            "1:2:3:4:5:6:1.2.3.4",
            "fe80::1%eth0",
            "::%a%b",
            "ABCD::",
            "0001::",
        ] {
            assert!(is_ip(good), "{good}");
        }
        for bad in [
            "",
            "1.2.3",
            "1.2.3.4.5",
            "01.2.3.4",
            "1.2.3.256",
            "1.2.3.4/8",
            "1.2.3.4%eth0",
            ":",
            ":::",
            "1::2::3",
            "1:2:3:4:5:6:7::8",
            "::1:2:3:4:5:6:7:8",
            "00001::",
            "::%",
            "%a",
            "::1.2.3.04",
            "1.2.3.4::",
            " ::1",
            "[::1]",
            "g::",
        ] {
            assert!(!is_ip(bad), "{bad}");
        }
    }

    #[test]
    fn subnets() {
        for good in [
            "10.0.0.0/8",
            "10.1.2.3/0",
            "1.2.3.4/32",
            "1.2.3.4",
            "2001::1/64",
            "::/128",
        ] {
            assert!(is_cidr(good), "{good}");
        }
        for bad in [
            "10.0.0.0/",
            "10.0.0.0/33",
            "10.0.0.0/08",
            "10.0.0.0/+8",
            "10.0.0.0/8/8",
            "::/129",
            "fe80::%a/64",
            "10.0.0/8",
            "/8",
            "",
        ] {
            assert!(!is_cidr(bad), "{bad}");
        }
        assert!(is_cidr("fe80::%a") && is_cidr("fe80::%a//b"));
    }

    #[test]
    fn what_a_server_binds_to() {
        assert_eq!(bind(""), Ok(Bind::Any));
        assert_eq!(bind("::1"), Ok(Bind::Ip("::1")));
        assert_eq!(bind("unix:///run/x"), Ok(Bind::Unix("/run/x")));
        assert_eq!(bind("unix://@x/"), Ok(Bind::Unix("@x/")));
        assert_eq!(bind("a.com"), Err(BindProblem::NotAnAddress));
        assert_eq!(bind("unix://"), Err(BindProblem::UnixEmpty));
        assert_eq!(bind("unix://x"), Err(BindProblem::UnixRelative));
        assert_eq!(bind("unix:///x/"), Err(BindProblem::UnixDirectory));
    }
}
