//! The attacks that one message can carry, against the chart of a bench: forged with the tools of the model's own tests.

use anyhow::{Context, Result};
use automerge::legacy::{ObjectId, OpId, OpType};
use satchel_model::crdt::{Doc, Limits, NewChange, Put, guard};
use satchel_model::document::write::{Plan, Planned, Write};
use satchel_model::document::{DocType, genesis};
use satchel_model::id::{ActorId, DocId, Hash};
use satchel_protocol::sync::PushItem;

use crate::clinic::Patient;
use crate::light::Light;
use crate::measure;

#[path = "../../core/model/tests/attacks/support.rs"]
#[expect(
    dead_code,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the attackers' tools as the model's tests use them; not all are needed here"
)]
mod support;

use support::{Chunk, forge, frame, null_puts};

/// What an envelope says of a change, be it true or not.
#[derive(Clone)]
pub(crate) struct Header {
    pub(crate) hash: Hash,
    pub(crate) actor: ActorId,
    pub(crate) seq: u64,
}

/// One attack.
pub(crate) struct Attack {
    pub(crate) name: &'static str,
    pub(crate) what: What,
}

/// What is sent.
pub(crate) enum What {
    /// A change in a signed envelope.
    Change {
        /// The document it is for.
        doc: DocId,
        bytes: Vec<u8>,
        header: Header,
        twist: Twist,
    },
    /// Bytes in place of a frame.
    Frame(Vec<u8>),
}

/// What is wrong with the envelope itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Twist {
    Honest,
    /// Carries the signature of an envelope for another document.
    Transplanted,
    /// Is no envelope.
    Broken,
}

/// The item of a change as it would be next in the chain; the chain moves.
pub(crate) fn item(
    light: &mut Light,
    doc: DocId,
    (bytes, header): (Vec<u8>, &Header),
    twist: Twist,
) -> PushItem {
    let mark = light.mark();
    let elsewhere = DocId::from_bytes([7; 16]);
    let sig = light.forged(elsewhere, DocType::Chart, bytes.clone(), header).sig;
    light.back(mark);
    let item = light.forged(doc, DocType::Chart, bytes, header);
    match twist {
        Twist::Honest => item,
        Twist::Transplanted => PushItem { sig, ..item },
        Twist::Broken => PushItem { env: vec![0x81; 900].into(), ..item },
    }
}

/// The tools of one attacker.
struct Forge<'a> {
    doc: &'a Doc,
    chart: DocId,
    actor: ActorId,
    honest: NewChange,
    out: Vec<Attack>,
}

impl Forge<'_> {
    /// A change with the header that it claims.
    fn change(&mut self, name: &'static str, bytes: Vec<u8>) {
        let claimed = guard::check(&bytes, &Limits::SERVER).ok();
        let header = Header {
            // The hash of what is no change is still the hash of these bytes.
            hash: satchel_model::hash::sha256(&[bytes.get(8..).unwrap_or_default()]),
            actor: self.actor,
            seq: claimed.map_or(self.honest.header.seq, |h| h.seq),
        };
        self.send(name, self.chart, bytes, header, Twist::Honest);
    }

    fn send(
        &mut self,
        name: &'static str,
        doc: DocId,
        bytes: Vec<u8>,
        header: Header,
        twist: Twist,
    ) {
        self.out.push(Attack { name, what: What::Change { doc, bytes, header, twist } });
    }

    fn forged(&mut self, name: &'static str, edit: impl FnOnce(&mut automerge::ExpandedChange)) {
        let bytes = forge(&self.honest, edit);
        self.change(name, bytes);
    }
}

/// Every attack of the table that one message can carry.
pub(crate) fn all(doc: &Doc, light: &Light, patient: &Patient) -> Result<Vec<Attack>> {
    let actor = light.actor(patient.chart);
    let honest = honest(doc, light, patient)?;
    let mut forge = Forge { doc, chart: patient.chart, actor, honest, out: Vec::new() };
    for (name, rows) in [
        ("rle_bomb 2 M", 2_000_000),
        ("rle_bomb 20 M", 20_000_000),
        ("rle_bomb 100 M", 100_000_000),
    ] {
        forge.change(name, Chunk::new(null_puts(rows)).bytes());
    }
    let mut unequal = null_puts(10);
    unequal[1].1.clone_from(&null_puts(11)[1].1);
    forge.change("unequal_columns", Chunk::new(unequal).bytes());
    forge.change("inflate_bomb", frame(2, &vec![0; 200_000]));
    forge.change("stray_chunk", doc.save());
    forge.forged("year_one", |x| x.time = -62_135_596_800);
    forge.forged("seq_jump", |x| x.seq += 6);
    for (name, start) in [("startop_forged", (1_u64 << 31) - 5), ("startop_brick", (1 << 32) - 3)] {
        forge.forged(name, |x| x.start_op = std::num::NonZeroU64::new(start).unwrap_or(x.start_op));
    }
    let stranger = ActorId::from_bytes([9; 16]);
    forge.forged("foreign_actor", |x| x.actor_id = automerge::ActorId::from(stranger.as_bytes()));
    forge.forged("orphan", |x| x.deps = vec![automerge::ChangeHash([9; 32])]);
    references(&mut forge);
    equivocation(&mut forge, light, patient)?;
    foreign_root(&mut forge, light)?;
    frames(&mut forge);
    envelopes(&mut forge, light)?;
    Ok(forge.out)
}

