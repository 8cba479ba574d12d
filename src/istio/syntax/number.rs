//! Ports, percentages, weights and the size of a hash table.

use std::fmt;

/// Whether this is a port: 1 to 65535 (istio 1.30: pkg/config/validation/agent/validation.go,
/// `ValidatePort`).
#[must_use]
pub fn is_port(number: i64) -> bool {
    (1..=65535).contains(&number)
}

/// Whether this is a whole percentage: 0 to 100 (istio 1.30: pkg/config/validation/validation.go,
/// `ValidatePercent`).
#[must_use]
pub fn is_percent(number: i64) -> bool {
    (0..=100).contains(&number)
}

/// The smallest share of a fault above nothing, in percent.
pub const SMALLEST_PERCENTAGE: f64 = 0.0001;

/// Whether a fault may have this share: 0, or 0.0001 to 100 percent
/// (istio 1.30: pkg/config/validation/validation.go, `validatePercentage`). `NaN`, which the API
/// server refuses, is refused here, too.
#[must_use]
pub fn is_fault_percentage(value: f64) -> bool {
    value == 0.0 || (SMALLEST_PERCENTAGE..=100.0).contains(&value)
}

/// Whether a mirror may have this share: 0 to 100 percent (istio 1.30:
/// pkg/config/validation/validation.go, `validateHTTPMirrors`, and virtualservice.go beside it).
/// `NaN`, which the API server refuses, is refused here, too.
#[must_use]
pub fn is_mirror_percentage(value: f64) -> bool {
    (0.0..=100.0).contains(&value)
}

/// Whether this is a weight: not negative (istio 1.30: pkg/config/validation/validation.go,
/// `validateWeight`).
#[must_use]
pub fn is_weight(number: i64) -> bool {
    (0..=i64::from(i32::MAX)).contains(&number)
}

/// The size from which a Maglev table is too large
/// (istio 1.30: pkg/config/validation/validation.go, `validateLoadBalancer`).
pub const MAGLEV_LIMIT: u64 = 5_000_011;

/// Why the size of a Maglev table is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableSizeProblem {
    /// Zero, which is also what a missing size means (rule `dr-maglev-zero`).
    Zero,
    /// [`MAGLEV_LIMIT`] or more (rule `dr-maglev-max`).
    TooLarge,
    /// Not a prime number (rule `dr-maglev-prime`).
    NotPrime {
        /// A prime near to it: the next one, or the last one below the limit.
        near: u32,
    },
}

impl fmt::Display for TableSizeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zero => f.write_str("a Maglev table needs a size, as in `65537`"),
            Self::TooLarge => write!(f, "a Maglev table must be smaller than {MAGLEV_LIMIT}"),
            Self::NotPrime { near } => {
                write!(
                    f,
                    "the size of a Maglev table must be a prime number, as is `{near}`"
                )
            }
        }
    }
}

impl std::error::Error for TableSizeProblem {}

/// The size of a Maglev table: a prime number below [`MAGLEV_LIMIT`].
///
/// # Errors
///
/// What is wrong with it.
pub fn maglev_table_size(size: u64) -> Result<(), TableSizeProblem> {
    if size == 0 {
        return Err(TableSizeProblem::Zero);
    }
    let small = u32::try_from(size).ok().filter(|_| size < MAGLEV_LIMIT);
    match small {
        None => Err(TableSizeProblem::TooLarge),
        Some(size) if is_prime(size) => Ok(()),
        Some(size) => {
            let fits = |&prime: &u32| u64::from(prime) < MAGLEV_LIMIT && is_prime(prime);
            let above = (size..)
                .take_while(|&n| u64::from(n) < MAGLEV_LIMIT)
                .find(fits);
            let near = above.or_else(|| (1..size).rev().find(fits)).unwrap_or(1);
            Err(TableSizeProblem::NotPrime { near })
        }
    }
}

/// Whether Envoy takes the number for a prime; it does so for 1
/// (istio 1.30: pkg/config/validation/validation.go, `isPrime`).
#[must_use]
pub fn is_prime(number: u32) -> bool {
    if (1..4).contains(&number) {
        return true;
    }
    let mut factors = (3..=number.isqrt()).step_by(2);
    number % 2 == 1 && factors.all(|factor| !number.is_multiple_of(factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_at_their_bounds() {
        assert_eq!(
            [0, 1, 65535, 65536].map(is_port),
            [false, true, true, false]
        );
        assert_eq!(
            [-1, 0, 100, 101].map(is_percent),
            [false, true, true, false]
        );
        assert_eq!(
            [-1, 0, 2_147_483_647, 2_147_483_648].map(is_weight),
            [false, true, true, false]
        );
    }

    #[test]
    fn shares_at_their_bounds() {
        for (value, fault, mirror) in [
            (0.0, true, true),
            (-0.0, true, true),
            (0.00005, false, true),
            (0.0001, true, true),
            (100.0, true, true),
            (100.1, false, false),
            (-0.1, false, false),
            (f64::NAN, false, false),
            (f64::INFINITY, false, false),
        ] {
            assert_eq!(is_fault_percentage(value), fault, "{value}");
            assert_eq!(is_mirror_percentage(value), mirror, "{value}");
        }
    }

    #[test]
    fn primes_as_envoy_counts_them() {
        let primes: Vec<u32> = (0..30).filter(|&n| is_prime(n)).collect();
        assert_eq!(primes, [1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29]);
        assert!(is_prime(4_294_967_291) && !is_prime(u32::MAX));
    }

    #[test]
    fn table_sizes() {
        use TableSizeProblem::{NotPrime, TooLarge, Zero};
        for (size, expected) in [
            (0, Err(Zero)),
            (1, Ok(())),
            (65537, Ok(())),
            (65536, Err(NotPrime { near: 65537 })),
            (5_000_010, Err(NotPrime { near: 4_999_999 })),
            (5_000_011, Err(TooLarge)),
            (u64::MAX, Err(TooLarge)),
        ] {
            assert_eq!(maglev_table_size(size), expected, "{size}");
        }
    }
}
