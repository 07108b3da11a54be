//! The real transport: reqwest for requests, tokio-tungstenite for the socket.
use super::{
    Incoming, PinError, Transport, Trouble,
    pin::{Pinned, pinned},
    trouble,
};
use crate::sync::{bound, conversation::Carrier};
use futures_util::{SinkExt as _, StreamExt as _, future::BoxFuture, stream};
use reqwest::{Client, Response, StatusCode, Url, header};
use satchel_model::{id::Hash, time::Timestamp};
use satchel_protocol::{
    limit,
    problem::{ErrorCode, Problem},
};
use std::{sync::Arc, time::Duration};
use tokio_tungstenite::{
    Connector, MaybeTlsStream, WebSocketStream, connect_async_tls_with_config,
    tungstenite::{Message, client::IntoClientRequest as _, protocol::WebSocketConfig},
};

/// Most bytes of an answer that is no stream.
const ANSWER_MAX: usize = 4 * limit::JSON_MAX;

/// Method of a plain call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Looks.
    Get,
    /// Acts.
    Post,
}

/// The answer to a plain call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body; JSON by contract.
    pub body: Vec<u8>,
}

/// The server of one enrolment: its address and the key it must hold.
#[derive(Clone)]
pub struct Server {
    base: Url,
    client: Client,
    pin: Arc<Pinned>,
    socket: Arc<rustls::ClientConfig>,
    socket_pin: Arc<Pinned>,
}

impl Server {
    /// The server at `address` (`https://host:port`) with this SHA-256 of its public key info.
    ///
    /// # Errors
    /// [`ErrorCode::WrongAddress`] for an address that is none, [`ErrorCode::Internal`] if TLS cannot be set up.
    pub fn new(address: &str, spki: Hash) -> Result<Self, Trouble> {
        let wrong = || trouble(ErrorCode::WrongAddress);
        let base = Url::parse(address).map_err(|_| wrong())?;
        if base.scheme() != "https" || base.host_str().is_none() {
            return Err(wrong());
        }
        let internal = |_: PinError| trouble(ErrorCode::Internal);
        let (config, pin) = pinned(spki, &["h2", "http/1.1"]).map_err(internal)?;
        let (socket, socket_pin) = pinned(spki, &["http/1.1"]).map_err(internal)?;
        Ok(Self { base, client: http_client(config)?, pin, socket: Arc::new(socket), socket_pin })
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url
    }

    /// A plain call with a JSON body: what is not sync. Waits for the whole answer, which is bounded.
    ///
    /// # Errors
    /// [`ErrorCode::Offline`], [`ErrorCode::WrongServerKey`], [`ErrorCode::TooLarge`]. Any answer at all, even a
    /// refusal, is `Ok`.
    pub async fn json(
        &self,
        method: Method,
        path: &str,
        bearer: Option<&str>,
        body: Option<Vec<u8>>,
    ) -> Result<Answer, Trouble> {
        let mut request = match method {
            Method::Get => self.client.get(self.url(path)),
            Method::Post => self.client.post(self.url(path)),
        };
        if let Some(token) = bearer {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.header(header::CONTENT_TYPE, "application/json").body(body);
        }
        let answer = request.send().await.map_err(|_| self.unreached())?;
        let status = answer.status().as_u16();
        let body = whole(answer).await.map_err(trouble)?;
        Ok(Answer { status, body })
    }

    fn unreached(&self) -> Trouble {
        trouble(if self.pin.take_refused() {
            ErrorCode::WrongServerKey
        } else {
            ErrorCode::Offline
        })
    }

    async fn post(self, path: &'static str, body: Vec<u8>) -> Result<Incoming, Trouble> {
        let request = self
            .client
            .post(self.url(path))
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .body(body);
        let answer = request.send().await.map_err(|_| self.unreached())?;
        if answer.status() != StatusCode::OK {
            return Err(refused(answer).await);
        }
        let chunks = answer
            .bytes_stream()
            .map(|chunk| chunk.map(|c| c.to_vec()).map_err(|_| trouble(ErrorCode::Offline)));
        Ok(chunks.boxed())
    }

