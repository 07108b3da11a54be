//! TLS 1.3 by ring to one server key. No certificate authority is asked: the invitation carried the SHA-256 of the
//! server's public key info, and whoever holds that key is the server.
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, ring, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    version::TLS13,
};
use satchel_model::{hash, id::Hash};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// The TLS stack could not be set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("TLS could not be set up")]
pub struct PinError;

/// Accepts exactly the server that holds the pinned key.
#[derive(Debug)]
pub(super) struct Pinned {
    spki: Hash,
    provider: Arc<CryptoProvider>,
    refused: AtomicBool,
}

impl Pinned {
    fn new(spki: Hash) -> Self {
        let provider = Arc::new(ring::default_provider());
        Self { spki, provider, refused: AtomicBool::new(false) }
    }

    /// Whether a server with another key was met since the last call: an attack, or a server set up anew.
    pub(super) fn take_refused(&self) -> bool {
        self.refused.swap(false, Ordering::SeqCst)
    }
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        // Neither name nor dates count: the pin is stronger than both, and a clinic's server has no public name.
        let found = webpki::EndEntityCert::try_from(end_entity)
            .map(|cert| hash::sha256(&[&cert.subject_public_key_info()]));
        if found.is_ok_and(|spki| spki == self.spki) {
            return Ok(ServerCertVerified::assertion());
        }
        self.refused.store(true, Ordering::SeqCst);
        Err(Error::InvalidCertificate(CertificateError::ApplicationVerificationFailure))
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.2 is not spoken".into()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        // This proves that the peer holds the pinned key; without it the pin would only prove that it was seen.
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, cert, dss, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// A client configuration that reaches only the server with this key; `protocols` are the ALPN names offered.
///
/// # Errors
/// [`PinError`].
pub fn client_config(spki: Hash, protocols: &[&str]) -> Result<ClientConfig, PinError> {
    pinned(spki, protocols).map(|(config, _)| config)
}

/// As [`client_config`], with the verifier, which remembers that it refused somebody.
pub(super) fn pinned(
    spki: Hash,
    protocols: &[&str],
) -> Result<(ClientConfig, Arc<Pinned>), PinError> {
    let verifier = Arc::new(Pinned::new(spki));
    let mut config = ClientConfig::builder_with_provider(Arc::clone(&verifier.provider))
        .with_protocol_versions(&[&TLS13])
        .map_err(|_| PinError)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&verifier) as Arc<dyn ServerCertVerifier>)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|p| p.as_bytes().to_vec()).collect();
    Ok((config, verifier))
}
