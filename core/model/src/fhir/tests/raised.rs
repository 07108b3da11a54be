//! What an import asks of people: nothing that its source does not say.
use super::{
    samples::{bundles, skipped},
    *,
};
use crate::{
    document::{DocType, conflict, genesis},
    id::{ActorId, Nonce},
};
use std::collections::BTreeMap;

#[test]
fn the_sample_charts_raise_nothing() {
    let files = bundles();
    if files.is_empty() {
        return skipped();
    }
    let mut raised: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        let mapping = map_text(&std::fs::read_to_string(file).unwrap());
        for draft in mapping.documents.iter().filter(|d| d.doc_type == DocType::Chart) {
            let mut doc = genesis(draft.doc_type, draft.doc, 0);
            doc.edit(ActorId::from_bytes([1; 16]), Nonce::from_bytes([2; 16]), &draft.puts())
                .unwrap();
            for open in conflict::open(DocType::Chart, &doc) {
                *raised.entry(format!("{} {:?}", open.rule, open.kind)).or_default() += 1;
            }
        }
    }
    assert_eq!(raised, BTreeMap::new());
}
