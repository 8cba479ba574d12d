use std::io;
use std::net::TcpListener;

fn main() -> io::Result<()> {
    if std::env::args().nth(1).as_deref() == Some("--objects") {
        print!("{}", embedded_service::OBJECTS);
        return Ok(());
    }
    let listener = TcpListener::bind(("127.0.0.1", 8080))?;
    for host in embedded_service::ingress::HOSTS {
        println!("curl -i --connect-to ::127.0.0.1:8080 http://{host}/");
    }
    embedded_service::serve(&listener)
}
