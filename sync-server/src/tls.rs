//! TLS 1.3 with ring: IT's certificate, or a self-signed one made at the first start and pinned by devices.
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    sign::CertifiedKey,
};
use satchel_model::{hash, id::Hash};

use crate::file;

/// Why no TLS configuration could be made.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// A PEM file holds no certificate or no key.
    #[error("{0} holds no usable certificate or key")]
    Pem(PathBuf),
    /// Certificate and key do not belong together, or their algorithm is not supported.
    #[error("certificate and key do not belong together: {0}")]
    Pair(#[from] rustls::Error),
    /// The self-signed certificate could not be made.
    #[error("no self-signed certificate: {0}")]
    Make(#[from] rcgen::Error),
}

/// A ready configuration and the hash that devices pin.
pub struct Tls {
    /// For the listener: TLS 1.3 only, HTTP/2 and HTTP/1.1.
    pub config: Arc<ServerConfig>,
    /// SHA-256 over the `SubjectPublicKeyInfo` of the server's key; survives a new certificate for the same key.
    pub spki: Hash,
}

/// Loads the certificate that IT named, or the self-signed one of `data_dir`, which is made if absent.
/// # Errors
/// [`TlsError`]: unreadable files, or a certificate that does not belong to the key.
pub fn open(own: Option<&(PathBuf, PathBuf)>, data_dir: &Path) -> Result<Tls, TlsError> {
    let (cert, key) = match own {
        Some((cert, key)) => (cert.clone(), key.clone()),
        None => self_signed(data_dir)?,
    };
    let chain = CertificateDer::pem_file_iter(&cert)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|_| TlsError::Pem(cert.clone()))?;
    let key = PrivateKeyDer::from_pem_file(&key).map_err(|_| TlsError::Pem(key.clone()))?;
    if chain.is_empty() {
        return Err(TlsError::Pem(cert));
    }
    let provider = rustls::crypto::ring::default_provider();
    let certified = CertifiedKey::from_der(chain, key, &provider)?;
    let spki =
        certified.key.public_key().ok_or(rustls::Error::General("key without SPKI".into()))?;
    let spki = hash::sha256(&[spki.as_ref()]);
    let mut config = ServerConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(certified)));
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    // One ticket instead of two: each costs memory on every open socket.
    config.send_tls13_tickets = 1;
    Ok(Tls { config: Arc::new(config), spki })
}

/// Paths of the self-signed certificate and its key, made if one of them is missing.
fn self_signed(data_dir: &Path) -> Result<(PathBuf, PathBuf), TlsError> {
    let (cert_path, key_path) = (data_dir.join("tls-cert.pem"), data_dir.join("tls-key.pem"));
    if cert_path.is_file() && key_path.is_file() {
        return Ok((cert_path, key_path));
    }
    let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    let mut params = rcgen::CertificateParams::new(names)?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(rcgen::DnType::CommonName, "Satchel server");
    let key = rcgen::KeyPair::generate()?;
    let cert = params.self_signed(&key)?;
    let write = |path: &PathBuf, text: String| {
        file::replace(path, text.as_bytes())
            .map_err(|source| TlsError::File { path: path.clone(), source })
    };
    write(&key_path, key.serialize_pem())?;
    write(&cert_path, cert.pem())?;
    Ok((cert_path, key_path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_hash_survives_a_restart_and_differs_between_servers() {
        let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let first = open(None, a.path()).unwrap();
        assert_eq!(first.spki, open(None, a.path()).unwrap().spki);
        assert_ne!(first.spki, open(None, b.path()).unwrap().spki);
        assert!(!file::others_may(&a.path().join("tls-key.pem")).unwrap());
    }

    #[test]
    fn a_certificate_of_another_key_is_refused() {
        let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (cert, _) = self_signed(a.path()).unwrap();
        let (_, key) = self_signed(b.path()).unwrap();
        assert!(matches!(open(Some(&(cert, key)), a.path()), Err(TlsError::Pair(_))));
    }

    #[test]
    fn files_that_are_not_pem_are_refused() {
        let a = tempfile::tempdir().unwrap();
        let (cert, key) = self_signed(a.path()).unwrap();
        file::replace(&cert, b"nothing").unwrap();
        assert!(matches!(open(None, a.path()), Err(TlsError::Pem(_))));
        assert!(matches!(open(Some(&(key.clone(), cert)), a.path()), Err(TlsError::Pem(_))));
        assert!(matches!(
            open(Some(&(PathBuf::from("/nowhere"), key)), a.path()),
            Err(TlsError::Pem(_))
        ));
    }
}
