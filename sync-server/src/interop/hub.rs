//! The open sockets of this process: who replaces whom, and who hears what is passed on.
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use satchel_model::id::{DocId, UserId};
use satchel_protocol::interop::Message;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::limit;

struct Socket {
    user: UserId,
    peer: String,
    docs: BTreeSet<DocId>,
    out: mpsc::Sender<Arc<Message>>,
    end: CancellationToken,
}

#[derive(Default)]
struct Open {
    next: u64,
    sockets: BTreeMap<u64, Socket>,
}

/// All of them.
#[derive(Clone, Default)]
pub struct Hub(Arc<Mutex<Open>>);

/// A socket's place among the others, for as long as it lives.
pub struct Place {
    hub: Hub,
    id: u64,
    /// What others pass on.
    pub heard: mpsc::Receiver<Arc<Message>>,
    /// Ends when another socket takes the place.
    pub end: CancellationToken,
}

impl Hub {
    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a client its place; a socket of the same person and name goes. `None` if the person has too many.
    #[must_use]
    pub fn enter(&self, user: UserId, peer: &str) -> Option<Place> {
        let mut open = self.lock();
        let old = open.sockets.iter().find(|(_, s)| s.user == user && s.peer == peer);
        if let Some(old) = old.map(|(id, _)| *id)
            && let Some(socket) = open.sockets.remove(&old)
        {
            socket.end.cancel();
        }
        if open.sockets.values().filter(|s| s.user == user).count() >= limit::SOCKETS_MAX {
            return None;
        }
        open.next += 1;
        let id = open.next;
        let (out, heard) = mpsc::channel(limit::EPHEMERAL_QUEUE);
        let end = CancellationToken::new();
        let socket = Socket {
            user,
            peer: peer.to_owned(),
            docs: BTreeSet::new(),
            out,
            end: CancellationToken::clone(&end),
        };
        open.sockets.insert(id, socket);
        drop(open);
        Some(Place { hub: self.clone(), id, heard, end })
    }

    /// How many sockets are open.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lock().sockets.len()
    }
}

impl Place {
    /// From now on this socket talks about a document, or no more.
    pub fn follow(&self, doc: DocId, open: bool) {
        if let Some(socket) = self.hub.lock().sockets.get_mut(&self.id) {
            if open {
                socket.docs.insert(doc);
            } else {
                socket.docs.remove(&doc);
            }
        }
    }

    /// Passes a message on to the other sockets that talk about its document. A slow one misses it.
    pub fn pass_on(&self, doc: DocId, message: Message) {
        let message = Arc::new(message);
        let open = self.hub.lock();
        let others = open.sockets.iter().filter(|(id, s)| **id != self.id && s.docs.contains(&doc));
        for (_, socket) in others {
            socket.out.try_send(Arc::clone(&message)).ok();
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.hub.lock().sockets.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: UserId = UserId::from_bytes([1; 16]);
    const BEN: UserId = UserId::from_bytes([2; 16]);
    const DOC: DocId = DocId::from_bytes([3; 16]);

    fn leave() -> Message {
        Message::Leave { sender: "x".to_owned() }
    }

    #[test]
    fn a_second_join_replaces_the_persons_own_socket_only() {
        let hub = Hub::default();
        let first = hub.enter(ANN, "p").unwrap();
        let other = hub.enter(BEN, "p").unwrap();
        let second = hub.enter(ANN, "p").unwrap();
        assert!(first.end.is_cancelled() && !other.end.is_cancelled());
        assert_eq!(hub.count(), 2);
        drop(first);
        assert_eq!(hub.count(), 2, "its place is taken");
        drop(second);
        assert_eq!(hub.count(), 1);
    }

    #[test]
    fn a_person_has_so_many_sockets_and_no_more() {
        let hub = Hub::default();
        let enter = |n: usize| hub.enter(ANN, &n.to_string());
        let held: Vec<_> = (0..limit::SOCKETS_MAX).map(|n| enter(n).unwrap()).collect();
        assert!(enter(99).is_none());
        assert!(hub.enter(BEN, "p").is_some());
        drop(held);
        assert!(enter(99).is_some());
    }

    #[test]
    fn what_is_passed_on_reaches_those_who_talk_about_the_document() {
        let hub = Hub::default();
        let (from, mut near, mut far) = (
            hub.enter(ANN, "a").unwrap(),
            hub.enter(BEN, "b").unwrap(),
            hub.enter(BEN, "c").unwrap(),
        );
        for place in [&from, &near] {
            place.follow(DOC, true);
        }
        from.pass_on(DOC, leave());
        assert_eq!(near.heard.try_recv().as_deref(), Ok(&leave()));
        assert!(far.heard.try_recv().is_err() && near.heard.try_recv().is_err());
        for _ in 0..limit::EPHEMERAL_QUEUE * 2 {
            from.pass_on(DOC, leave());
        }
        let got = std::iter::from_fn(|| near.heard.try_recv().ok()).count();
        assert_eq!(got, limit::EPHEMERAL_QUEUE, "the rest is lost");
        near.follow(DOC, false);
        from.pass_on(DOC, leave());
        assert!(near.heard.try_recv().is_err());
    }
}
