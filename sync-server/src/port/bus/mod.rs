//! The door to whatever carries pokes between processes. Lossy by contract: what is lost, the poll of each device brings.
//!
//! What goes through are ids and positions, never content; still a bus belongs into a network of its own.
pub mod nats;
pub mod redis;
pub mod through_database;

use futures_util::future::BoxFuture;
use std::{io, time::Duration};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader},
    net::TcpStream,
};

/// Most bytes of one message.
pub const MESSAGE_MAX: usize = 3_900;
/// Most bytes of a line that a bus server may send.
const LINE_MAX: u64 = 8 * 1_024;
/// Longest wait for a connection or an answer.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// Why a bus cannot be used at the moment; try again.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// The connection.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The database.
    #[error("{0}")]
    Store(#[from] satchel_server_store::StoreError),
    /// The other side speaks something else, or refuses.
    #[error("the bus answered with {0}")]
    Said(&'static str),
    /// It does not answer.
    #[error("the bus does not answer")]
    Silent,
}

/// One kind of bus.
pub trait Carrier: Send + Sync {
    /// Stable word.
    fn kind(&self) -> &'static str;
    /// Says something to all who listen, this process too.
    fn publish(&self, message: Vec<u8>) -> BoxFuture<'_, Result<(), BusError>>;
    /// Listens from now on.
    fn subscribe(&self) -> BoxFuture<'_, Result<Box<dyn Subscription>, BusError>>;
}

/// An open ear.
pub trait Subscription: Send {
    /// The next message; after an error, subscribe anew.
    fn next(&mut self) -> BoxFuture<'_, Result<Vec<u8>, BusError>>;
}

/// Where a bus is and who asks, out of `scheme://user:password@host:port`.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// `host:port`.
    pub address: String,
    /// User and password; the user may be empty.
    pub login: Option<(String, String)>,
}

impl Place {
    /// Reads a URL; `port` where it names none.
    #[must_use]
    pub fn parse(url: &str, port: u16) -> Option<Self> {
        let (_, rest) = url.split_once("://")?;
        let rest = rest.trim_end_matches('/');
        let (login, host) = rest.rsplit_once('@').map_or((None, rest), |(l, h)| (Some(l), h));
        let login = login.map(|l| l.split_once(':').unwrap_or(("", l)));
        let has_port = host.rsplit_once(':').is_some_and(|(_, p)| p.parse::<u16>().is_ok());
        let address = if has_port { host.to_owned() } else { format!("{host}:{port}") };
        let login = login.map(|(user, word)| (user.to_owned(), word.to_owned()));
        (!host.is_empty()).then_some(Self { address, login })
    }

    /// Connects within [`PATIENCE`].
    pub(crate) async fn connect(&self) -> Result<BufReader<TcpStream>, BusError> {
        let open = tokio::time::timeout(PATIENCE, TcpStream::connect(&self.address)).await;
        let stream = open.map_err(|_| BusError::Silent)??;
        stream.set_nodelay(true)?;
        Ok(BufReader::with_capacity(4_096, stream))
    }
}

/// One line without its end.
pub(crate) async fn line(stream: &mut BufReader<TcpStream>) -> Result<String, BusError> {
    let mut text = String::new();
    if (&mut *stream).take(LINE_MAX).read_line(&mut text).await? == 0 {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
    }
    if !text.ends_with('\n') {
        return Err(BusError::Said("a line too long"));
    }
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// So many bytes and the line end behind them.
pub(crate) async fn bytes(
    stream: &mut BufReader<TcpStream>,
    len: usize,
) -> Result<Vec<u8>, BusError> {
    if len > MESSAGE_MAX {
        return Err(BusError::Said("a message too long"));
    }
    let mut out = vec![0; len + 2];
    stream.read_exact(&mut out).await?;
    out.truncate(len);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_from_a_url() {
        let place = |url| Place::parse(url, 6_379).map(|p| (p.address, p.login));
        assert_eq!(place("redis://cache"), Some(("cache:6379".into(), None)));
        let login = Some(("ann".into(), "s:e@c".into()));
        assert_eq!(
            place("redis://ann:s:e@c@10.0.0.1:7000/"),
            Some(("10.0.0.1:7000".into(), login))
        );
        let word = Some((String::new(), "secret".into()));
        assert_eq!(place("redis://secret@cache"), Some(("cache:6379".into(), word)));
        assert_eq!(place("redis://"), None);
        assert_eq!(place("cache"), None);
    }
}
