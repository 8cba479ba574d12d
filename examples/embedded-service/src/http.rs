//! As much of HTTP/1.1 as the example needs: heads without bodies, one request a connection.

use std::io::{self, BufRead, Read as _};

const MOST_HEAD_BYTES: u64 = 8 << 10;

pub struct Request {
    pub method: String,
    /// Without the query string.
    pub path: String,
    /// Without the port, in lower case.
    pub host: String,
}

impl Request {
    /// Reads the head; `None` for what is no request.
    pub fn read(stream: &mut impl BufRead) -> io::Result<Option<Request>> {
        let mut lines = stream.take(MOST_HEAD_BYTES).lines();
        let Some(first) = lines.next().transpose()? else {
            return Ok(None);
        };
        let mut host = None;
        for line in lines {
            let line = line?;
            match line.split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("host") => {
                    let value = value.trim();
                    let name = value.rsplit_once(':').map_or(value, |(name, _)| name);
                    host = Some(name.to_ascii_lowercase());
                }
                Some(_) => {}
                None => break,
            }
        }
        let mut words = first.split(' ');
        let (Some(method), Some(target), Some(host)) = (words.next(), words.next(), host) else {
            return Ok(None);
        };
        let path = target.split('?').next().unwrap_or(target);
        Ok(path.starts_with('/').then(|| Request {
            method: method.to_owned(),
            path: path.to_owned(),
            host,
        }))
    }
}

pub struct Response {
    status: u32,
    headers: String,
    body: String,
}

impl Response {
    pub fn text(status: u32, body: &str) -> Self {
        Response {
            status,
            headers: String::new(),
            body: body.to_owned(),
        }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers += &format!("{name}: {value}\r\n");
        self
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        format!(
            "HTTP/1.1 {} \r\ncontent-type: text/plain\r\ncontent-length: {}\r\nconnection: close\r\n{}\r\n{}",
            self.status,
            self.body.len(),
            self.headers,
            self.body
        )
        .into_bytes()
    }
}
