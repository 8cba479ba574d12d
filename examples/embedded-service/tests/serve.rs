//! Starts the service and asks it, as a client behind the gateway would.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use embedded_service::ingress::{self, GATEWAYS, HOSTS, SERVICES};

fn start() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || embedded_service::serve(&listener));
    address
}

/// The status, the `location` and the body.
fn ask(address: SocketAddr, method: &str, host: &str, path: &str) -> (u32, String, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = head.lines().filter_map(|line| line.split_once(": "));
    let location = headers.find(|(name, _)| *name == "location");
    let location = location.map(|(_, value)| value.to_owned());
    (status, location.unwrap_or_default(), body.to_owned())
}

#[test]
fn requests_take_the_routes_of_the_chart() {
    let address = start();
    let get = |path: &str| ask(address, "GET", "notes.example.org", path);

    let (status, location, _) = get("/");
    assert_eq!(
        (status, &*location),
        (301, "http://notes.example.org/notes/")
    );
    let (status, location, _) = get("/wiki/Some_page?x=1");
    assert_eq!(
        (status, &*location),
        (308, "http://notes.example.org/notes/archive")
    );
    assert_eq!(
        get("/notes/?page=2"),
        (200, String::new(), "all notes\n".into())
    );
    assert_eq!(get("/notes/nope").0, 404);
    // Rewritten on its way.
    assert_eq!(
        get("/api/v1/archive"),
        (200, String::new(), "old notes\n".into())
    );
    let (status, _, body) = get("/robots.txt");
    assert_eq!((status, &*body), (200, "User-agent: *\nDisallow: /api/\n"));
}

#[test]
fn the_first_route_that_matches_wins() {
    let (status, _, body) = ask(start(), "POST", "notes.example.org", "/notes/");
    assert_eq!(
        (status, &*body),
        (502, "that would go to notes-writer/notes/\n")
    );
}

#[test]
fn other_paths_and_other_hosts_are_refused() {
    let address = start();
    assert_eq!(
        ask(address, "GET", "notes.example.org", "/notesbook").0,
        404
    );
    assert_eq!(
        ask(address, "GET", "old.notes.example.org:8080", "/notes/").0,
        200
    );
    assert_eq!(ask(address, "GET", "example.org", "/notes/").0, 421);
    assert_eq!(ask(address, "GET", "NOTES.example.org", "/notes/").0, 200);
    assert_eq!(ask(address, "GET", "notes.example.org", "nothing").0, 400);
}

#[test]
fn the_constants_are_those_of_the_chart() {
    assert_eq!(HOSTS, ["notes.example.org", "*.notes.example.org"]);
    assert_eq!(
        (GATEWAYS[0].name, GATEWAYS[0].namespace),
        ("notes", "notes")
    );
    let server = GATEWAYS[0].servers.last().unwrap();
    assert_eq!((server.port, server.tls_secret), (443, Some("notes-tls")));
    let services = [("notes-writer", Some(8081)), ("notes", Some(8080))];
    assert!(SERVICES.iter().map(|one| (one.host, one.port)).eq(services));
    let reading = ingress::ROUTES
        .iter()
        .find(|one| one.name == Some("reading"));
    assert_eq!(reading.unwrap().timeout, Some(Duration::from_secs(15)));
    assert!(embedded_service::OBJECTS.contains("kind: VirtualService"));
}
