//! The opaque feed token: where a device's pass stands. Only this server can make one.
use minicbor::{Decode, Encode};
use satchel_model::{
    cbor,
    id::{DeviceId, DocId, PatientId, TenantId},
};
use satchel_protocol::sync::Position;
use satchel_vault::{mac, secret::Key32};

const LABEL: &[u8] = b"satchel/token/v1";
const TAG: usize = 16;

/// Which part of a pass comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Stage {
    /// What was taken away, after this audience event.
    #[n(0)]
    Events(#[n(0)] Position),
    /// Documents after this one in order of id; none: from the first.
    #[n(1)]
    Documents(#[n(0)] Option<DocId>),
    /// Documents of the patient with this number in [`Pass::ahead`].
    #[n(2)]
    Ahead(#[n(0)] u32),
}

/// A pass under way: everything in (from, target] is being brought.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Pass {
    /// Where it ends; fixed when it began.
    #[n(0)]
    pub target: Position,
    /// What comes next.
    #[n(1)]
    pub stage: Stage,
    /// Documents brought so far.
    #[n(2)]
    pub docs: u32,
    /// Raw bytes brought so far.
    #[n(3)]
    pub bytes: u64,
    /// Patients whose documents come before the others'. Fixed when the pass began, or one could slip from a part that
    /// is to come into one that has gone.
    #[n(4)]
    pub ahead: Option<Vec<PatientId>>,
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Token {
    /// Version of this form: 1.
    #[n(0)]
    pub v: u8,
    /// The organisation.
    #[n(1)]
    pub tenant: TenantId,
    /// The device it was made for.
    #[n(2)]
    pub device: DeviceId,
    /// Incarnation of the server's data.
    #[n(3)]
    pub cluster_epoch: u32,
    /// The device holds everything up to here.
    #[n(4)]
    pub from: Position,
    /// The pass under way; none between passes.
    #[n(5)]
    pub pass: Option<Pass>,
}

impl Token {
    /// The token of a device that holds nothing.
    #[must_use]
    pub fn fresh(tenant: TenantId, device: DeviceId, cluster_epoch: u32) -> Self {
        Self { v: 1, tenant, device, cluster_epoch, from: Position::default(), pass: None }
    }

    /// The opaque bytes: the value and 16 bytes of HMAC-SHA-256.
    #[must_use]
    pub fn encode(&self, key: &Key32) -> Vec<u8> {
        let mut out = cbor::encode(self);
        let tag = mac::hmac_sha256(key, &[LABEL, &out]);
        out.extend(tag.as_bytes().iter().take(TAG));
        out
    }

    /// The token of `device` that `bytes` hold; `None` for any that this server did not make for it.
    #[must_use]
    pub fn decode(bytes: &[u8], tenant: TenantId, device: DeviceId, key: &Key32) -> Option<Self> {
        let (value, tag) = bytes.split_at_checked(bytes.len().checked_sub(TAG)?)?;
        let want = mac::hmac_sha256(key, &[LABEL, value]);
        if !mac::same(want.as_bytes().get(..TAG)?, tag) {
            return None;
        }
        let token: Self = cbor::decode(value).ok()?;
        let ours = token.v == 1 && token.tenant == tenant && token.device == device;
        ours.then_some(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> Token {
        Token {
            pass: Some(Pass {
                target: Position { tx: 3, id: 4 },
                stage: Stage::Documents(Some(DocId::from_bytes([5; 16]))),
                docs: 6,
                bytes: 7,
                ahead: Some(vec![PatientId::from_bytes([6; 16])]),
            }),
            from: Position { tx: 1, id: 2 },
            ..Token::fresh(TenantId::from_bytes([1; 16]), DeviceId::from_bytes([2; 16]), 1)
        }
    }

    fn key(n: u8) -> Key32 {
        Key32::from_bytes([n; 32])
    }

    #[test]
    fn a_token_comes_back_to_its_device_only() {
        let (token, tenant) = (token(), TenantId::from_bytes([1; 16]));
        let bytes = token.encode(&key(1));
        assert_eq!(Token::decode(&bytes, tenant, token.device, &key(1)).as_ref(), Some(&token));
        assert_eq!(Token::decode(&bytes, tenant, DeviceId::from_bytes([9; 16]), &key(1)), None);
        assert_eq!(
            Token::decode(&bytes, TenantId::from_bytes([9; 16]), token.device, &key(1)),
            None
        );
        assert_eq!(Token::decode(&bytes, tenant, token.device, &key(2)), None);
        let events =
            Pass { stage: Stage::Events(Position { tx: 8, id: 9 }), ..token.pass.clone().unwrap() };
        let other = Token { pass: Some(events), ..token.clone() };
        let again = Token::decode(&other.encode(&key(1)), tenant, token.device, &key(1));
        assert_eq!(again, Some(other));
    }

    #[test]
    fn a_pass_of_before_the_order_of_patients_is_still_understood() {
        let plain = Pass { ahead: None, stage: Stage::Ahead(3), ..token().pass.unwrap() };
        let bytes = cbor::encode(&plain);
        assert_eq!(bytes.first(), Some(&0x84), "a pass without the list has four parts, as before");
        assert_eq!(cbor::decode::<Pass>(&bytes).unwrap(), plain);
    }

    #[test]
    fn every_flipped_byte_is_noticed() {
        let (token, tenant) = (token(), TenantId::from_bytes([1; 16]));
        let bytes = token.encode(&key(1));
        for at in 0..bytes.len() {
            let mut bent = bytes.clone();
            bent[at] ^= 1;
            assert_eq!(Token::decode(&bent, tenant, token.device, &key(1)), None, "byte {at}");
        }
        assert_eq!(Token::decode(&[], tenant, token.device, &key(1)), None);
        assert_eq!(Token::decode(&bytes[..15], tenant, token.device, &key(1)), None);
    }
}
