//! Pokes between the processes of one PostgreSQL: `LISTEN` and `NOTIFY`, each on a connection of its own, outside every
//! transaction. SQLite has one process and no use for them.
use crate::{Result, Store};
use sqlx::postgres::PgListener;

/// A connection that hears one channel.
pub struct Listener(PgListener);

impl Store {
    /// Listens on a channel from now on; `None` on SQLite.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn listen(&self, channel: &str) -> Result<Option<Listener>> {
        let Some(pool) = self.postgres() else { return Ok(None) };
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(channel).await?;
        Ok(Some(Listener(listener)))
    }

    /// Tells all listeners of a channel, this process's own too. At most 7,999 bytes of text; nothing happens on SQLite.
    ///
    /// Never inside a transaction that writes: PostgreSQL takes a lock over the whole database when one with a `NOTIFY`
    /// commits, so that all of them would queue.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn notify(&self, channel: &str, text: &str) -> Result<()> {
        let Some(pool) = self.postgres() else { return Ok(()) };
        sqlx::query("SELECT pg_notify($1, $2)").bind(channel).bind(text).execute(pool).await?;
        Ok(())
    }
}

impl Listener {
    /// The next text on the channel. What was said while the connection was away is lost.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`] once the connection broke: listen anew.
    pub async fn next(&mut self) -> Result<String> {
        loop {
            // `None`: the connection broke and was made again.
            if let Some(heard) = self.0.try_recv().await? {
                return Ok(heard.payload().to_owned());
            }
        }
    }
}