    async fn socket(self, body: Vec<u8>) -> Result<Incoming, Trouble> {
        let mut url = self.url("/v1/sync/live");
        // The scheme of a parsed https address can always become wss.
        url.set_scheme("wss").map_err(|()| trouble(ErrorCode::WrongAddress))?;
        let request =
            url.as_str().into_client_request().map_err(|_| trouble(ErrorCode::WrongAddress))?;
        let config = WebSocketConfig::default()
            .max_message_size(Some(limit::FRAME_WIRE_MAX + 16))
            .max_frame_size(Some(limit::FRAME_WIRE_MAX + 16));
        let connector = Connector::Rustls(Arc::clone(&self.socket));
        let connect = connect_async_tls_with_config(request, Some(config), true, Some(connector));
        let opened = tokio::time::timeout(Duration::from_secs(bound::CONNECT_S), connect).await;
        let Ok(Ok((mut socket, _))) = opened else {
            let code = if self.socket_pin.take_refused() {
                ErrorCode::WrongServerKey
            } else {
                ErrorCode::Offline
            };
            return Err(trouble(code));
        };
        let hello = Message::Binary(body.into());
        socket.send(hello).await.map_err(|_| trouble(ErrorCode::Offline))?;
        Ok(stream::unfold(Some(socket), listen).boxed())
    }
}

type Socket = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

/// The next bytes of a socket; pings are answered on the way. Silence for twice the server's ping interval means that
/// the link is dead although nobody said so.
async fn listen(socket: Option<Socket>) -> Option<(Result<Vec<u8>, Trouble>, Option<Socket>)> {
    let mut socket = socket?;
    loop {
        let silence = Duration::from_secs(2 * bound::SILENCE_S);
        match tokio::time::timeout(silence, socket.next()).await {
            Ok(Some(Ok(Message::Binary(bytes)))) => {
                return Some((Ok(bytes.to_vec()), Some(socket)));
            }
            Ok(Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Text(_)))) => {}
            Ok(Some(Ok(Message::Close(_) | Message::Frame(_))) | None) => return None,
            Ok(Some(Err(_))) | Err(_) => {
                return Some((Err(trouble(ErrorCode::Offline)), None));
            }
        }
    }
}

impl Transport for Server {
    fn open(
        &self,
        carrier: Carrier,
        body: Vec<u8>,
    ) -> BoxFuture<'static, Result<Incoming, Trouble>> {
        let server = self.clone();
        match carrier {
            Carrier::Push => Box::pin(server.post("/v1/sync/push", body)),
            Carrier::Pull => Box::pin(server.post("/v1/sync/pull", body)),
            Carrier::Live => Box::pin(server.socket(body)),
        }
    }
}

/// The one place that builds an HTTP client: time-outs, no redirects, no proxies by surprise, our TLS.
fn http_client(config: rustls::ClientConfig) -> Result<Client, Trouble> {
    #[expect(clippy::disallowed_methods, reason = "this is what the ban points to")]
    Client::builder()
        .tls_backend_preconfigured(config)
        .https_only(true)
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(bound::CONNECT_S))
        .read_timeout(Duration::from_secs(bound::SILENCE_S))
        .pool_max_idle_per_host(2)
        .user_agent(concat!("satchel/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|_| trouble(ErrorCode::Internal))
}

/// A refusal's reason: the problem in its body, or what the status says.
async fn refused(answer: Response) -> Trouble {
    let retry_after_s = answer
        .headers()
        .get(header::RETRY_AFTER)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.parse().ok());
    let status = answer.status().as_u16();
    let told = whole(answer).await.ok();
    let problem = told.and_then(|body| serde_json::from_slice::<Problem>(&body).ok());
    let Some(problem) = problem else {
        return Trouble { retry_after_s, ..trouble(by_status(status)) };
    };
    let server_time = problem.args.get("server_time").and_then(serde_json::Value::as_i64);
    Trouble {
        code: problem.code,
        retry_after_s: retry_after_s.or(problem.retry_after_s),
        server_time: server_time.map(Timestamp::from_millis),
    }
}

const fn by_status(status: u16) -> ErrorCode {
    match status {
        401 => ErrorCode::Unauthenticated,
        413 => ErrorCode::TooLarge,
        429 => ErrorCode::RateLimited,
        502..=504 => ErrorCode::Overloaded,
        // Something answers that is no Satchel server: a portal, a proxy, another program.
        _ => ErrorCode::WrongAddress,
    }
}

async fn whole(mut answer: Response) -> Result<Vec<u8>, ErrorCode> {
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|_| ErrorCode::Offline)? {
        body.extend_from_slice(&chunk);
        if body.len() > ANSWER_MAX {
            return Err(ErrorCode::TooLarge);
        }
    }
    Ok(body)
}

#[cfg(test)]
mod tests;
