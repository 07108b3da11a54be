//! Where one client stands with each document it talks about.
use std::{collections::BTreeMap, sync::Arc};

use satchel_model::{
    crdt::{Dialogue, Doc, GuardError, Limits, Said},
    id::DocId,
    time::Timestamp,
};
use satchel_protocol::{interop::Carried, problem::ErrorCode};
use satchel_server_store::{self as store, document::Document};

use super::{WRITABLE, admit, limit};
use crate::{
    auth::session::Caller, authz::Subject, http::problem::Failure, rpc::read::Reader, state::State,
};

/// What the client is told.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing.
    Silent,
    /// A sync message.
    Say(Vec<u8>),
    /// No such document, or not for this person.
    Unavailable,
    /// The conversation about this document is over, and why.
    Over(ErrorCode),
}

/// One conversation. Asleep, it holds what is stored of it and nothing else.
struct Talk {
    awake: Option<Dialogue>,
    kept: Vec<u8>,
    /// The document as the client was last told: incarnation and place in the log.
    told: (u32, u64),
    used: Timestamp,
}

/// Who talks, and under which name its store is known.
pub struct Who<'a> {
    /// The server.
    pub state: &'a State,
    /// The person.
    pub caller: &'a Caller,
    /// The client's store; `None` for one that forgets.
    pub storage: Option<&'a str>,
}

/// A document that the person may see at this moment.
struct Seen {
    row: Document,
    doc: Arc<Doc>,
    writable: bool,
}

/// The conversations of one socket.
#[derive(Default)]
pub struct Talks {
    open: BTreeMap<DocId, Talk>,
    over: BTreeMap<DocId, ErrorCode>,
}

impl Talks {
    /// Whether the client talks about a document.
    #[must_use]
    pub fn has(&self, doc: DocId) -> bool {
        self.open.contains_key(&doc)
    }

    /// How many conversations hold more than what is stored of them.
    #[must_use]
    pub fn awake(&self) -> usize {
        self.open.values().filter(|t| t.awake.is_some()).count()
    }

    /// Hears a message and answers it. What it brings is stored before the answer.
    /// # Errors
    /// `unauthenticated` for somebody who may not work any more, or a store failure: nothing was taken then.
    pub async fn hear(&mut self, who: &Who<'_>, carried: Carried) -> Result<Reply, Failure> {
        let doc = carried.doc;
        if let Some(code) = self.over.get(&doc) {
            return Ok(Reply::Over(*code));
        }
        if !self.has(doc) && self.open.len() + self.over.len() >= limit::DOCS_MAX {
            return Ok(Reply::Over(ErrorCode::TooLarge));
        }
        let Some(mut seen) = self.see(who, doc).await? else { return Ok(Reply::Unavailable) };
        self.wake(who, &seen).await?;
        if self.told(doc).is_some_and(|(epoch, _)| epoch != seen.row.epoch) {
            return Ok(self.end(doc, ErrorCode::EpochOld));
        }
        let ignoring = !seen.writable;
        let read = pooled(move || Said::read(&carried.data, &Limits::FOREIGN, ignoring)).await?;
        let said = match read {
            Ok(said) => said,
            Err(error) => return Ok(self.end(doc, code(error))),
        };
        if !said.changes().is_empty() {
            let (epoch, patient) = (seen.row.epoch, seen.row.patient);
            let target = admit::Target { doc, patient, epoch };
            let refused = admit::take(who.state, who.caller, &target, said.changes().to_vec());
            if let Some(refusal) = refused.await? {
                return Ok(self.end(doc, refusal.code));
            }
            let Some(after) = self.see(who, doc).await? else { return Ok(Reply::Unavailable) };
            seen = after;
        }
        self.answer(who, seen, Some(said)).await
    }

    /// What is to be said after news: about each document that went on since the client was told.
    /// # Errors
    /// As [`Talks::hear`].
    pub async fn news(&mut self, who: &Who<'_>) -> Result<Vec<(DocId, Reply)>, Failure> {
        let ids: Vec<DocId> = self.open.keys().copied().collect();
        let mut tx = who.state.store.read().await?;
        let rows = store::document::list(&mut tx, &ids).await?;
        drop(tx);
        let mut out = Vec::new();
        for row in rows {
            if self.told(row.doc) == Some((row.epoch, row.head_seq)) {
                continue;
            }
            let reply = self.tell(who, row.doc).await?;
            out.push((row.doc, reply));
        }
        Ok(out)
    }

    async fn tell(&mut self, who: &Who<'_>, doc: DocId) -> Result<Reply, Failure> {
        let Some(seen) = self.see(who, doc).await? else { return Ok(Reply::Unavailable) };
        if self.told(doc).is_some_and(|(epoch, _)| epoch != seen.row.epoch) {
            return Ok(self.end(doc, ErrorCode::EpochOld));
        }
        self.wake(who, &seen).await?;
        self.answer(who, seen, None).await
    }

    /// Whether the person may still see a document that this socket talks about.
    /// # Errors
    /// As [`Talks::hear`].
    pub async fn may_hear(&mut self, who: &Who<'_>, doc: DocId) -> Result<bool, Failure> {
        Ok(self.has(doc) && self.see(who, doc).await?.is_some())
    }

