//! Automerge actors of a document: whose they are and how far their numbers go.
use crate::{Result, StoreError, Tx, convert, db::on};
use satchel_model::id::{ActorId, DeviceId, DocId};
use sqlx::QueryBuilder;

/// An actor of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The document.
    pub doc: DocId,
    /// The document's incarnation.
    pub epoch: u32,
    /// The derived actor.
    pub actor: ActorId,
    /// The device it belongs to, or the tenant's id.
    pub device: DeviceId,
    /// Which incarnation of the device's actor it is; never falls.
    pub actor_epoch: u32,
    /// Number of its newest accepted change.
    pub last_seq: u64,
}

#[derive(sqlx::FromRow)]
struct Row {
    doc: uuid::Uuid,
    epoch: i64,
    actor: Vec<u8>,
    device: uuid::Uuid,
    actor_epoch: i64,
    last_seq: i64,
}

impl TryFrom<Row> for Actor {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            doc: row.doc.into(),
            epoch: convert::small(row.epoch, "actor.epoch")?,
            actor: ActorId::from_bytes(convert::fixed(&row.actor, "actor.actor")?),
            device: row.device.into(),
            actor_epoch: convert::small(row.actor_epoch, "actor.actor_epoch")?,
            last_seq: convert::count(row.last_seq, "actor.last_seq")?,
        })
    }
}

/// Adds actors, or moves known ones on.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn put(tx: &mut Tx, actors: &[Actor]) -> Result<()> {
    if actors.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO actor (doc, epoch, actor, device, actor_epoch, last_seq) ";
    on!(tx, |c| {
        let mut q = QueryBuilder::new(sql);
        q.push_values(actors, |mut row, a| {
            row.push_bind(a.doc.uuid())
                .push_bind(i64::from(a.epoch))
                .push_bind(a.actor.as_bytes().as_slice())
                .push_bind(a.device.uuid())
                .push_bind(i64::from(a.actor_epoch))
                .push_bind(convert::int(a.last_seq));
        });
        q.push(" ON CONFLICT (doc, epoch, actor) DO UPDATE SET last_seq = excluded.last_seq");
        q.build().execute(c).await.map(drop)
    })?;
    Ok(())
}

/// The actors of a document, in order.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(tx: &mut Tx, doc: DocId, epoch: u32) -> Result<Vec<Actor>> {
    let sql = "SELECT * FROM actor WHERE doc = $1 AND epoch = $2 ORDER BY actor";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(doc.uuid())
        .bind(i64::from(epoch))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Actor::try_from).collect()
}

/// Deletes the actors of a document, of all incarnations.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn remove(tx: &mut Tx, doc: DocId) -> Result<()> {
    let sql = "DELETE FROM actor WHERE doc = $1";
    on!(tx, |c| sqlx::query(sql).bind(doc.uuid()).execute(c).await.map(drop))?;
    Ok(())
}
