//! The file of slots under the hands of a thief: cut, bent, swapped, renamed, made cheaper.
use proptest::prelude::*;
use satchel_model::{cbor, entropy::SeededEntropy, id::VaultId};
use satchel_vault::{
    kdf::{self, KdfError},
    keyring::Vmk,
    keyslot::{
        OpenError, RecoveryCode, SLOTS_MAX, SlotFile, SlotFileError, SlotKind, create_recovery,
        load, open_password, open_recovery, replace,
    },
    secret::Password,
};

const VAULT: VaultId = VaultId::from_bytes([7; 16]);

/// A vault with one recovery slot, which costs nothing to open.
fn made(seed: u64) -> (SlotFile, Vmk, RecoveryCode) {
    let entropy = SeededEntropy::new(seed);
    let vmk = Vmk::generate(&entropy);
    let mut file = SlotFile::new(VAULT);
    let (slot, code) = create_recovery(VAULT, &vmk, &entropy);
    file.put(slot);
    (file, vmk, code)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_file_comes_back_as_it_was_and_its_code_opens_it(seed in any::<u64>()) {
        let (file, vmk, code) = made(seed);
        let read = SlotFile::decode(&file.encode()).unwrap();
        prop_assert_eq!(&read, &file);
        prop_assert!(open_recovery(&read, &code).unwrap().same(&vmk));
        let (_, _, other) = made(seed.wrapping_add(1));
        prop_assert_eq!(open_recovery(&read, &other).err(), Some(OpenError::WrongSecret));
    }

    #[test]
    fn a_bent_file_is_refused_or_opens_the_same_key_and_never_another(
        seed in 0_u64..8, at in any::<prop::sample::Index>(), bit in 0_u8..8,
    ) {
        let (file, vmk, code) = made(seed);
        let mut bytes = file.encode();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(read) = SlotFile::decode(&bytes) {
            match open_recovery(&read, &code) {
                // Only the count of wrong tries is not sealed.
                Ok(opened) => {
                    prop_assert!(opened.same(&vmk));
                    prop_assert_eq!(&read.slots, &file.slots);
                }
                Err(error) => prop_assert!(matches!(error, OpenError::WrongSecret | OpenError::NoSuchSlot)),
            }
        }
    }

    #[test]
    fn a_cut_file_is_no_file(seed in 0_u64..8, at in any::<prop::sample::Index>()) {
        let bytes = made(seed).0.encode();
        let cut = &bytes[..at.index(bytes.len())];
        prop_assert_eq!(SlotFile::decode(cut), Err(SlotFileError::Malformed));
    }

    #[test]
    fn bytes_of_strangers_are_no_file(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(SlotFile::decode(&bytes), Err(SlotFileError::Malformed));
    }
}

#[test]
fn a_slot_moved_to_another_vault_does_not_open() {
    let (mut file, _, code) = made(1);
    file.vault = VaultId::from_bytes([8; 16]);
    assert_eq!(open_recovery(&file, &code).err(), Some(OpenError::WrongSecret));
}

/// A change of a file that its owner did not make.
type Bend = fn(&mut SlotFile);

#[test]
fn each_part_of_a_slot_is_bound_to_it() {
    let (file, vmk, code) = made(1);
    let bends: [(&str, Bend); 4] = [
        ("id", |f| f.slots[0].id[0] ^= 1),
        ("salt", |f| f.slots[0].salt[15] ^= 1),
        ("bound", |f| f.slots[0].device_bound = true),
        ("params", |f| f.slots[0].params = Some(kdf::FLOOR)),
    ];
    for (what, bend) in bends {
        let mut bent = file.clone();
        bend(&mut bent);
        assert_eq!(open_recovery(&bent, &code).err(), Some(OpenError::WrongSecret), "{what}");
    }
    assert!(open_recovery(&file, &code).unwrap().same(&vmk));
}

