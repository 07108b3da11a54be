//! NATS publish and subscribe: the lines we need of its protocol, over plain TCP.
use super::{BusError, Carrier, PATIENCE, Place, Subscription, bytes, line};
use futures_util::future::BoxFuture;
use serde_json::json;
use tokio::{
    io::{AsyncWriteExt as _, BufReader},
    net::TcpStream,
    sync::Mutex,
};

type Stream = BufReader<TcpStream>;

/// A NATS server.
pub struct Nats {
    place: Place,
    subject: String,
    // One connection for publishing, made when it is needed.
    mouth: Mutex<Option<Stream>>,
}

impl Nats {
    /// The server at a URL; `None` if that is none.
    #[must_use]
    pub fn new(url: &str, subject: String) -> Option<Self> {
        let place = Place::parse(url, 4_222)?;
        Some(Self { place, subject, mouth: Mutex::default() })
    }

    async fn open(&self) -> Result<Stream, BusError> {
        let mut stream = self.place.connect().await?;
        if !line(&mut stream).await?.starts_with("INFO ") {
            return Err(BusError::Said("something else than NATS"));
        }
        let mut about = json!({ "verbose": false, "pedantic": false, "echo": true, "name": "satchel", "lang": "rust", "version": env!("CARGO_PKG_VERSION") });
        if let Some((user, word)) = &self.place.login {
            let (key, value) = if user.is_empty() { ("auth_token", word) } else { ("user", user) };
            about[key] = value.as_str().into();
            if !user.is_empty() {
                about["pass"] = word.as_str().into();
            }
        }
        let hello = format!("CONNECT {about}\r\n");
        stream.get_mut().write_all(hello.as_bytes()).await?;
        settled(&mut stream).await?;
        Ok(stream)
    }

    async fn say(&self, message: &[u8]) -> Result<(), BusError> {
        let mut mouth = self.mouth.lock().await;
        // Taken out while it is used: a connection that failed half-way is not used again.
        let mut stream = match mouth.take() {
            Some(stream) => stream,
            None => self.open().await?,
        };
        let mut out = format!("PUB {} {}\r\n", self.subject, message.len()).into_bytes();
        out.extend_from_slice(message);
        out.extend_from_slice(b"\r\n");
        stream.get_mut().write_all(&out).await?;
        settled(&mut stream).await?;
        *mouth = Some(stream);
        Ok(())
    }
}

/// Asks for a sign of life and waits for it: whatever was sent before has been read by then, or refused.
async fn settled(stream: &mut Stream) -> Result<(), BusError> {
    stream.get_mut().write_all(b"PING\r\n").await?;
    loop {
        match line(stream).await?.split(' ').next() {
            Some("PONG") => return Ok(()),
            Some("PING") => stream.get_mut().write_all(b"PONG\r\n").await?,
            Some("-ERR") => return Err(BusError::Said("a refusal")),
            _ => {}
        }
    }
}

impl Carrier for Nats {
    fn kind(&self) -> &'static str {
        "nats"
    }

    fn publish(&self, message: Vec<u8>) -> BoxFuture<'_, Result<(), BusError>> {
        Box::pin(async move {
            let said = tokio::time::timeout(PATIENCE, self.say(&message)).await;
            said.map_err(|_| BusError::Silent)?
        })
    }

    fn subscribe(&self) -> BoxFuture<'_, Result<Box<dyn Subscription>, BusError>> {
        Box::pin(async move {
            let open = async {
                let mut stream = self.open().await?;
                let ask = format!("SUB {} 1\r\n", self.subject);
                stream.get_mut().write_all(ask.as_bytes()).await?;
                settled(&mut stream).await?;
                Ok(stream)
            };
            let stream = tokio::time::timeout(PATIENCE, open).await;
            let stream: Result<Stream, BusError> = stream.map_err(|_| BusError::Silent)?;
            Ok(Box::new(Ear(stream?)) as Box<dyn Subscription>)
        })
    }
}

struct Ear(Stream);

impl Subscription for Ear {
    fn next(&mut self) -> BoxFuture<'_, Result<Vec<u8>, BusError>> {
        Box::pin(told(&mut self.0))
    }
}

/// The next message; pings are answered meanwhile.
async fn told(stream: &mut Stream) -> Result<Vec<u8>, BusError> {
    loop {
        let head = line(stream).await?;
        let mut words = head.split(' ');
        match words.next() {
            Some("MSG") => {
                let len = words.next_back().and_then(|n| n.parse().ok());
                return bytes(stream, len.ok_or(BusError::Said("a message without length"))?).await;
            }
            Some("PING") => stream.get_mut().write_all(b"PONG\r\n").await?,
            Some("-ERR") => return Err(BusError::Said("a refusal")),
            _ => {}
        }
    }
}
