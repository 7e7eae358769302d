// A client of the Lambda Runtime API with Rust's own library only, a connection for each request.
use std::env;
use std::io::{Read, Write};
use std::net::TcpStream;

/// Sends a request and returns the head and the body of its response.
fn send(method: &str, path: &str, body: &str) -> (String, String) {
    let api = env::var("AWS_LAMBDA_RUNTIME_API").unwrap();
    let (host, root) = match api.find('/') {
        Some(at) => api.split_at(at),
        None => (api.as_str(), ""),
    };
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(
        stream,
        "{method} {root}/2018-06-01/runtime/invocation/{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (head, content) = text.split_once("\r\n\r\n").unwrap();
    (head.to_lowercase(), content.to_string())
}

fn main() {
    loop {
        let (head, event) = send("GET", "next", "");
        let id = head
            .lines()
            .find_map(|line| line.strip_prefix("lambda-runtime-aws-request-id: "))
            .unwrap()
            .trim();
        println!("adding");
        let digits: Option<String> = event.find("\"n\":").map(|at| {
            event[at + 4..].chars().take_while(char::is_ascii_digit).collect()
        });
        match digits.and_then(|number| number.parse::<u64>().ok()) {
            Some(n) => send("POST", &format!("{id}/response"), &format!("{{\"n\":{}}}", n + 1)),
            None => send(
                "POST",
                &format!("{id}/error"),
                "{\"errorType\":\"RangeError\",\"errorMessage\":\"no n\",\"stackTrace\":[]}",
            ),
        };
    }
}
