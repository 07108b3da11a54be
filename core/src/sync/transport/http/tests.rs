//! The transport against a small TLS server on a free port.
use super::*;
use crate::sync::transport::client_config;
use rcgen::{CertifiedKey, KeyPair, PublicKeyData as _, generate_simple_self_signed};
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use satchel_model::hash;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

struct Peer {
    address: String,
    spki: Hash,
    _tasks: JoinSet<()>,
}

/// A TLS server that answers every connection with `answer` and closes.
async fn peer(
    versions: &[&'static rustls::SupportedProtocolVersion],
    answer: &'static [u8],
) -> Peer {
    let made = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let CertifiedKey { cert, signing_key } = made;
    let spki = hash::sha256(&[&spki_of(&signing_key)]);
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let mut tasks = JoinSet::new();
    tasks.spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let Ok(mut tls) = acceptor.accept(socket).await else { continue };
            let mut request = [0; 4096];
            if tls.read(&mut request).await.is_ok() && tls.write_all(answer).await.is_ok() {
                tls.shutdown().await.ok();
            }
        }
    });
    Peer { address, spki, _tasks: tasks }
}

fn spki_of(key: &KeyPair) -> Vec<u8> {
    key.subject_public_key_info()
}

const TLS13: &[&rustls::SupportedProtocolVersion] = &[&rustls::version::TLS13];
const OK: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";

#[tokio::test]
async fn the_server_with_the_pinned_key_is_reached() {
    let peer = peer(TLS13, OK).await;
    let server = Server::new(&peer.address, peer.spki).unwrap();
    let answer = server.json(Method::Post, "/x", Some("t"), Some(b"{}".to_vec())).await.unwrap();
    assert_eq!(answer, Answer { status: 200, body: b"hello".to_vec() });
}

#[tokio::test]
async fn a_server_with_another_key_is_told_apart_from_none() {
    let peer = peer(TLS13, OK).await;
    let server = Server::new(&peer.address, Hash::from_bytes([1; 32])).unwrap();
    let answer = server.json(Method::Get, "/x", None, None).await;
    assert_eq!(answer, Err(trouble(ErrorCode::WrongServerKey)));
    for carrier in [Carrier::Push, Carrier::Live] {
        let opened = server.open(carrier, Vec::new()).await;
        assert_eq!(opened.err(), Some(trouble(ErrorCode::WrongServerKey)));
    }
}

#[tokio::test]
async fn nobody_there_is_offline() {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let server = Server::new(&format!("https://{free}"), Hash::ZERO).unwrap();
    let answer = server.json(Method::Get, "/x", None, None).await;
    assert_eq!(answer, Err(trouble(ErrorCode::Offline)));
    let opened = server.open(Carrier::Live, Vec::new()).await;
    assert_eq!(opened.err(), Some(trouble(ErrorCode::Offline)));
}

#[tokio::test]
async fn tls_1_2_is_not_spoken() {
    let peer = peer(&[&rustls::version::TLS12], OK).await;
    let server = Server::new(&peer.address, peer.spki).unwrap();
    assert!(server.json(Method::Get, "/x", None, None).await.is_err());
}

#[tokio::test]
async fn the_body_of_a_push_comes_as_a_stream() {
    let peer = peer(TLS13, OK).await;
    let server = Server::new(&peer.address, peer.spki).unwrap();
    let mut incoming = server.open(Carrier::Push, vec![1]).await.unwrap();
    let mut body = Vec::new();
    while let Some(chunk) = incoming.next().await {
        body.extend(chunk.unwrap());
    }
    assert_eq!(body, b"hello");
}

#[tokio::test]
async fn a_refusal_is_read_from_its_problem_or_its_status() {
    let told = b"HTTP/1.1 429 X\r\nretry-after: 7\r\ncontent-length: 0\r\n\r\n";
    let peer = peer(TLS13, told).await;
    let server = Server::new(&peer.address, peer.spki).unwrap();
    let refused = server.open(Carrier::Pull, vec![1]).await.err();
    let want = Trouble { retry_after_s: Some(7), ..trouble(ErrorCode::RateLimited) };
    assert_eq!(refused, Some(want));
}

#[tokio::test]
async fn a_refused_clock_tells_the_servers_time() {
    let told = b"HTTP/1.1 409 X\r\ncontent-length: 70\r\n\r\n\
        {\"code\":\"clock_wrong\",\"args\":{\"server_time\":1234},\"retry\":\"after_fix\"}";
    let peer = peer(TLS13, told).await;
    let server = Server::new(&peer.address, peer.spki).unwrap();
    let refused = server.open(Carrier::Push, vec![1]).await.err().unwrap();
    assert_eq!(refused.code, ErrorCode::ClockWrong);
    assert_eq!(refused.server_time, Some(Timestamp::from_millis(1_234)));
}

#[tokio::test]
async fn an_answer_that_ends_early_is_an_error_not_an_end() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhello";
    let peer = peer(TLS13, cut).await;
    let server = Server::new(&peer.address, peer.spki).unwrap();
    let incoming = server.open(Carrier::Pull, vec![1]).await.unwrap();
    let chunks: Vec<_> = incoming.collect().await;
    assert_eq!(chunks.last(), Some(&Err(trouble(ErrorCode::Offline))));
}

#[tokio::test]
async fn a_page_that_is_no_satchel_server_is_told() {
    let page = b"HTTP/1.1 404 X\r\ncontent-length: 4\r\n\r\nhtml";
    let peer = peer(TLS13, page).await;
    let server = Server::new(&peer.address, peer.spki).unwrap();
    let refused = server.open(Carrier::Pull, vec![1]).await.err();
    assert_eq!(refused, Some(trouble(ErrorCode::WrongAddress)));
}

#[test]
fn an_address_must_be_https_with_a_host() {
    for address in ["http://localhost:1", "localhost:1", "", "ftp://a"] {
        let refused = Server::new(address, Hash::ZERO).err();
        assert_eq!(refused, Some(trouble(ErrorCode::WrongAddress)), "{address}");
    }
    assert!(Server::new("https://localhost:8443", Hash::ZERO).is_ok());
    assert!(client_config(Hash::ZERO, &["h2"]).is_ok());
}