#[test]
fn a_kind_that_is_not_there_is_told_apart_from_a_wrong_secret() {
    let (mut file, _, code) = made(1);
    let password = Password::from("velvet anchor puddle mosaic");
    assert_eq!(open_password(&file, &password, None).err(), Some(OpenError::NoSuchSlot));
    file.slots.clear();
    assert_eq!(open_recovery(&file, &code).err(), Some(OpenError::NoSuchSlot));
}

#[test]
fn a_file_that_asks_for_cheap_or_endless_work_is_refused_before_any_work() {
    for (params, why) in [
        (Some(kdf::Params { m_kib: 8, ..kdf::FLOOR }), KdfError::BelowFloor),
        (Some(kdf::Params { t: 1, ..kdf::FLOOR }), KdfError::BelowFloor),
        (Some(kdf::Params { m_kib: u32::MAX, ..kdf::CAP }), KdfError::AboveCap),
        (Some(kdf::Params { t: u32::MAX, ..kdf::CAP }), KdfError::AboveCap),
        (None, KdfError::BelowFloor),
    ] {
        let (mut file, _, _) = made(1);
        file.slots[0].kind = SlotKind::Password;
        file.slots[0].params = params;
        assert_eq!(SlotFile::decode(&file.encode()), Err(SlotFileError::Cost(why)), "{params:?}");
    }
}

#[test]
fn a_slot_of_random_secrets_has_no_parameters_to_tamper_with() {
    for kind in [SlotKind::Recovery, SlotKind::Escrow, SlotKind::Fido2, SlotKind::Platform] {
        let (mut file, _, _) = made(1);
        file.slots[0].kind = kind;
        file.slots[0].params = None;
        assert!(SlotFile::decode(&file.encode()).is_ok(), "{kind:?}");
        file.slots[0].params = Some(kdf::FLOOR);
        assert_eq!(SlotFile::decode(&file.encode()), Err(SlotFileError::Malformed), "{kind:?}");
    }
}

#[test]
fn the_number_of_slots_has_a_bound_on_both_sides() {
    let (file, ..) = made(1);
    let with = |count: usize| {
        let mut many = file.clone();
        many.slots = vec![file.slots[0].clone(); count];
        SlotFile::decode(&many.encode()).is_ok()
    };
    assert!(with(0) && with(SLOTS_MAX));
    assert!(!with(SLOTS_MAX + 1));
}

#[test]
fn only_what_can_be_guessed_is_guessable() {
    for (kind, guessable) in [
        (SlotKind::Password, true),
        (SlotKind::Pin, true),
        (SlotKind::Platform, true),
        (SlotKind::Recovery, false),
        (SlotKind::Escrow, false),
        (SlotKind::Fido2, false),
    ] {
        assert_eq!(kind.is_guessable(), guessable, "{kind:?}");
    }
}

#[test]
fn a_new_slot_of_a_kind_takes_the_place_of_the_old_one() {
    let (mut file, vmk, old) = made(1);
    let (slot, new) = create_recovery(VAULT, &vmk, &SeededEntropy::new(9));
    file.put(slot);
    assert_eq!(file.of_kind(SlotKind::Recovery).count(), 1);
    assert!(open_recovery(&file, &new).unwrap().same(&vmk));
    assert_eq!(open_recovery(&file, &old).err(), Some(OpenError::WrongSecret));
}

#[test]
fn a_file_on_disk_is_replaced_whole_and_read_as_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slots.cbor");
    for seed in 0..4 {
        let (file, ..) = made(seed);
        replace(&path, &file).unwrap();
        assert_eq!(load(&path).unwrap(), file);
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 1, "no half-written file stays behind");
    }
    assert!(replace(&folder.path().join("no/such/folder/slots.cbor"), &made(1).0).is_err());
    let bytes = std::fs::read(&path).unwrap();
    assert_eq!(cbor::decode::<SlotFile>(&bytes).unwrap(), load(&path).unwrap());
}
