//! Opening a vault: count the try, open a slot, open the store, see whether it is still the same copy.
use super::{Unlocked, place::Place, salvage};
use crate::{
    error::CoreError,
    host::{Host, HostError},
    store::{Store, StoreError, actor, cursor, draft, pending, quarantine},
};
use satchel_model::{cbor, entropy::Entropy, time::Timestamp};
use satchel_vault::{
    kdf,
    keyring::Vmk,
    keyslot::{self, FileError, NewPassword, OpenError, RecoveryCode, SlotFile, Tries},
    secret::{Key32, Password},
};

/// What opening needs of its surroundings.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// The machine.
    pub host: &'a dyn Host,
    /// Now, by the device's clock.
    pub now: Timestamp,
    /// Randomness.
    pub entropy: &'a dyn Entropy,
}

/// Opens the vault with the password.
///
/// # Errors
/// [`CoreError::Slot`] for a wrong password, a lost keychain or absent slots, [`CoreError::Wait`] after many tries,
/// [`CoreError::KeptAside`] if the store was damaged.
pub fn with_password(
    cx: Cx<'_>,
    place: &Place,
    password: &Password,
) -> Result<Unlocked, CoreError> {
    let mut file = slots(place)?;
    count_try(cx, place, &mut file)?;
    let secret = device_secret(cx.host, place)?;
    let opened = keyslot::open_password(&file, password, secret.as_ref());
    let vmk = match opened {
        Ok(vmk) => vmk,
        Err(error) => {
            // A try that could not even be judged does not count against the person.
            if error != OpenError::WrongSecret {
                forget_tries(cx, place, &mut file)?;
            }
            return Err(error.into());
        }
    };
    forget_tries(cx, place, &mut file)?;
    open_store(cx, place, &vmk)
}

/// Opens the vault with the recovery code and makes `password` the one that opens it from now on.
///
/// # Errors
/// As [`with_password`], and [`CoreError::Password`] for a password that is not taken.
pub fn with_recovery(
    cx: Cx<'_>,
    place: &Place,
    code: &str,
    password: &Password,
) -> Result<Unlocked, CoreError> {
    let mut file = slots(place)?;
    let wrong = CoreError::Invalid { field: "code", code: "form" };
    let code = RecoveryCode::parse(code).ok_or(wrong)?;
    let vmk = keyslot::open_recovery(&file, &code)?;
    let secret = fresh_secret(cx, place)?;
    keyslot::check_password(password, secret.is_some(), &[])?;
    file.put(password_slot(cx, place, &vmk, password, secret.as_ref())?);
    forget_tries(cx, place, &mut file)?;
    open_store(cx, place, &vmk)
}

/// A password slot of a vault.
pub(super) fn password_slot(
    cx: Cx<'_>,
    place: &Place,
    vmk: &Vmk,
    password: &Password,
    device_secret: Option<&Key32>,
) -> Result<keyslot::Slot, CoreError> {
    let new = NewPassword { vault: place.vault, password, device_secret, params: kdf::FLOOR };
    let slot = keyslot::create_password_slot(&new, vmk, cx.entropy);
    slot.map_err(|error| OpenError::Kdf(error).into())
}

