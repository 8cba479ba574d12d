//! Answers requests as the gateway would, by the routes of the chart that lies beside it.

mod http;
mod route;

use std::io::{self, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use http::{Request, Response};
use route::{Decision, decide};

/// The ingress of charts/notes, compiled by the build script.
pub mod ingress {
    include!(concat!(env!("OUT_DIR"), "/ingress.rs"));
}

/// The same as Istio's objects in YAML, to be applied or compared.
pub const OBJECTS: &str = include_str!(concat!(env!("OUT_DIR"), "/ingress.yaml"));

/// Answers every connection on a thread of its own.
///
/// # Errors
/// When no connection can be accepted.
pub fn serve(listener: &TcpListener) -> io::Result<()> {
    for stream in listener.incoming() {
        let stream = stream?;
        thread::spawn(move || {
            // A client that goes away takes its answer with it.
            let _ = converse(&stream);
        });
    }
    Ok(())
}

fn converse(mut stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let response = match Request::read(&mut BufReader::new(stream))? {
        Some(request) => answer(&request),
        None => Response::text(400, "this is no request\n"),
    };
    stream.write_all(&response.to_bytes())
}

fn answer(request: &Request) -> Response {
    match decide(ingress::ROUTES, request) {
        Decision::Forward { service, path } => match service {
            "notes" => notes(&path),
            // On a laptop there is nobody else.
            other => Response::text(502, &format!("that would go to {other}{path}\n")),
        },
        Decision::Redirect { status, location } => {
            Response::text(status, "").header("location", &location)
        }
        Decision::Respond { status, body } => Response::text(status, body),
        Decision::NotFound => Response::text(404, "no route is for this path\n"),
        Decision::Misdirected => Response::text(421, "this host is not served here\n"),
    }
}

/// What the service itself does.
fn notes(path: &str) -> Response {
    match path {
        "/notes/" => Response::text(200, "all notes\n"),
        "/notes/archive" => Response::text(200, "old notes\n"),
        _ => Response::text(404, "there is no such note\n"),
    }
}
