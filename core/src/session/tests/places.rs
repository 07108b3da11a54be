use crate::{
    error::CoreError,
    session::place::{Place, choose, vaults},
};
use satchel_model::id::VaultId;

const A: VaultId = VaultId::from_bytes([1; 16]);
const B: VaultId = VaultId::from_bytes([2; 16]);

fn make(dir: &std::path::Path, vault: VaultId) -> Place {
    let place = Place::of(dir, vault);
    std::fs::create_dir_all(place.folder()).unwrap();
    crate::file::replace(&place.store(), b"store").unwrap();
    place
}

#[test]
fn vaults_are_listed_with_their_unsent_work_and_unfinished_ones_are_not() {
    let dir = tempfile::tempdir().unwrap();
    assert!(vaults(dir.path()).unwrap().is_empty());
    make(dir.path(), B).set_unsent(3).unwrap();
    make(dir.path(), A);
    std::fs::create_dir_all(Place::unfinished(dir.path(), A).folder()).unwrap();
    std::fs::create_dir_all(dir.path().join("vaults/notes")).unwrap();
    let aside = make(dir.path(), VaultId::from_bytes([3; 16]));
    std::fs::rename(aside.store(), aside.store().with_extension("db.kept-1")).unwrap();
    let lines: Vec<_> =
        vaults(dir.path()).unwrap().into_iter().map(|l| (l.vault, l.unsent)).collect();
    assert_eq!(lines, [(A, 0), (B, 3)]);
}

#[test]
fn a_count_that_is_none_reads_as_zero() {
    let dir = tempfile::tempdir().unwrap();
    let place = make(dir.path(), A);
    crate::file::replace(&place.folder().join("unsent"), b"many").unwrap();
    assert_eq!(place.unsent(), 0);
    place.set_unsent(u64::MAX).unwrap();
    assert_eq!(place.unsent(), u64::MAX);
}

#[test]
fn the_vault_meant_is_the_named_one_or_the_only_one() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(choose(dir.path(), None), Err(CoreError::NotJoined)));
    assert!(matches!(choose(dir.path(), Some(A)), Err(CoreError::NotJoined)));
    let a = make(dir.path(), A);
    assert_eq!(choose(dir.path(), None).unwrap(), a);
    assert_eq!(choose(dir.path(), Some(A)).unwrap(), a);
    assert!(matches!(choose(dir.path(), Some(B)), Err(CoreError::NotFound)));
    let b = make(dir.path(), B);
    assert!(matches!(choose(dir.path(), None), Err(CoreError::Invalid { field: "vault", .. })));
    assert_eq!(choose(dir.path(), Some(B)).unwrap(), b);
}

#[test]
fn names_in_the_keychain_tell_vaults_apart() {
    let dir = std::path::Path::new("/x");
    let (a, b) = (Place::of(dir, A), Place::of(dir, B));
    let mut names = vec![
        a.device_secret(),
        a.incarnation(),
        a.tries(),
        b.device_secret(),
        b.incarnation(),
        b.tries(),
    ];
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 6);
    assert_eq!(Place::unfinished(dir, A).device_secret(), a.device_secret());
    assert_ne!(Place::unfinished(dir, A).folder(), a.folder());
}
