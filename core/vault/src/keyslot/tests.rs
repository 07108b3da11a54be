//! Slots as a thief, a colleague or a hostile server would try them.
use super::*;
use crate::secret::Password;
use satchel_model::entropy::SeededEntropy;

const PASSWORD: &str = "velvet-anchor-41-puddle";

fn vault() -> VaultId {
    VaultId::from_bytes([7; 16])
}

struct Made {
    file: SlotFile,
    vmk: Vmk,
    device: Key32,
    code: RecoveryCode,
}

/// One vault with a device-bound password slot and a recovery slot.
fn made(seed: u64) -> Made {
    let entropy = SeededEntropy::new(seed);
    let vmk = Vmk::generate(&entropy);
    let device = Key32::generate(&entropy);
    let mut file = SlotFile::new(vault());
    let new = NewPassword {
        vault: vault(),
        password: &Password::from(PASSWORD),
        device_secret: Some(&device),
        params: kdf::FLOOR,
    };
    file.put(create_password_slot(&new, &vmk, &entropy).unwrap());
    let (slot, code) = create_recovery(vault(), &vmk, &entropy);
    file.put(slot);
    Made { file, vmk, device, code }
}

/// A slot of a random secret, cheap to make.
fn recovery_file(seed: u64, vault: VaultId) -> (SlotFile, Vmk, RecoveryCode) {
    let entropy = SeededEntropy::new(seed);
    let vmk = Vmk::generate(&entropy);
    let mut file = SlotFile::new(vault);
    let (slot, code) = create_recovery(vault, &vmk, &entropy);
    file.put(slot);
    (file, vmk, code)
}

#[test]
fn each_secret_opens_the_same_vault_key_and_a_wrong_one_opens_nothing() {
    let m = made(1);
    let file = SlotFile::decode(&m.file.encode()).unwrap();
    assert!(file.is_safe());
    let opened = open_password(&file, &Password::from(PASSWORD), Some(&m.device)).unwrap();
    assert!(opened.same(&m.vmk));
    assert!(open_recovery(&file, &m.code).unwrap().same(&m.vmk));
    let wrong = open_password(&file, &Password::from("velvet-anchor-41-puddlf"), Some(&m.device));
    assert_eq!(wrong.err(), Some(OpenError::WrongSecret));
    let other = RecoveryCode::parse(&"0".repeat(26)).unwrap();
    assert_eq!(open_recovery(&file, &other).err(), Some(OpenError::WrongSecret));
}

#[test]
fn vault_copied_to_another_device_stays_shut() {
    // The thief has the sidecar, the store and even the password; the OS keychain stayed behind.
    let m = made(2);
    let password = Password::from(PASSWORD);
    let elsewhere = Key32::from_bytes([9; 32]);
    assert_eq!(
        open_password(&m.file, &password, Some(&elsewhere)).err(),
        Some(OpenError::WrongSecret)
    );
    assert_eq!(open_password(&m.file, &password, None).err(), Some(OpenError::KeychainLost));
    // Clearing the flag so that the keychain is not asked for breaks the slot.
    let mut bent = m.file.clone();
    bent.slots[0].device_bound = false;
    assert_eq!(open_password(&bent, &password, None).err(), Some(OpenError::WrongSecret));
}

#[test]
fn a_lost_keychain_is_told_apart_and_the_recovery_code_still_opens() {
    let mut m = made(3);
    let password = Password::from(PASSWORD);
    assert_eq!(open_password(&m.file, &password, None).err(), Some(OpenError::KeychainLost));
    let vmk = open_recovery(&m.file, &m.code).unwrap();
    let entropy = SeededEntropy::new(33);
    let renewed = Key32::generate(&entropy);
    let new = NewPassword {
        vault: vault(),
        password: &password,
        device_secret: Some(&renewed),
        params: kdf::FLOOR,
    };
    m.file.put(create_password_slot(&new, &vmk, &entropy).unwrap());
    assert_eq!(m.file.slots.len(), 2);
    assert!(open_password(&m.file, &password, Some(&renewed)).unwrap().same(&m.vmk));
}

#[test]
fn swapped_slots_do_not_open() {
    let (mut a, _, code_a) = recovery_file(4, vault());
    let (b, _, code_b) = recovery_file(5, VaultId::from_bytes([8; 16]));
    // Another vault's slot, whose code the attacker knows, put into this vault's file.
    a.slots = b.slots;
    assert_eq!(open_recovery(&a, &code_b).err(), Some(OpenError::WrongSecret));
    assert_eq!(open_recovery(&a, &code_a).err(), Some(OpenError::WrongSecret));
}

