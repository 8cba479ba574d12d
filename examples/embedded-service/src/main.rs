use std::io;
use std::net::TcpListener;

fn main() -> io::Result<()> {
    if std::env::args().nth(1).as_deref() == Some("--objects") {
        print!("{}", embedded_service::OBJECTS);
        return Ok(());
    }
    let listener = TcpListener::bind(("127.0.0.1", 8080))?;
    let hosts = embedded_service::ingress::HOSTS.iter();
    for host in hosts.filter(|host| !host.starts_with('*')) {
        println!("curl -i --connect-to ::127.0.0.1:8080 http://{host}/");
    }
    embedded_service::serve(&listener)
}
