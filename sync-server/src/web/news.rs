//! What became old for those who look at the console: told to every open page of it, without content.
use satchel_protocol::command::Topic;
use tokio::sync::broadcast;

/// Messages that a slow page may miss before it is told that it missed some.
const KEPT: usize = 64;

/// The way to the open pages.
pub struct News(broadcast::Sender<Topic>);

impl Default for News {
    fn default() -> Self {
        Self(broadcast::channel(KEPT).0)
    }
}

impl News {
    /// Tells that a list of the console is old. Nobody may be looking.
    pub fn tell(&self, topic: Topic) {
        self.0.send(topic).ok();
    }

    /// Listens from now on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Topic> {
        self.0.subscribe()
    }
}
