//! Istio objects built by a program, and what Istio would say to them: no chart takes part.
//!
//! ```sh
//! cargo run --example objects
//! ```

use std::error::Error;

use rutter::istio::gateway::{Port, Server, ServerTls};
use rutter::istio::http_route::{
    Destination, HttpMatchRequest, HttpRoute, HttpRouteDestination, PortSelector, StringMatch,
};
use rutter::istio::{GatewaySpec, Object, ObjectMeta, VirtualServiceSpec};
use rutter::yaml::emit;
use rutter::{Options, Release, check_objects};

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", run()?);
    Ok(())
}

/// The objects, and what is wrong with them as comments.
pub fn run() -> Result<String, Box<dyn Error>> {
    let host = "notes.example.org";
    let metadata = || ObjectMeta::default().name("notes").namespace("notes");
    let gateway = GatewaySpec::default()
        .selector([("istio".to_owned(), "ingressgateway".to_owned())])
        .servers([Server::default()
            .hosts([host.to_owned()])
            .port(
                Port::default()
                    .number(443_u32)
                    .name("https")
                    .protocol("HTTPS"),
            )
            .tls(
                ServerTls::default()
                    .mode("SIMPLE")
                    .credential_name("notes-tls"),
            )]);
    let to_notes = HttpRouteDestination::default().destination(
        Destination::default()
            .host("notes.notes.svc.cluster.local")
            .port(PortSelector::default().number(8080_u32)),
    );
    let api = HttpRoute::default()
        .name("api")
        // A prefix without a slash at its end: `/apiary` is taken, too.
        .matches([HttpMatchRequest::default().uri(StringMatch::default().prefix("/api"))])
        .route([to_notes]);
    let routes = VirtualServiceSpec::default()
        .hosts([host.to_owned()])
        .gateways(["notes".to_owned()])
        .http([api]);
    let objects = [
        Object::gateway(metadata(), gateway),
        Object::virtual_service(metadata(), routes),
    ];

    let texts = objects.iter().map(|object| emit::write(&object.to_node()));
    let texts: Vec<String> = texts.collect();
    let named = ["gateway.yaml", "routes.yaml"].into_iter().zip(&texts);
    let release = Release::new("notes", "notes")?;
    let checked = check_objects(named, &release, &Options::new());
    let found: String = checked
        .summary()
        .lines()
        .map(|line| format!("# {line}\n"))
        .collect();
    Ok(texts.join("---\n") + &found)
}