    fn told(&self, doc: DocId) -> Option<(u32, u64)> {
        self.open.get(&doc).map(|talk| talk.told)
    }

    fn end(&mut self, doc: DocId, code: ErrorCode) -> Reply {
        self.open.remove(&doc);
        self.over.insert(doc, code);
        Reply::Over(code)
    }

    /// The document, if the person may see it at this moment. A conversation that begins is in the audit before anything is
    /// said; one about what they may not see ends.
    async fn see(&mut self, who: &Who<'_>, doc: DocId) -> Result<Option<Seen>, Failure> {
        let mut tx = who.state.store.read().await?;
        let reader = Reader::of(who.state, &mut tx, who.caller).await?;
        let page = match reader.page(&mut tx, doc).await {
            Ok(page) if page.row.kind.is_crdt() => page,
            Ok(_) => return Ok(self.unseen(doc)),
            Err(failure) if failure.code() == ErrorCode::NotFound => return Ok(self.unseen(doc)),
            Err(failure) => return Err(failure),
        };
        let content = reader.doc(&mut tx, &page).await?;
        let groups = store::grant::groups_of(&mut tx, &[doc]).await?;
        let groups: Vec<_> = groups.into_iter().map(|(_, group)| group).collect();
        drop(tx);
        let subject = Subject::from(&page.row);
        let may_write = reader.facts.write(&subject, &groups, who.state.now()).is_ok();
        if self.open.get(&doc).is_none_or(|talk| talk.awake.is_none()) {
            reader.note(vec![doc], Some(page.row.kind)).await?;
        }
        let writable = page.row.kind == WRITABLE && may_write;
        Ok(Some(Seen { row: page.row, doc: content, writable }))
    }

    fn unseen(&mut self, doc: DocId) -> Option<Seen> {
        self.open.remove(&doc);
        None
    }

    /// Begins a conversation, or goes on with one that slept.
    async fn wake(&mut self, who: &Who<'_>, seen: &Seen) -> Result<(), Failure> {
        let (doc, reading) = (seen.row.doc, !seen.writable);
        let kept = match (self.open.get(&doc), who.storage) {
            (Some(talk), _) if talk.awake.is_some() => return Ok(()),
            (Some(talk), _) => Some(talk.kept.clone()),
            (None, Some(storage)) => {
                let mut tx = who.state.store.read().await?;
                store::interop::find_state(&mut tx, (who.caller.user, storage, doc)).await?
            }
            (None, None) => None,
        };
        let dialogue =
            kept.as_ref().map_or_else(|| Dialogue::new(reading), |k| Dialogue::resumed(reading, k));
        let fresh = Talk {
            awake: None,
            kept: Vec::new(),
            told: (seen.row.epoch, seen.row.head_seq),
            used: who.state.now(),
        };
        self.open.entry(doc).or_insert(fresh).awake = Some(dialogue);
        Ok(())
    }

    /// One step of Automerge's protocol, beside the threads that serve requests.
    async fn answer(
        &mut self,
        who: &Who<'_>,
        seen: Seen,
        said: Option<Said>,
    ) -> Result<Reply, Failure> {
        let id = seen.row.doc;
        let talk = self.open.get_mut(&id).ok_or(ErrorCode::Internal)?;
        let mut dialogue = talk.awake.take().ok_or(ErrorCode::Internal)?;
        let content = seen.doc;
        let step = move || {
            if let Some(said) = said {
                dialogue.hear(&content, said)?;
            }
            let reply = dialogue.say(&content)?;
            Ok((dialogue, reply))
        };
        match pooled(step).await? {
            Ok((dialogue, reply)) => {
                talk.awake = Some(dialogue);
                talk.told = (seen.row.epoch, seen.row.head_seq);
                talk.used = who.state.now();
                Ok(reply.map_or(Reply::Silent, Reply::Say))
            }
            Err(error) => Ok(self.end(id, code(error))),
        }
    }

    /// Lets conversations sleep that have been silent too long, or all of them; what is worth keeping is stored.
    /// # Errors
    /// A store failure.
    pub async fn rest(&mut self, who: &Who<'_>, all: bool) -> Result<(), Failure> {
        let now = who.state.now();
        let mut kept = Vec::new();
        for (doc, talk) in &mut self.open {
            if !all && now.since(talk.used) < limit::IDLE_MS {
                continue;
            }
            if let Some(dialogue) = talk.awake.take() {
                talk.kept = dialogue.kept();
                kept.push((*doc, talk.kept.clone()));
            }
        }
        let Some(storage) = who.storage.filter(|_| !kept.is_empty()) else { return Ok(()) };
        let mut tx = who.state.store.begin().await?;
        for (doc, state) in kept {
            let key = (who.caller.user, storage, doc);
            store::interop::put_state(&mut tx, key, &state, now).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

fn code(error: GuardError) -> ErrorCode {
    match error {
        GuardError::Malformed(_) => ErrorCode::Malformed,
        GuardError::Bomb => ErrorCode::Bomb,
        GuardError::TooLarge(_) => ErrorCode::TooLarge,
    }
}

async fn pooled<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, GuardError> + Send + 'static,
) -> Result<Result<T, GuardError>, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ErrorCode::Internal.into())
}
