//! Replicas that run commands and merge, for tests.
use super::super::{
    DocType, genesis,
    paths::{Writer, allow_all},
    register::{Coding, Regimen, Rest},
    validate::validate,
    write::{Plan, Planned, Write, WriteError},
};
use crate::{
    crdt::{Doc, EditError, Guarded, Limits, Path, Put},
    id::{ActorId, DocId, ItemId, Nonce, PatientId, UserId},
    policy::State,
    quantity::Decimal,
    role::Role,
    time::Timestamp,
};

/// 2026-11-24T06:00:00Z.
pub(crate) const NOW: i64 = 1_795_500_000_000;

/// A version 7 id with `n` in it.
pub(crate) const fn bytes(n: u8) -> [u8; 16] {
    [1, 0x99, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, n]
}

pub(crate) const fn item(n: u8) -> ItemId {
    ItemId::from_bytes(bytes(n))
}

pub(crate) const fn doc_id(n: u8) -> DocId {
    DocId::from_bytes(bytes(n))
}

pub(crate) const PATIENT: PatientId = PatientId::from_bytes(bytes(0xaa));

/// One person's copy of one document. Every command passes the path rules and the schema, as on the server.
pub(crate) struct Replica {
    pub(crate) doc: Doc,
    pub(crate) kind: DocType,
    pub(crate) writer: Writer,
    actor: ActorId,
    count: u8,
}

impl Replica {
    pub(crate) fn new(kind: DocType, n: u8, role: Role) -> Self {
        Self {
            doc: genesis(kind, doc_id(1), 0),
            kind,
            writer: Writer { role, user: UserId::from_bytes(bytes(n)) },
            actor: ActorId::from_bytes([n; 16]),
            count: 0,
        }
    }

    /// Another person's copy of the same state.
    pub(crate) fn fork(&self, n: u8, role: Role) -> Self {
        Self { doc: self.doc.fork(), ..Self::new(self.kind, n, role) }
    }

    pub(crate) fn cx(&self) -> Plan {
        Plan { at: Timestamp::from_millis(NOW + i64::from(self.count)), by: self.writer.user }
    }

    /// Runs a command that must be planned and admitted.
    pub(crate) fn run(&mut self, write: &Write) {
        self.try_run(write).unwrap();
    }

    pub(crate) fn try_run(&mut self, write: &Write) -> Result<(), WriteError> {
        let Planned::Puts(puts) = write.plan(&self.doc, 0, &self.cx())? else { return Ok(()) };
        self.put(&puts);
        Ok(())
    }

    /// Writes puts that must be admitted.
    pub(crate) fn put(&mut self, puts: &[Put]) {
        let base = self.doc.fork();
        self.force(puts);
        let Some(change) = self.doc.changes_since(&base.heads()).pop() else { return };
        let guarded = Guarded::new(change.bytes, &Limits::DEVICE).unwrap();
        let ops = base.operations(&guarded).unwrap();
        allow_all(self.kind, State::Live, &self.writer, &base, &ops).unwrap();
        let touched: Vec<Path> = ops.into_iter().map(|op| op.path).collect();
        validate(self.kind, &self.doc, &touched).unwrap();
    }

    /// Writes puts without asking any rule. Puts that say what stands already write nothing.
    pub(crate) fn force(&mut self, puts: &[Put]) {
        self.count += 1;
        match self.doc.edit(self.actor, Nonce::from_bytes([self.count; 16]), puts) {
            Ok(_) | Err(EditError::Nothing) => {}
            Err(other) => panic!("{other}"),
        }
    }

    /// Takes in what `other` has and this one has not.
    pub(crate) fn pull(&mut self, other: &Self) {
        let news: Vec<Guarded> = other
            .doc
            .changes_since(&self.doc.heads())
            .into_iter()
            .map(|c| Guarded::new(c.bytes, &Limits::DEVICE).unwrap())
            .collect();
        self.doc.apply(&news).unwrap();
    }
}

/// Both take in what the other has, and then hold one state.
pub(crate) fn meet(a: &mut Replica, b: &mut Replica) {
    a.pull(b);
    b.pull(a);
    assert_eq!(a.doc.heads(), b.doc.heads());
}

pub(crate) fn coding(code: &str, words: &str) -> Coding {
    Coding {
        system: Some("http://example.org/codes".into()),
        code: Some(code.into()),
        display: Some(words.into()),
        text: None,
        rest: Rest::new(),
    }
}

pub(crate) fn regimen(product: &str, dose: &str) -> Regimen {
    Regimen {
        product: coding(product, product),
        dose: Some(Decimal::parse(dose).unwrap()),
        unit: Some("mg".into()),
        route: Some("oral".into()),
        frequency: Some("2/d".into()),
        timing: None,
        as_needed: None,
        duration: None,
        text: None,
        rest: Rest::new(),
    }
}
