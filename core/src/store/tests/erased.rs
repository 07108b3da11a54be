//! Erasure on a device: canary strings planted in every table are in none of them afterwards (I10).
use super::*;
use crate::{
    author::Author,
    store::{
        actor, conflict,
        document::{self, DocRow},
        draft,
        identity::{self, Identity},
        item, kept, quarantine, search,
        snapshot::{self, Snapshot},
    },
    sync::{Replica as _, StoreReplica, replica::News},
};
use satchel_model::{
    document::{Card, DocType},
    entropy::SeededEntropy,
    id::{ActorId, BeaconId, TenantId},
    role::Role,
};
use satchel_protocol::sync::{
    Beacon, Checkpoint, Done, Epoch, EpochReason, Position, Revoke, RevokeHow,
};
use satchel_vault::{secret::Key32, sign::SigningKey};
use std::sync::Arc;
use zeroize::Zeroizing;

const CANARY: &str = "xanthocanary";

fn person() -> Identity {
    Identity {
        tenant: TenantId::from_bytes([9; 16]),
        device: DEVICE,
        user: USER,
        role: Role::Doctor.code(),
        patient: None,
        login: "doctor".into(),
        label: "Doctor".into(),
        server: "https://localhost:1".into(),
        spki: Hash::ZERO,
        seed: Zeroizing::new([3; 32]),
        cert: Vec::new(),
        tenant_key: SigningKey::from_seed(&Key32::from_bytes([9; 32])).unwrap().public(),
        created_at: at(0),
    }
}

/// Plants the canary in every table that can say something about a document.
fn plant(tx: &mut Tx<'_>, doc: DocId) -> Result<(), StoreError> {
    let bytes = || CANARY.as_bytes().to_vec();
    let mut row = DocRow::new(doc, DocType::Admin.code(), Some(PATIENT));
    row.card = Some(bytes());
    document::put(tx, &row)?;
    item::put(tx, doc, 0, &BaseItem { body: bytes(), ..base(1, ItemKind::Entry) })?;
    snapshot::put(tx, doc, &Snapshot { epoch: 0, upto_seq: 1, body: bytes() })?;
    let who = actor::Who { device: DEVICE, user: USER, role: 5 };
    actor::put(tx, doc, ActorId::from_bytes([1; 16]), &who)?;
    item::put_note(tx, doc, hash(9), &meta())?;
    for ctr in [3, 4] {
        let state = if ctr == 3 { PendingState::Saved } else { PendingState::Sent(2) };
        let planted = PendingItem { command: bytes(), body: bytes(), state, ..pending(ctr, doc) };
        crate::store::pending::put(tx, &planted)?;
    }
    kept::put(
        tx,
        &kept::Kept {
            ctr: 5,
            doc,
            env: vec![1],
            sig: Signature::from_bytes([8; 64]),
            body: bytes(),
            command: vec![7],
            seq: 2,
            doc_type: 1,
            position: Position::default(),
            until: at(i64::MAX),
            refused: false,
        },
    )?;
    let line =
        Refused { command: bytes(), body: bytes(), detail: Some(CANARY.into()), ..refused(6, doc) };
    quarantine::put(tx, &line)?;
    draft::put(tx, &format!("medicine-dose:{PATIENT}:x"), CANARY, at(1))?;
    draft::put(tx, &format!("decide:{doc}:y"), CANARY, at(1))?;
    let card = Card { names: vec![format!("{CANARY}, Ada")], ..Card::default() };
    search::put(tx, doc, &card, CANARY)?;
    tx.sql().execute(
        "INSERT INTO view_item (doc, list, item, patient, at, body) VALUES (?1, 'notes', ?1, ?2, 0, ?3)",
        rusqlite::params![doc.as_bytes(), PATIENT.as_bytes(), CANARY],
    )?;
    conflict::replace(
        tx,
        doc,
        &[conflict::ConflictRow {
            doc,
            path: "[]".into(),
            decision: true,
            patient: Some(PATIENT),
            rule: "two_values".into(),
            body: CANARY.into(),
        }],
    )
}

/// Every text and blob of every table of the store, the search index's own among them.
fn dump(store: &Store) -> Vec<(String, Vec<u8>)> {
    store
        .read(|read| {
            let mut out = Vec::new();
            let sql =
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
            let names: Vec<String> =
                read.0.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for name in names.into_iter().filter(|n| n != "search") {
                let mut all = read.0.prepare(&format!("SELECT * FROM \"{name}\""))?;
                let columns = all.column_count();
                let mut rows = all.query([])?;
                while let Some(row) = rows.next()? {
                    // What is neither text nor blob has no bytes to hold it.
                    let fields =
                        (0..columns).filter_map(|at| row.get_ref(at).ok()?.as_bytes().ok());
                    out.extend(fields.map(|b| (name.clone(), b.to_vec())));
                }
            }
            Ok::<_, StoreError>(out)
        })
        .unwrap()
}

fn hits(store: &Store) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(CANARY.len()).any(|w| w == CANARY.as_bytes());
    let found = dump(store).into_iter().filter(|(_, bytes)| holds(bytes));
    found.map(|(table, _)| table).collect()
}

fn checkpoint() -> Checkpoint {
    let beacon = Beacon {
        id: BeaconId::from_bytes([1; 16]),
        time: at(1),
        sig: Signature::from_bytes([0; 64]),
    };
    Checkpoint {
        token: vec![1].into(),
        done: Done::default(),
        more: false,
        digest: None,
        beacon,
        position: Position::default(),
        elsewhere: None,
        sig: Signature::from_bytes([0; 64]),
    }
}

#[test]
fn an_erased_document_is_in_no_table_and_no_index_of_the_store() {
    let Bench { _folder, store } = Bench::new();
    store
        .write(|tx| {
            identity::put(tx, &person())?;
            plant(tx, DOC)?;
            draft::put(tx, "somebody-else", "stays", at(1))
        })
        .unwrap();
    let before = hits(&store);
    assert!(before.len() > 12, "the canary was planted: {before:?}");
    assert!(before.iter().any(|t| t == "search_data"), "the index holds it: {before:?}");
    let store = Arc::new(store);
    let replica = StoreReplica::new(
        Arc::clone(&store),
        Arc::new(Author::of(&person()).unwrap()),
        person().tenant_key,
        Arc::new(SeededEntropy::new(1)),
    );
    let news = vec![
        News::Epoch(Epoch { doc: DOC, from: 0, to: 1, reason: EpochReason::Erasure }),
        News::Revoke(Revoke { doc: DOC, how: RevokeHow::Purge }),
    ];
    let applied = replica.apply_checkpoint(news, &checkpoint(), at(10)).unwrap();
    assert!(applied.shredded);
    assert_eq!(hits(&store), Vec::<String>::new());
    assert!(store.read(|r| draft::find(r, "somebody-else")).unwrap().is_some());
    assert!(store.read(|r| search::find(r, CANARY, 5)).unwrap().is_empty());
    let log = std::fs::metadata(store.path().with_extension("db-wal")).map_or(0, |m| m.len());
    assert_eq!(log, 0, "nothing is left in the log");
}
