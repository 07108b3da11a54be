//! Redis publish and subscribe: the five commands we need of its protocol, over plain TCP.
use super::{BusError, Carrier, PATIENCE, Place, Subscription, bytes, line};
use futures_util::future::BoxFuture;
use tokio::{
    io::{AsyncWriteExt as _, BufReader},
    net::TcpStream,
    sync::Mutex,
};

type Stream = BufReader<TcpStream>;

/// A Redis server.
pub struct Redis {
    place: Place,
    channel: String,
    // One connection for publishing, made when it is needed.
    mouth: Mutex<Option<Stream>>,
}

impl Redis {
    /// The server at a URL; `None` if that is none.
    #[must_use]
    pub fn new(url: &str, channel: String) -> Option<Self> {
        let place = Place::parse(url, 6_379)?;
        Some(Self { place, channel, mouth: Mutex::default() })
    }

    async fn open(&self) -> Result<Stream, BusError> {
        let mut stream = self.place.connect().await?;
        if let Some((user, word)) = &self.place.login {
            let all = ["AUTH", user, word];
            let words = if user.is_empty() { vec!["AUTH", word] } else { all.to_vec() };
            let words: Vec<&[u8]> = words.iter().map(|w| w.as_bytes()).collect();
            ask(&mut stream, &words).await?;
        }
        Ok(stream)
    }

    async fn say(&self, message: &[u8]) -> Result<(), BusError> {
        let mut mouth = self.mouth.lock().await;
        // Taken out while it is used: a connection that failed half-way is not used again.
        let mut stream = match mouth.take() {
            Some(stream) => stream,
            None => self.open().await?,
        };
        ask(&mut stream, &[b"PUBLISH", self.channel.as_bytes(), message]).await?;
        *mouth = Some(stream);
        Ok(())
    }
}

impl Carrier for Redis {
    fn kind(&self) -> &'static str {
        "redis"
    }

    fn publish(&self, message: Vec<u8>) -> BoxFuture<'_, Result<(), BusError>> {
        Box::pin(async move {
            let said = tokio::time::timeout(PATIENCE, self.say(&message)).await;
            said.map_err(|_| BusError::Silent)?
        })
    }

    fn subscribe(&self) -> BoxFuture<'_, Result<Box<dyn Subscription>, BusError>> {
        Box::pin(async move {
            let mut stream = self.open().await?;
            send(&mut stream, &[b"SUBSCRIBE", self.channel.as_bytes()]).await?;
            let answer = tokio::time::timeout(PATIENCE, pushed(&mut stream)).await;
            match answer.map_err(|_| BusError::Silent)??.first().map(Vec::as_slice) {
                Some(b"subscribe") => Ok(Box::new(Ear(stream)) as Box<dyn Subscription>),
                _ => Err(BusError::Said("no subscription")),
            }
        })
    }
}

struct Ear(Stream);

impl Subscription for Ear {
    fn next(&mut self) -> BoxFuture<'_, Result<Vec<u8>, BusError>> {
        Box::pin(told(&mut self.0))
    }
}

/// The next message; what else is pushed is passed over.
async fn told(stream: &mut Stream) -> Result<Vec<u8>, BusError> {
    loop {
        let mut parts = pushed(stream).await?;
        if parts.len() == 3 && parts.first().is_some_and(|kind| kind == b"message") {
            return parts.pop().ok_or(BusError::Said("an empty message"));
        }
    }
}

/// A command as an array of strings.
async fn send(stream: &mut Stream, words: &[&[u8]]) -> Result<(), BusError> {
    let mut out = format!("*{}\r\n", words.len()).into_bytes();
    for word in words {
        out.extend(format!("${}\r\n", word.len()).into_bytes());
        out.extend_from_slice(word);
        out.extend_from_slice(b"\r\n");
    }
    Ok(stream.get_mut().write_all(&out).await?)
}

/// A command and its one-line answer.
async fn ask(stream: &mut Stream, words: &[&[u8]]) -> Result<(), BusError> {
    send(stream, words).await?;
    match line(stream).await?.as_bytes().first() {
        Some(b'+' | b':') => Ok(()),
        Some(b'-') => Err(BusError::Said("a refusal")),
        _ => Err(BusError::Said("something else than Redis")),
    }
}

/// An array as a subscription gets it: strings and numbers, at most a few.
async fn pushed(stream: &mut Stream) -> Result<Vec<Vec<u8>>, BusError> {
    let count = counted(&line(stream).await?, '*')?;
    if count > 4 {
        return Err(BusError::Said("an array too long"));
    }
    let mut parts = Vec::with_capacity(count);
    for _ in 0..count {
        let head = line(stream).await?;
        if head.starts_with(':') {
            parts.push(head.into_bytes());
        } else {
            let len = counted(&head, '$')?;
            parts.push(bytes(stream, len).await?);
        }
    }
    Ok(parts)
}

fn counted(head: &str, sign: char) -> Result<usize, BusError> {
    let number = head.strip_prefix(sign).and_then(|n| n.parse().ok());
    number.ok_or(BusError::Said("something else than Redis"))
}
