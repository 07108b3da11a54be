//! The database itself as the bus: nothing to run beside it, good for up to three processes.
use super::{BusError, Carrier, Subscription};
use futures_util::future::BoxFuture;
use satchel_server_store::{Store, notify::Listener};

/// `LISTEN` and `NOTIFY` on the PostgreSQL that holds the tables.
pub struct ThroughDatabase {
    store: Store,
    channel: String,
}

impl ThroughDatabase {
    /// A channel of this database.
    #[must_use]
    pub const fn new(store: Store, channel: String) -> Self {
        Self { store, channel }
    }
}

impl Carrier for ThroughDatabase {
    fn kind(&self) -> &'static str {
        "postgres"
    }

    fn publish(&self, message: Vec<u8>) -> BoxFuture<'_, Result<(), BusError>> {
        Box::pin(async move {
            // NOTIFY carries text.
            Ok(self.store.notify(&self.channel, &hex::encode(message)).await?)
        })
    }

    fn subscribe(&self) -> BoxFuture<'_, Result<Box<dyn Subscription>, BusError>> {
        Box::pin(async move {
            let heard = self.store.listen(&self.channel).await?;
            let heard = heard.ok_or(BusError::Said("no PostgreSQL"))?;
            Ok(Box::new(Ear(heard)) as Box<dyn Subscription>)
        })
    }
}

struct Ear(Listener);

impl Subscription for Ear {
    fn next(&mut self) -> BoxFuture<'_, Result<Vec<u8>, BusError>> {
        Box::pin(async move {
            let text = self.0.next().await?;
            hex::decode(text).map_err(|_| BusError::Said("no hexadecimal text"))
        })
    }
}
