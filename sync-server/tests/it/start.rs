//! Starting and stopping: a private folder, one owner, the pinned key, keys that belong to their database.
use std::os::unix::fs::PermissionsExt as _;

use crate::harness::{Server, config, postgres_url};
use satchel_protocol::problem::ErrorCode;
use satchel_server::serve;

fn mode(path: &std::path::Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread")]
async fn with_nothing_configured_a_private_folder_is_made() {
    let server = Server::sqlite().await;
    let dir = server.dir.path();
    assert_eq!(mode(dir), 0o700);
    for name in
        ["keys.cbor", "tls-key.pem", "tls-cert.pem", "admin.sock", "satchel.db", "satchel.db-wal"]
    {
        assert_eq!(mode(&dir.join(name)), 0o600, "{name}");
    }
    assert!(server.running.setup_code.is_some());
    let tasks = server.running.app.tasks.running();
    assert!(tasks.contains_key("http") && tasks.contains_key("jobs"), "{tasks:?}");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_on_the_same_folder_is_refused() {
    let server = Server::sqlite().await;
    let (config, _) = config(server.dir.path(), None);
    let error = serve(config).await.err().unwrap();
    assert_eq!(error.problem().code, ErrorCode::InUse);
    let still = server.get("/livez", None).await;
    assert_eq!(still.status, 200);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_other_keys_is_refused() {
    let url = postgres_url().await;
    let first = Server::start(Some(url.clone()), |_| {}).await;
    let other = tempfile::tempdir().unwrap();
    std::fs::set_permissions(other.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    let (config, _) = config(other.path(), Some(url));
    let error = serve(config).await.err().unwrap();
    assert_eq!(error.problem().code, ErrorCode::Config);
    assert!(error.to_string().contains("belongs to other keys"), "{error}");
    first.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_open_to_others_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let (config, _) = config(dir.path(), None);
    let error = serve(config).await.err().unwrap();
    assert!(error.to_string().contains("chmod 700"), "{error}");
}

/// What a device does: any certificate will do, if its key hashes to the pinned value.
mod pin {
    use rustls::{
        DigitallySignedStruct, Error, SignatureScheme,
        client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        crypto::{CryptoProvider, ring, verify_tls13_signature},
        pki_types::{CertificateDer, ServerName, UnixTime},
    };
    use satchel_model::{hash, id::Hash};

    #[derive(Debug)]
    pub(super) struct Pin(pub(super) Hash, CryptoProvider);

    impl Pin {
        pub(super) fn new(hash: Hash) -> Self {
            Self(hash, ring::default_provider())
        }
    }

    impl ServerCertVerifier for Pin {
        fn verify_server_cert(
            &self,
            end: &CertificateDer<'_>,
            _: &[CertificateDer<'_>],
            _: &ServerName<'_>,
            _: &[u8],
            _: UnixTime,
        ) -> Result<ServerCertVerified, Error> {
            let cert = webpki::EndEntityCert::try_from(end)
                .map_err(|_| Error::General("no certificate".into()))?;
            let spki = cert.subject_public_key_info();
            if hash::sha256(&[spki.as_ref()]) == self.0 {
                Ok(ServerCertVerified::assertion())
            } else {
                Err(Error::General("wrong server key".into()))
            }
        }
        fn verify_tls12_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Err(Error::General("TLS 1.3 only".into()))
        }
        fn verify_tls13_signature(
            &self,
            message: &[u8],
            cert: &CertificateDer<'_>,
            signed: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            let algorithms = &self.1.signature_verification_algorithms;
            verify_tls13_signature(message, cert, signed, algorithms)
        }
        fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
            self.1.signature_verification_algorithms.supported_schemes()
        }
    }
}

async fn handshake(server: &Server, pin: satchel_model::id::Hash) -> std::io::Result<()> {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(std::sync::Arc::new(pin::Pin::new(pin)))
        .with_no_client_auth();
    let stream = tokio::net::TcpStream::connect(server.running.addr).await?;
    let connector = tokio_rustls::TlsConnector::from(std::sync::Arc::new(config));
    let name = rustls::pki_types::ServerName::try_from("clinic").unwrap();
    let stream = connector.connect(name, stream).await?;
    let version = stream.get_ref().1.protocol_version();
    assert_eq!(version, Some(rustls::ProtocolVersion::TLSv1_3));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pinned_key_is_the_one_in_use_and_any_other_fails_the_handshake() {
    let server = Server::sqlite().await;
    handshake(&server, server.running.spki).await.unwrap();
    let wrong = satchel_model::id::Hash::from_bytes([1; 32]);
    let error = handshake(&server, wrong).await.unwrap_err();
    assert!(error.to_string().contains("wrong server key"), "{error}");
    server.stop().await;
}
