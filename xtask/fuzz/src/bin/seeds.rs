//! Makes the corpora anew: from golden files, from recorded frames, and from the attacks of the model's tests.
//! `cargo run --bin seeds` in this folder; the same files come out every time.
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use satchel_fuzz::{
    targets,
    token::{Pass, Stage, Token},
};
use satchel_model::{
    cbor,
    crdt::{Dialogue, Limits, Put},
    hash,
    id::{DeviceId, DocId, PatientId, TenantId},
};
use satchel_protocol::{interop, sync::Position};

#[path = "../../../../core/model/tests/attacks/support.rs"]
#[expect(
    dead_code,
    clippy::pedantic,
    reason = "the attackers' tools as the model's tests use them; not all are needed here"
)]
mod support;

use support::{Chunk, clinic, dose, forge, honest, null_puts, path, set};

/// Most bytes of a corpus.
const CORPUS_MAX: usize = 200 * 1024;
/// Most bytes of one seed.
const SEED_MAX: usize = 8 * 1024;

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut seeds = BTreeMap::new();
    seeds.insert("envelope", goldens(&root.join("core"))?);
    seeds.insert("frame", frames(&goldens(&root.join("core/protocol/src/sync"))?));
    seeds.insert("fhir", resources(&root)?);
    seeds.insert("interop", interop(&root)?);
    seeds.insert("token", tokens());
    seeds.insert("guard", bodies(&attacks()));
    seeds.insert("apply", bodies(&attacks()));
    for (target, all) in seeds {
        write(&root.join("xtask/fuzz/corpus").join(target), all)?;
    }
    Ok(())
}

fn write(folder: &Path, mut seeds: Vec<Vec<u8>>) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    seeds.retain(|seed| seed.len() <= SEED_MAX);
    seeds.sort_by_key(Vec::len);
    seeds.dedup();
    let mut total = 0;
    for seed in seeds {
        total += seed.len();
        if total > CORPUS_MAX {
            break;
        }
        let name = hash::sha256(&[&seed]).to_string();
        fs::write(folder.join(&name[..16]), seed)?;
    }
    Ok(())
}

/// Every file below a folder whose name ends so, in order.
fn files(folder: &Path, ending: &str) -> io::Result<Vec<PathBuf>> {
    let (mut open, mut found) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The bytes that golden files hold: each line that is nothing but hex.
fn goldens(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let mut out = Vec::new();
    for file in files(folder, ".snap")? {
        for line in fs::read_to_string(file)?.lines() {
            let words = line.split_whitespace().filter(|word| word.len() >= 8);
            out.extend(words.filter_map(|word| hex::decode(word).ok()));
        }
    }
    Ok(out)
}

/// Each golden value as the content of a frame of every kind.
fn frames(goldens: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let short = goldens.iter().filter(|value| value.len() < 700);
    let kinds = 1..=15_u8;
    short.flat_map(|value| kinds.clone().map(|kind| [&[kind][..], value].concat())).collect()
}

/// The bundles of the model's tests, and each resource of theirs alone.
fn resources(root: &Path) -> io::Result<Vec<Vec<u8>>> {
    let mut out = Vec::new();
    for file in files(&root.join("core/model/src/fhir"), ".json")? {
        out.push(fs::read(file)?);
    }
    // What the tests write in code: every raw JSON text of theirs.
    for file in files(&root.join("core/model/src/fhir"), ".rs")? {
        let text = fs::read_to_string(file)?;
        for part in text.split("r#\"").skip(1) {
            let json = part.split("\"#").next().unwrap_or_default();
            if json.trim_start().starts_with('{') {
                out.push(json.as_bytes().to_vec());
            }
        }
    }
    for kind in ["Patient", "Condition", "Observation", "MedicationRequest", "Encounter"] {
        let text = format!(
            r#"{{"resourceType":"{kind}","id":"a","status":"active","subject":{{"reference":"Patient/p"}},"birthDate":"1980-05","code":{{"coding":[{{"system":"s","code":"c"}}],"text":"t"}},"valueQuantity":{{"value":1.50,"unit":"mg"}},"modifierExtension":[{{"url":"u"}}]}}"#
        );
        out.push(text.clone().into_bytes());
        out.push(
            format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{{"fullUrl":"urn:uuid:1","resource":{text}}}]}}"#)
                .into_bytes(),
        );
    }
    Ok(out)
}

