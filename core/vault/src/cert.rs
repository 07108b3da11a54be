//! What the tenant's key vouches for: a device's certificate, its lease, the order to wipe it.
use crate::sign::{self, Namespace, SigningKey};
use minicbor::{Decode, Encode};
use satchel_model::{
    cbor,
    id::{DeviceId, PublicKey, Signature, TenantId, UserId},
    time::Timestamp,
};

/// Signature algorithm of a device key; the number leaves room for hardware-held P-256.
pub const ALG_ED25519: u8 = 1;

/// A canonical value and the tenant's signature over it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Signed {
    /// Canonical CBOR of the value.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
    /// The tenant's signature over its SHA-256 in the value's namespace.
    #[n(1)]
    pub sig: Signature,
}

/// Why a signed value is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertError {
    /// The tenant did not sign this.
    #[error("bad signature")]
    BadSignature,
    /// Signed, but not a value this version reads.
    #[error("unknown form")]
    UnknownForm,
    /// Signed, but outside its time.
    #[error("expired")]
    Expired,
    /// Signed, but about somebody else.
    #[error("issued to another device")]
    OtherDevice,
}

/// The tenant's statement that a key belongs to one person's device.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct DeviceCert {
    /// Version of this form: 1.
    #[n(0)]
    pub v: u8,
    /// The organisation.
    #[n(1)]
    pub tenant: TenantId,
    /// The device.
    #[n(2)]
    pub device: DeviceId,
    /// The one person it belongs to.
    #[n(3)]
    pub user: UserId,
    /// The device's public key.
    #[n(4)]
    pub key: PublicKey,
    /// Algorithm of `key`: [`ALG_ED25519`].
    #[n(5)]
    pub alg: u8,
    /// Issued at.
    #[n(6)]
    pub created: Timestamp,
    /// Not valid from this moment on; one year after `created`.
    #[n(7)]
    pub expires: Timestamp,
    /// Bit set of capabilities; none is defined yet.
    #[n(8)]
    pub capabilities: u32,
    /// Counts the device's certificates from 0.
    #[n(9)]
    pub epoch: u32,
}

/// How long a device may work without contact. Past `not_after` the vault locks and nothing is deleted.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Lease {
    /// Version of this form: 1.
    #[n(0)]
    pub v: u8,
    /// The organisation.
    #[n(1)]
    pub tenant: TenantId,
    /// The device.
    #[n(2)]
    pub device: DeviceId,
    /// Its person.
    #[n(3)]
    pub user: UserId,
    /// The vault locks from this moment on.
    #[n(4)]
    pub not_after: Timestamp,
    /// Server time at issue, a floor for the device's clock.
    #[n(5)]
    pub server_time: Timestamp,
}

/// The order to destroy a vault at the next contact.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Wipe {
    /// Version of this form: 1.
    #[n(0)]
    pub v: u8,
    /// The organisation.
    #[n(1)]
    pub tenant: TenantId,
    /// The device to be wiped.
    #[n(2)]
    pub device: DeviceId,
    /// Issued at.
    #[n(3)]
    pub issued: Timestamp,
    /// 1 = lost or stolen: unsent work is given up. 2 = replaced or left: the outbox goes up first.
    #[n(4)]
    pub reason: u8,
}

/// Signs the canonical bytes of `value`.
fn issue<T: Encode<()>>(namespace: Namespace, value: &T, tenant: &SigningKey) -> Signed {
    let bytes = cbor::encode(value);
    let sig = tenant.sign_bytes(namespace, &bytes);
    Signed { bytes, sig }
}

/// The value, once its signature held.
fn read<T: for<'b> Decode<'b, ()> + Encode<()>>(
    namespace: Namespace,
    signed: &Signed,
    tenant: &PublicKey,
) -> Result<T, CertError> {
    sign::verify_bytes(namespace, tenant, &signed.bytes, &signed.sig)
        .map_err(|_| CertError::BadSignature)?;
    cbor::decode(&signed.bytes).map_err(|_| CertError::UnknownForm)
}

impl DeviceCert {
    /// Signs the certificate with the tenant's key.
    #[must_use]
    pub fn issue(&self, tenant: &SigningKey) -> Signed {
        issue(Namespace::CERT, self, tenant)
    }

    /// The certificate, if the tenant signed it and it is valid at `now`.
    ///
    /// # Errors
    /// [`CertError`].
    pub fn check(signed: &Signed, tenant: &PublicKey, now: Timestamp) -> Result<Self, CertError> {
        let cert: Self = read(Namespace::CERT, signed, tenant)?;
        if cert.v != 1 || cert.alg != ALG_ED25519 {
            return Err(CertError::UnknownForm);
        }
        if now >= cert.expires { Err(CertError::Expired) } else { Ok(cert) }
    }
}

impl Lease {
    /// Signs the lease with the tenant's key.
    #[must_use]
    pub fn issue(&self, tenant: &SigningKey) -> Signed {
        issue(Namespace::LEASE, self, tenant)
    }

