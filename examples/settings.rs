//! Values from a program's own types instead of a file, for every environment of a service, and the
//! origin of a field that came from them.
//!
//! ```sh
//! cargo run --example settings
//! ```

use std::error::Error;

use rutter::environment::Disk;
use rutter::{Chart, HelmVersion, Options, Release, Values, compile};
use serde::Serialize;

/// What this program decides about a service; the rest is the chart's.
#[derive(Serialize)]
struct Settings {
    ingress: Ingress,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ingress {
    staging: bool,
    gateway_hosts: GatewayHosts,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GatewayHosts {
    default: String,
    #[serde(rename = "extraFQDNs")]
    extra_fqdns: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", run()?);
    Ok(())
}

/// A line for each environment.
pub fn run() -> Result<String, Box<dyn Error>> {
    // Read once, compiled twice.
    let chart = Chart::load(&Disk, "charts/plain", HelmVersion::V3)?;
    let release = Release::new("plain", "pad")?;
    let mut lines = String::new();
    for (environment, staging) in [("production", false), ("staging", true)] {
        let settings = Settings {
            ingress: Ingress {
                staging,
                gateway_hosts: GatewayHosts {
                    default: "notes".to_owned(),
                    extra_fqdns: vec![format!("notes.{environment}.example.org")],
                },
            },
        };
        let values = Values::new().serialize(format!("settings of {environment}"), &settings)?;
        let compilation = compile(&chart, &values, &release, &Options::new());
        if compilation.has_errors() {
            return Err(compilation.summary().into());
        }
        let gateway = compilation.position("Gateway", "plain");
        let gateway = gateway.ok_or("the chart has no Gateway of its own")?;
        let host = compilation.origin(gateway, "spec.servers[0].hosts[1]");
        let host = host.ok_or("the chart serves no second host")?;
        lines += &format!("{}: {} (line {})\n", host.file, host.text, host.start.line);
    }
    Ok(lines)
}