/// The recorded frames, what they carry, and a talk about the record of the targets.
fn interop(root: &Path) -> io::Result<Vec<Vec<u8>>> {
    let text = fs::read_to_string(root.join("core/protocol/tests/it/interop/frames.txt"))?;
    let words = text.lines().filter(|line| !line.starts_with('#'));
    let mut out: Vec<Vec<u8>> =
        words.filter_map(|line| hex::decode(line.split(' ').nth(2)?).ok()).collect();
    let carried: Vec<Vec<u8>> = out
        .iter()
        .filter_map(|bytes| match interop::Message::read(bytes) {
            Ok(interop::Message::Sync(c) | interop::Message::Request(c)) => Some(c.data),
            _ => None,
        })
        .collect();
    out.extend(carried);
    let mut theirs = targets::record();
    let made = theirs.edit(support::ATTACKER, support::NONCE, &[set(&["meds", "m1", "dose"], "6")]);
    assert!(made.is_ok());
    let mut dialogue = Dialogue::new(false);
    out.extend(dialogue.say(&theirs).ok().flatten());
    let mut ours = Dialogue::new(false);
    if let Ok(Some(said)) = ours.say(&targets::record()) {
        let said = satchel_model::crdt::Said::read(&said, &Limits::FOREIGN, false);
        assert!(said.is_ok_and(|said| dialogue.hear(&theirs, said).is_ok()));
        out.extend(dialogue.say(&theirs).ok().flatten());
    }
    Ok(out)
}

fn tokens() -> Vec<Vec<u8>> {
    let plain = Token::fresh(TenantId::from_bytes([1; 16]), DeviceId::from_bytes([2; 16]), 1);
    let at = |tx, id| Position { tx, id };
    let stages = [
        Stage::Events(at(8, 9)),
        Stage::Documents(None),
        Stage::Documents(Some(DocId::from_bytes([5; 16]))),
        Stage::Ahead(3),
    ];
    let passes = stages.into_iter().flat_map(|stage| {
        [None, Some(vec![PatientId::from_bytes([6; 16]); 3])].map(|ahead| {
            let pass = Pass { target: at(3, 4), stage, docs: 6, bytes: 7, ahead };
            Token { pass: Some(pass), from: at(1, 2), ..plain.clone() }
        })
    });
    std::iter::once(plain.clone()).chain(passes).map(|t| cbor::encode(&t)).collect()
}

/// The content of chunks, as the targets frame it.
fn bodies(chunks: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let body = |chunk: &Vec<u8>| {
        let rest = chunk.get(9..)?;
        let skip = rest.iter().position(|byte| byte & 0x80 == 0)? + 1;
        Some(rest.get(skip..)?.to_vec())
    };
    chunks.iter().filter_map(body).collect()
}

/// Honest changes of many shapes, and one of each attack.
fn attacks() -> Vec<Vec<u8>> {
    let doc = clinic();
    let mut out: Vec<Vec<u8>> = doc.changes().into_iter().map(|change| change.bytes).collect();
    for puts in shapes() {
        out.push(honest(&doc, &puts).bytes);
    }
    for seq in [0, 2, 7, 4_000_000_000] {
        out.push(forge(&dose(&doc), |x| x.seq = seq));
    }
    for start in [1_u64, 3, (1 << 31) - 5, (1 << 32) - 3] {
        out.push(forge(&dose(&doc), |x| {
            if let Some(start) = std::num::NonZeroU64::new(start) {
                x.start_op = start;
            }
        }));
    }
    for time in [-62_135_596_800, 1, 1_790_000_000, i64::MAX] {
        out.push(forge(&dose(&doc), |x| x.time = time));
    }
    let victim = automerge::ActorId::from(support::VICTIM.as_bytes());
    for counter in [1, 77, 4_000_000_000] {
        let id = automerge::legacy::OpId::new(counter, &victim);
        let object = automerge::legacy::ObjectId::Id(id.clone());
        out.push(forge(&dose(&doc), |x| x.operations[0].obj = object));
        out.push(forge(&dose(&doc), |x| x.operations[0].pred = vec![id].into()));
    }
    out.push(forge(&dose(&doc), |x| x.actor_id = victim));
    out.push(forge(&dose(&doc), |x| x.deps.clear()));
    out.push(forge(&dose(&doc), |x| x.operations[0].action = automerge::legacy::OpType::Delete));
    for rows in [1, 5_000, 5_001, 60_000, 100_000_000, i64::MAX] {
        out.push(Chunk::new(null_puts(rows)).bytes());
    }
    for at in 0..5 {
        let mut columns = null_puts(10);
        columns[at].1 = null_puts(11)[at].1.clone();
        out.push(Chunk::new(columns).bytes());
    }
    out
}

fn shapes() -> Vec<Vec<Put>> {
    let mut many = vec![Put::Map(path(&["meds", "m2"]))];
    many.extend((0..20).map(|n| set(&["meds", "m2", &format!("f{n}")], n)));
    vec![
        vec![set(&["meds", "m1", "dose"], "50 mg")],
        vec![set(&["meds", "m1", "note"], "x".repeat(300))],
        vec![set(&["meds", "m1", "n"], true), set(&["meds", "m1", "o"], vec![1_u8, 2, 3])],
        vec![Put::Text(path(&["notes", "n3"]), "long ".repeat(40))],
        many,
    ]
}