    /// The lease, if the tenant signed it for `device`. Whether it has run out is the caller's question:
    /// an expired one still says why the vault is locked.
    ///
    /// # Errors
    /// [`CertError`].
    pub fn check(signed: &Signed, tenant: &PublicKey, device: DeviceId) -> Result<Self, CertError> {
        let lease: Self = read(Namespace::LEASE, signed, tenant)?;
        if lease.v != 1 {
            return Err(CertError::UnknownForm);
        }
        if lease.device == device { Ok(lease) } else { Err(CertError::OtherDevice) }
    }
}

impl Wipe {
    /// Signs the order with the tenant's key.
    #[must_use]
    pub fn issue(&self, tenant: &SigningKey) -> Signed {
        issue(Namespace::WIPE, self, tenant)
    }

    /// The order, if the tenant signed it for `device`.
    ///
    /// # Errors
    /// [`CertError`]: nothing may be destroyed.
    pub fn check(signed: &Signed, tenant: &PublicKey, device: DeviceId) -> Result<Self, CertError> {
        let wipe: Self = read(Namespace::WIPE, signed, tenant)?;
        if wipe.v != 1 {
            return Err(CertError::UnknownForm);
        }
        if wipe.device == device { Ok(wipe) } else { Err(CertError::OtherDevice) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Key32;

    fn tenant() -> SigningKey {
        SigningKey::from_seed(&Key32::from_bytes([2; 32])).unwrap()
    }

    fn cert() -> DeviceCert {
        DeviceCert {
            v: 1,
            tenant: TenantId::from_bytes([1; 16]),
            device: DeviceId::from_bytes([2; 16]),
            user: UserId::from_bytes([3; 16]),
            key: PublicKey::from_bytes([4; 32]),
            alg: ALG_ED25519,
            created: Timestamp::from_millis(1_000),
            expires: Timestamp::from_millis(2_000),
            capabilities: 0,
            epoch: 0,
        }
    }

    fn lease() -> Lease {
        Lease {
            v: 1,
            tenant: TenantId::from_bytes([1; 16]),
            device: DeviceId::from_bytes([2; 16]),
            user: UserId::from_bytes([3; 16]),
            not_after: Timestamp::from_millis(5_000),
            server_time: Timestamp::from_millis(1_000),
        }
    }

    fn wipe() -> Wipe {
        Wipe {
            v: 1,
            tenant: TenantId::from_bytes([1; 16]),
            device: DeviceId::from_bytes([2; 16]),
            issued: Timestamp::from_millis(7_000),
            reason: 1,
        }
    }

    #[test]
    fn a_certificate_is_valid_until_its_last_moment() {
        let signed = cert().issue(&tenant());
        let key = tenant().public();
        assert_eq!(DeviceCert::check(&signed, &key, Timestamp::from_millis(1_999)), Ok(cert()));
        assert_eq!(
            DeviceCert::check(&signed, &key, Timestamp::from_millis(2_000)),
            Err(CertError::Expired)
        );
        assert_eq!(
            DeviceCert::check(&signed, &cert().key, Timestamp::from_millis(1_000)),
            Err(CertError::BadSignature)
        );
    }

    #[test]
    fn an_unknown_algorithm_or_version_is_refused() {
        let now = Timestamp::from_millis(1_000);
        let key = tenant().public();
        let other = DeviceCert { alg: 2, ..cert() }.issue(&tenant());
        assert_eq!(DeviceCert::check(&other, &key, now), Err(CertError::UnknownForm));
        let newer = DeviceCert { v: 2, ..cert() }.issue(&tenant());
        assert_eq!(DeviceCert::check(&newer, &key, now), Err(CertError::UnknownForm));
        let newer = Lease { v: 2, ..lease() }.issue(&tenant());
        assert_eq!(Lease::check(&newer, &key, lease().device), Err(CertError::UnknownForm));
        let newer = Wipe { v: 2, ..wipe() }.issue(&tenant());
        assert_eq!(Wipe::check(&newer, &key, wipe().device), Err(CertError::UnknownForm));
    }

    #[test]
    fn a_lease_and_a_wipe_bind_one_device() {
        let key = tenant().public();
        let other = DeviceId::from_bytes([9; 16]);
        let signed = lease().issue(&tenant());
        assert_eq!(Lease::check(&signed, &key, lease().device), Ok(lease()));
        assert_eq!(Lease::check(&signed, &key, other), Err(CertError::OtherDevice));
        let signed = wipe().issue(&tenant());
        assert_eq!(Wipe::check(&signed, &key, wipe().device), Ok(wipe()));
        assert_eq!(Wipe::check(&signed, &key, other), Err(CertError::OtherDevice));
    }

    #[test]
    fn one_kind_never_passes_for_another() {
        let key = tenant().public();
        let cert = cert().issue(&tenant());
        assert_eq!(
            Lease::check(&cert, &key, DeviceId::from_bytes([2; 16])),
            Err(CertError::BadSignature)
        );
        let lease = lease().issue(&tenant());
        assert_eq!(
            Wipe::check(&lease, &key, DeviceId::from_bytes([2; 16])),
            Err(CertError::BadSignature)
        );
    }

    #[test]
    fn a_changed_byte_is_refused() {
        let mut signed = lease().issue(&tenant());
        let last = signed.bytes.len() - 1;
        signed.bytes[last] ^= 1;
        assert_eq!(
            Lease::check(&signed, &tenant().public(), lease().device),
            Err(CertError::BadSignature)
        );
    }
}
