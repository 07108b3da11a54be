//! Effects to carry out after the commit, written with the data.
use crate::{Position, Result, Tx, db::on, error::met, position};

/// One effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// Its place among all writes.
    pub pos: Position,
    /// Stable word: what kind of effect.
    pub topic: String,
    /// Canonical CBOR; ids and counters only.
    pub payload: Vec<u8>,
}

/// Adds an effect.
///
/// # Errors
/// Duplicate if the position is taken.
pub async fn append(tx: &mut Tx, effect: &Effect) -> Result<()> {
    let sql = "INSERT INTO outbox (pos_tx, pos_id, topic, payload) VALUES ($1, $2, $3, $4)";
    on!(tx, |c| sqlx::query(sql)
        .bind(effect.pos.tx)
        .bind(effect.pos.id)
        .bind(effect.topic.as_str())
        .bind(effect.payload.as_slice())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The oldest effects below the horizon, at most `limit`; they stay until [`remove`].
///
/// # Errors
/// [`crate::StoreError::Database`].
pub async fn list(tx: &mut Tx, limit: u32) -> Result<Vec<Effect>> {
    let horizon = position::horizon(tx).await?;
    let sql = "SELECT pos_tx, pos_id, topic, payload FROM outbox WHERE pos_tx < $1
        ORDER BY pos_tx, pos_id LIMIT $2";
    let rows: Vec<(i64, i64, String, Vec<u8>)> =
        on!(tx, |c| sqlx::query_as(sql).bind(horizon).bind(i64::from(limit)).fetch_all(c).await)?;
    let effect = |(tx, id, topic, payload)| Effect { pos: Position { tx, id }, topic, payload };
    Ok(rows.into_iter().map(effect).collect())
}

/// Forgets an effect that was carried out.
///
/// # Errors
/// [`crate::StoreError::Rows`] if there is none at this position.
pub async fn remove(tx: &mut Tx, pos: Position) -> Result<()> {
    let sql = "DELETE FROM outbox WHERE pos_tx = $1 AND pos_id = $2";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(pos.tx)
        .bind(pos.id)
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("outbox", 1, got)
}
