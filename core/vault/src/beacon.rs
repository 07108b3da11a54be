//! Signed server time: bounds an offline edit from below, whatever the device's clock says.
use crate::{
    mac,
    secret::Key32,
    sign::{self, BadSignature, Namespace, SigningKey},
};
use satchel_model::{
    hash,
    id::{BeaconId, Hash, PublicKey, Signature, TenantId},
    time::Timestamp,
};

/// A beacon as a device gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(array)]
pub struct Beacon {
    /// Eight bytes of time and eight of HMAC, so that the server needs no table to know its own.
    #[n(0)]
    pub id: BeaconId,
    /// Server time at issue.
    #[n(1)]
    pub time: Timestamp,
    /// The tenant's signature.
    #[n(2)]
    pub sig: Signature,
}

/// The tenant's key signs, so the tenant itself is not part of what is signed.
fn signed(id: &BeaconId, time: Timestamp) -> Hash {
    hash::sha256(&[id.as_bytes(), &time.millis().to_be_bytes()])
}

fn tag(key: &Key32, tenant: TenantId, time: [u8; 8]) -> [u8; 8] {
    let mac = mac::hmac_sha256(key, &[b"satchel/beacon/v1", tenant.as_bytes(), &time]);
    mac.as_bytes().first_chunk().copied().unwrap_or([0; 8])
}

/// A beacon of `time`; `key` is the server's token key, `signing` the tenant's.
#[must_use]
pub fn issue(time: Timestamp, tenant: TenantId, key: &Key32, signing: &SigningKey) -> Beacon {
    let moment = time.millis().to_be_bytes();
    let mut id = [0; 16];
    let bytes = moment.into_iter().chain(tag(key, tenant, moment));
    id.iter_mut().zip(bytes).for_each(|(o, b)| *o = b);
    let id = BeaconId::from_bytes(id);
    let sig = signing.sign(Namespace::BEACON, &signed(&id, time));
    Beacon { id, time, sig }
}

/// What a device checks before it believes the time.
///
/// # Errors
/// [`BadSignature`]: forget the beacon, keep the newest good one.
pub fn check(beacon: &Beacon, key: &PublicKey) -> Result<(), BadSignature> {
    sign::verify(Namespace::BEACON, key, &signed(&beacon.id, beacon.time), &beacon.sig)?;
    if time_of(&beacon.id) == beacon.time { Ok(()) } else { Err(BadSignature) }
}

/// The time of a beacon that this server issued; `None` for any other.
#[must_use]
pub fn recognise(id: &BeaconId, tenant: TenantId, key: &Key32) -> Option<Timestamp> {
    let (moment, mac) = id.as_bytes().split_first_chunk::<8>()?;
    let ours = mac::same(&tag(key, tenant, *moment), mac);
    ours.then(|| time_of(id))
}

/// The time an id claims; proves nothing.
#[must_use]
pub fn time_of(id: &BeaconId) -> Timestamp {
    let moment = id.as_bytes().first_chunk().copied().unwrap_or([0; 8]);
    Timestamp::from_millis(i64::from_be_bytes(moment))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setup() -> (TenantId, Key32, SigningKey) {
        let signing = SigningKey::from_seed(&Key32::from_bytes([2; 32])).unwrap();
        (TenantId::from_bytes([1; 16]), Key32::from_bytes([3; 32]), signing)
    }

    #[test]
    fn a_beacon_is_believed_by_devices_and_known_again_by_the_server() {
        let (tenant, key, signing) = setup();
        let beacon = issue(Timestamp::from_millis(1_234), tenant, &key, &signing);
        assert_eq!(check(&beacon, &signing.public()), Ok(()));
        assert_eq!(recognise(&beacon.id, tenant, &key), Some(Timestamp::from_millis(1_234)));
        assert_eq!(time_of(&beacon.id), beacon.time);
    }

    #[test]
    fn a_changed_time_or_id_is_refused() {
        let (tenant, key, signing) = setup();
        let beacon = issue(Timestamp::from_millis(1_234), tenant, &key, &signing);
        let later = Beacon { time: Timestamp::from_millis(1_235), ..beacon };
        assert!(check(&later, &signing.public()).is_err());
        let mut id = *beacon.id.as_bytes();
        id[7] ^= 1;
        assert_eq!(recognise(&BeaconId::from_bytes(id), tenant, &key), None);
        assert!(
            check(&Beacon { id: BeaconId::from_bytes(id), ..beacon }, &signing.public()).is_err()
        );
    }

    fn key_of(seed: u8) -> PublicKey {
        SigningKey::from_seed(&Key32::from_bytes([seed; 32])).unwrap().public()
    }

    #[test]
    fn another_tenant_does_not_know_it() {
        let (tenant, key, signing) = setup();
        let beacon = issue(Timestamp::from_millis(1_234), tenant, &key, &signing);
        let other = TenantId::from_bytes([9; 16]);
        assert!(check(&beacon, &key_of(9)).is_err());
        assert_eq!(recognise(&beacon.id, other, &key), None);
        assert_eq!(recognise(&beacon.id, tenant, &Key32::from_bytes([4; 32])), None);
    }
}
