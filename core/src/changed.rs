//! What became old: told to every listener after the commit that made it so.
use satchel_protocol::command::event::{Event, Topic};
use tokio::sync::broadcast::{self, error::RecvError};

/// Events that a slow listener may fall behind by before it is told that some were lost.
const BEHIND_MAX: usize = 256;

/// The source of events.
pub struct Hub(broadcast::Sender<Event>);

impl Default for Hub {
    fn default() -> Self {
        Self(broadcast::channel(BEHIND_MAX).0)
    }
}

impl Hub {
    /// Tells that these became old; nothing is told of nothing.
    pub fn tell(&self, mut topics: Vec<Topic>) {
        topics.sort();
        topics.dedup();
        if topics.is_empty() {
            return;
        }
        // Nobody listening is fine: an answer is asked for when a screen opens.
        if self.0.send(Event::Changed(topics)).is_err() {
            tracing::trace!("no listener");
        }
    }

    /// Tells that everything may be old.
    pub fn lose(&self) {
        if self.0.send(Event::Lost).is_err() {
            tracing::trace!("no listener");
        }
    }

    /// A listener of everything from now on.
    #[must_use]
    pub fn listen(&self) -> Listener {
        Listener(self.0.subscribe())
    }
}

/// One listener.
pub struct Listener(broadcast::Receiver<Event>);

impl Listener {
    /// The next event; none once the app is gone. A listener that fell behind hears [`Event::Lost`] once.
    pub async fn next(&mut self) -> Option<Event> {
        match self.0.recv().await {
            Ok(event) => Some(event),
            Err(RecvError::Lagged(_)) => Some(Event::Lost),
            Err(RecvError::Closed) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn listeners_hear_sorted_topics_once_and_learn_of_losses() {
        let hub = Hub::default();
        let mut listener = hub.listen();
        hub.tell(vec![]);
        hub.tell(vec![Topic::Pending, Topic::Patients, Topic::Pending]);
        let want = Event::Changed(vec![Topic::Patients, Topic::Pending]);
        assert_eq!(listener.next().await, Some(want));
        hub.lose();
        assert_eq!(listener.next().await, Some(Event::Lost));
        for _ in 0..=BEHIND_MAX {
            hub.tell(vec![Topic::Sync]);
        }
        assert_eq!(listener.next().await, Some(Event::Lost));
        drop(hub);
        while let Some(event) = listener.next().await {
            assert_eq!(event, Event::Changed(vec![Topic::Sync]));
        }
    }
}