/// A new first factor in the keychain; none where there is no keychain.
pub(super) fn fresh_secret(cx: Cx<'_>, place: &Place) -> Result<Option<Key32>, CoreError> {
    let secret = Key32::generate(cx.entropy);
    match cx.host.keychain_set(&place.device_secret(), secret.expose()) {
        Ok(()) => Ok(Some(secret)),
        Err(HostError::NoKeychain) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn slots(place: &Place) -> Result<SlotFile, CoreError> {
    let file = keyslot::load(&place.slots())?;
    if file.vault != place.vault || file.slots.is_empty() {
        return Err(OpenError::NoSuchSlot.into());
    }
    Ok(file)
}

fn device_secret(host: &dyn Host, place: &Place) -> Result<Option<Key32>, CoreError> {
    match host.keychain_get(&place.device_secret()) {
        Ok(held) => Ok(held.and_then(|bytes| Key32::from_slice(&bytes))),
        Err(HostError::NoKeychain) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Counts a try durably before anything is compared, in the file and in the keychain: putting back an old file wins
/// nothing.
fn count_try(cx: Cx<'_>, place: &Place, file: &mut SlotFile) -> Result<(), CoreError> {
    let kept = match cx.host.keychain_get(&place.tries()) {
        Ok(bytes) => bytes.and_then(|b| cbor::decode::<Tries>(&b).ok()).unwrap_or_default(),
        Err(HostError::NoKeychain) => Tries::default(),
        Err(error) => return Err(error.into()),
    };
    let tries = file.tries.worse(kept);
    let wait = tries.next_at().since(cx.now);
    if tries.count >= keyslot::FREE_TRIES && wait > 0 {
        let seconds = wait.saturating_add(999) / 1_000;
        return Err(CoreError::Wait(u32::try_from(seconds).unwrap_or(u32::MAX)));
    }
    set_tries(cx, place, file, tries.counted(cx.now))
}

fn forget_tries(cx: Cx<'_>, place: &Place, file: &mut SlotFile) -> Result<(), CoreError> {
    set_tries(cx, place, file, Tries::default())
}

fn set_tries(
    cx: Cx<'_>,
    place: &Place,
    file: &mut SlotFile,
    tries: Tries,
) -> Result<(), CoreError> {
    file.tries = tries;
    keyslot::replace(&place.slots(), file).map_err(|error| match error {
        FileError::Io(error) => CoreError::Store(error.into()),
        content @ FileError::Content(_) => content.into(),
    })?;
    match cx.host.keychain_set(&place.tries(), &cbor::encode(&tries)) {
        Ok(()) | Err(HostError::NoKeychain) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Opens the store under the vault key. The slots opened, so the key is right: a store that does not open, or whose
/// unsent work cannot be read, is damaged. It is kept aside with what could be read of that work saved beside it.
fn open_store(cx: Cx<'_>, place: &Place, vmk: &Vmk) -> Result<Unlocked, CoreError> {
    match sound(place, vmk) {
        Ok(unlocked) => {
            same_copy(cx, place, &unlocked)?;
            Ok(unlocked)
        }
        Err(CoreError::Store(StoreError::Unreadable | StoreError::Corrupt)) => {
            Err(salvage::keep_aside(place, vmk, cx.now, cx.entropy)?)
        }
        Err(other) => Err(other),
    }
}

/// The open store, once what nobody else holds has been read through.
fn sound(place: &Place, vmk: &Vmk) -> Result<Unlocked, CoreError> {
    let store = Store::open(&place.store(), &vmk.db_key_hex())?;
    let unlocked = Unlocked::over(place.vault, store)?;
    unlocked.store.read(|read| {
        cursor::get(read)?;
        pending::outbox(read)?;
        quarantine::list(read)?;
        draft::list(read)
    })?;
    Ok(unlocked)
}

/// Whether keychain and store still belong together. A restored or copied store gets new actors everywhere, so that
/// it never writes what another copy of it wrote already.
fn same_copy(cx: Cx<'_>, place: &Place, unlocked: &Unlocked) -> Result<(), CoreError> {
    let held = unlocked.store.read(cursor::get)?.incarnation;
    let kept = match cx.host.keychain_get(&place.incarnation()) {
        Ok(kept) => kept,
        Err(HostError::NoKeychain) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let mut fresh = [0; 16];
    cx.entropy.fill(&mut fresh);
    if kept.is_some_and(|kept| kept.chunks(16).any(|one| one == held)) {
        // Another one at each unlock, or a copy made yesterday would still be taken for this one. Both are in the keychain
        // while the store takes it over, so that a crash in between is no alarm.
        let both = [held, fresh].concat();
        cx.host.keychain_set(&place.incarnation(), &both)?;
        unlocked.store.write(|tx| cursor::roll_incarnation(tx, fresh))?;
        cx.host.keychain_set(&place.incarnation(), &fresh)?;
        return Ok(());
    }
    another_copy(&unlocked.store, fresh)?;
    cx.host.keychain_set(&place.incarnation(), &fresh)?;
    Ok(())
}

/// Makes a store that is not the copy which the keychain knows one of its own; the caller writes `fresh` to the
/// keychain, after this.
///
/// # Errors
/// [`StoreError`]; the next unlock does it then.
pub fn another_copy(store: &Store, fresh: [u8; 16]) -> Result<(), StoreError> {
    store.write(|tx| {
        actor::raise_all(tx)?;
        cursor::set_incarnation(tx, fresh)
    })
}