/// False references, which the library believes.
fn references(forge: &mut Forge<'_>) {
    let me = automerge::ActorId::from(forge.actor.as_bytes());
    let ghost = OpId::new(4_000_000, &me);
    let object = ObjectId::Id(ghost.clone());
    forge.forged("ghost_object", |x| x.operations[0].obj = object);
    let pred = ghost.clone();
    forge.forged("ghost_predecessor", |x| x.operations[0].pred = vec![pred].into());
    // The first operation that this actor ever wrote here, under another key.
    let other = OpId::new(forge.doc.deps_max_op(&forge.doc.heads()).unwrap_or(1), &me);
    forge.forged("cross_key", |x| x.operations[0].pred = vec![other].into());
    forge.forged("hidden_delete", |x| x.operations[0].action = OpType::Delete);
}

/// The next change, as an honest device would make it.
fn honest(doc: &Doc, light: &Light, patient: &Patient) -> Result<NewChange> {
    let write: Write = serde_json::from_value(patient.entry(41))?;
    let plan = Plan { at: measure::now(), by: light.user() };
    let Planned::Puts(puts) = write.plan(doc, 0, &plan).ok().context("refused")? else {
        anyhow::bail!("an entry where a change was meant");
    };
    Ok(doc.fork().edit(light.actor(patient.chart), light.nonce(), &puts)?)
}

/// The last number of this actor with another content.
fn equivocation(forge: &mut Forge<'_>, light: &Light, patient: &Patient) -> Result<()> {
    let heads = forge.doc.heads();
    let last = forge.doc.change(heads.first().context("no head")?).context("no change")?;
    let before = forge.doc.at(&last.header.deps).context("no parents")?;
    let again = honest(&before, light, patient)?;
    forge.change("equivocation", again.bytes);
    Ok(())
}

/// A root map that no form has.
fn foreign_root(forge: &mut Forge<'_>, light: &Light) -> Result<()> {
    let puts = [Put::Map(vec!["mine".to_owned()])];
    let made = forge.doc.fork().edit(forge.actor, light.nonce(), &puts)?;
    forge.change("forbidden_root", made.bytes);
    Ok(())
}

/// What is no frame at all.
fn frames(forge: &mut Forge<'_>) {
    let deep = vec![0x81; 60_000];
    let keys = [&[0xbb][..], &[0xff; 8]].concat();
    let endless = [&[0x9f][..], &[0x01; 1_000]].concat();
    for (name, raw) in [
        ("cbor_hostile depth", deep),
        ("cbor_hostile keys", keys),
        ("cbor_hostile endless", endless),
    ] {
        forge.out.push(Attack { name, what: What::Frame(packed(0x03, &raw)) });
    }
    // Sixteen MiB of nothing, in a few hundred bytes.
    let bomb = packed(0x03, &vec![0; 16 << 20]);
    forge.out.push(Attack { name: "zip_frame", what: What::Frame(bomb) });
    let lying = [&[0x03][..], &u32::MAX.to_le_bytes(), &[0; 64]].concat();
    forge.out.push(Attack { name: "zip_frame length", what: What::Frame(lying) });
}

fn packed(kind: u8, raw: &[u8]) -> Vec<u8> {
    let packed = zstd::bulk::compress(raw, 3).unwrap_or_default();
    let length = u32::try_from(packed.len()).unwrap_or(0).to_le_bytes();
    [&[kind][..], &length, &packed].concat()
}

/// Envelopes that are not what they seem, and a document that is not there.
fn envelopes(forge: &mut Forge<'_>, light: &Light) -> Result<()> {
    let header =
        Header { hash: forge.honest.header.hash, actor: forge.actor, seq: forge.honest.header.seq };
    let (chart, body) = (forge.chart, forge.honest.bytes.clone());
    let claim = header.clone();
    forge.send("env_transplant", chart, body.clone(), claim, Twist::Transplanted);
    forge.send("env_hostile", chart, body, header, Twist::Broken);
    let elsewhere = DocId::from_bytes([7; 16]);
    let mut blank = genesis(DocType::Chart, elsewhere, 0);
    let puts = [Put::Set(vec!["problems".into(), "x".into()], "y".into())];
    let made = blank.edit(light.actor(elsewhere), light.nonce(), &puts)?;
    let header = Header { hash: made.header.hash, actor: made.header.actor, seq: 1 };
    forge.send("no_such_document", elsewhere, made.bytes, header, Twist::Honest);
    Ok(())
}