#[test]
fn every_field_of_a_slot_is_bound() {
    let (file, vmk, code) = recovery_file(6, vault());
    assert!(open_recovery(&file, &code).unwrap().same(&vmk));
    let changes: [fn(&mut SlotFile); 6] = [
        |f| f.vault = VaultId::from_bytes([9; 16]),
        |f| f.slots[0].id[0] ^= 1,
        |f| f.slots[0].params = Some(kdf::FLOOR),
        |f| f.slots[0].salt[0] ^= 1,
        |f| f.slots[0].device_bound = true,
        |f| f.slots[0].nonce[0] ^= 1,
    ];
    for change in changes {
        let mut bent = file.clone();
        change(&mut bent);
        assert_eq!(open_recovery(&bent, &code).err(), Some(OpenError::WrongSecret));
    }
    let mut relabelled = file.clone();
    relabelled.slots[0].kind = SlotKind::Escrow;
    assert_eq!(open_recovery(&relabelled, &code).err(), Some(OpenError::NoSuchSlot));
}

#[test]
fn a_new_slot_below_the_floor_is_not_made() {
    let entropy = SeededEntropy::new(7);
    let new = NewPassword {
        vault: vault(),
        password: &Password::from(PASSWORD),
        device_secret: None,
        params: kdf::SERVER,
    };
    let made = create_password_slot(&new, &Vmk::generate(&entropy), &entropy);
    assert_eq!(made.err(), Some(kdf::KdfError::BelowFloor));
}

proptest::proptest! {
    /// A hostile server or a thief writes the header; the client derives nothing cheaper than the floor.
    #[test]
    fn kdf_floor_not_server_controlled(m_kib: u32, t: u32, p: u32, low in 0u8..4) {
        let params = match low {
            0 => kdf::Params { m_kib: m_kib % kdf::FLOOR.m_kib, t, p },
            1 => kdf::Params { m_kib, t: t % kdf::FLOOR.t, p },
            2 => kdf::Params { m_kib, t, p: 0 },
            _ => kdf::Params { m_kib, t, p },
        };
        let mut file = recovery_file(8, vault()).0;
        file.slots[0].kind = SlotKind::Password;
        file.slots[0].params = Some(params);
        let decoded = SlotFile::decode(&file.encode());
        let inside = params.check().is_ok();
        proptest::prop_assert_eq!(decoded.is_ok(), inside);
        if !inside {
            // Even a caller that skips decoding gets no derivation.
            let opened = open_password(&file, &Password::from(PASSWORD), None);
            proptest::prop_assert!(matches!(opened.err(), Some(OpenError::Kdf(_))));
        }
    }

    #[test]
    fn no_bytes_panic_and_none_is_taken_for_a_file(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        proptest::prop_assert!(SlotFile::decode(&bytes).is_err());
    }

    #[test]
    fn a_damaged_file_never_opens_another_key(at in 0usize..2000, flip in 1u8..=255) {
        let (file, vmk, code) = recovery_file(9, vault());
        let mut bytes = file.encode();
        let at = at % bytes.len();
        bytes[at] ^= flip;
        if let Ok(file) = SlotFile::decode(&bytes)
            && let Ok(opened) = open_recovery(&file, &code)
        {
            proptest::prop_assert!(opened.same(&vmk));
        }
    }
}

#[test]
fn a_password_slot_without_parameters_is_below_the_floor() {
    let mut file = recovery_file(10, vault()).0;
    file.slots[0].kind = SlotKind::Password;
    assert_eq!(
        SlotFile::decode(&file.encode()),
        Err(SlotFileError::Cost(kdf::KdfError::BelowFloor))
    );
}

#[test]
fn a_newer_file_and_a_foreign_one_are_told_apart() {
    let mut file = SlotFile::new(vault());
    file.version = VERSION + 1;
    assert_eq!(SlotFile::decode(&file.encode()), Err(SlotFileError::Newer));
    let mut file = SlotFile::new(vault());
    file.magic = "other".into();
    assert_eq!(SlotFile::decode(&file.encode()), Err(SlotFileError::Malformed));
}

#[test]
fn too_many_slots_are_refused() {
    let mut file = recovery_file(11, vault()).0;
    let slot = file.slots[0].clone();
    file.slots = vec![slot; SLOTS_MAX];
    assert!(SlotFile::decode(&file.encode()).is_ok());
    file.slots.push(file.slots[0].clone());
    assert_eq!(SlotFile::decode(&file.encode()), Err(SlotFileError::Malformed));
}

#[test]
fn destroying_guessable_slots_keeps_recovery() {
    let mut m = made(12);
    m.file.destroy_guessable();
    assert!(!m.file.is_safe());
    assert_eq!(m.file.slots.len(), 1);
    assert!(open_recovery(&m.file, &m.code).unwrap().same(&m.vmk));
    assert_eq!(
        open_password(&m.file, &Password::from(PASSWORD), Some(&m.device)).err(),
        Some(OpenError::NoSuchSlot)
    );
}
