use crate::session::{place::Place, salvage};
use crate::{
    error::CoreError,
    store::{
        Store, draft,
        quarantine::{self, Refused},
    },
    testing::at,
};
use satchel_model::{
    entropy::SeededEntropy,
    id::{DocId, Hash, VaultId},
};
use satchel_vault::keyring::Vmk;

#[test]
fn unsent_work_of_a_damaged_store_is_saved_sealed_and_the_store_kept() {
    let folder = tempfile::tempdir().unwrap();
    let entropy = SeededEntropy::new(3);
    let place = Place::of(folder.path(), VaultId::from_bytes([1; 16]));
    std::fs::create_dir_all(place.folder()).unwrap();
    let vmk = Vmk::generate(&entropy);
    let store = Store::create(&place.store(), &vmk.db_key_hex()).unwrap();
    let refused = Refused {
        ctr: 7,
        doc: DocId::from_bytes([2; 16]),
        doc_type: 2,
        hash: Hash::ZERO,
        code: "invalid".into(),
        detail: None,
        cmd_kind: 54,
        command: vec![1, 2, 3],
        body: vec![4],
        at: at(1),
    };
    store
        .write(|tx| {
            draft::put(tx, "note", "half a sentence", at(1))?;
            quarantine::put(tx, &refused)
        })
        .unwrap();
    drop(store);
    let told = salvage::keep_aside(&place, &vmk, at(9), &entropy).unwrap();
    let CoreError::KeptAside { name, unsent } = told else { panic!("{told}") };
    assert_eq!((name.as_str(), unsent), ("store.db.kept-9", 1));
    assert!(place.folder().join(name).exists() && !place.store().exists());
    let sealed = std::fs::read(place.folder().join("unsent-9.sealed")).unwrap();
    assert!(!sealed.windows(4).any(|w| w == b"half"));
    let saved = salvage::open(&vmk, &sealed).unwrap();
    assert_eq!(saved.drafts, [("note".to_owned(), "half a sentence".to_owned())]);
    assert_eq!(saved.commands[0].ctr, 7);
    assert_eq!(saved.commands[0].command.as_slice(), [1, 2, 3]);
    assert!(salvage::open(&Vmk::generate(&entropy), &sealed).is_none());
}
