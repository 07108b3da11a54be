//! What a round carried, and a download that rests because a person wants it to.
use super::{Action, Engine, Round, Talk, Trouble};
use crate::sync::{conversation::Carrier, replica::Replica};

impl<R: Replica> Engine<R> {
    /// The figures of a conversation that ended.
    pub(super) fn round(talk: &Talk, trouble: Option<Trouble>) -> Round {
        let carrier = talk.conversation.carrier();
        let items = match carrier {
            Carrier::Push | Carrier::Live => wide(talk.gained),
            Carrier::Pull => u64::from(talk.brought),
        };
        let code = trouble.map(|t| t.code);
        Round { carrier, up: wide(talk.up), down: wide(talk.down), items, code }
    }

    /// Verdicts came for the push under way.
    pub(super) fn count_sent(&mut self, settled: usize) {
        if let Some(sent) = &mut self.status.sent {
            *sent = sent.saturating_add(u32::try_from(settled).unwrap_or(u32::MAX));
        }
    }

    /// Lets the download rest. What was committed stays and is still counted; the rest comes again.
    pub(super) fn pause(&mut self, out: &mut Vec<Action>) {
        self.paused = true;
        let pulls = |talk: &mut Talk| talk.conversation.carrier() == Carrier::Pull;
        if let Some(talk) = self.bulk.take_if(pulls) {
            self.pull_wanted = true;
            out.push(Action::Close { conn: talk.conn });
        }
    }
}

impl Talk {
    /// Whether it brings documents.
    pub(super) fn fetches(&self) -> bool {
        self.conversation.carrier() == Carrier::Pull && !self.compares
    }
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
