//! `satchel doctor`: each check with what it found and what to do.
use serde::Serialize;
use serde_json::{Value, json};

use satchel_model::time::DAY_MS;
use satchel_server_store as store;

use crate::{auth::person, file, state::State, sync::bus};

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// As it should be.
    Good,
    /// Works, but somebody should look.
    Warning,
    /// Does not work.
    Bad,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Stable name.
    pub name: &'static str,
    /// How it went.
    pub health: Health,
    /// What was found; ids, counts and versions only.
    pub found: String,
    /// What to do; empty where nothing is to be done.
    pub cure: String,
}

impl Check {
    fn good(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, health: Health::Good, found: found.into(), cure: String::new() }
    }

    fn bad(name: &'static str, health: Health, found: impl Into<String>, cure: &str) -> Self {
        Self { name, health, found: found.into(), cure: cure.to_owned() }
    }
}

/// All checks as JSON: `{"status": .., "checks": [..]}`; the status is that of the worst check.
pub async fn report(state: &State) -> Value {
    let checks = checks(state).await;
    let worst = if checks.iter().any(|c| c.health == Health::Bad) {
        Health::Bad
    } else if checks.iter().any(|c| c.health == Health::Warning) {
        Health::Warning
    } else {
        Health::Good
    };
    json!({ "status": worst, "version": env!("CARGO_PKG_VERSION"), "checks": checks })
}

async fn checks(state: &State) -> Vec<Check> {
    let mut out = vec![folder(state), clock(state)];
    out.push(match state.store.engine().await {
        Ok(engine) => Check::good("database", engine),
        Err(error) => {
            let cure = "see that the database runs and that database.url is right";
            Check::bad("database", Health::Bad, error.to_string(), cure)
        }
    });
    out.push(pokes(state));
    match tables(state).await {
        Ok(more) => out.extend(more),
        Err(error) => out.push(Check::bad("tables", Health::Bad, error.to_string(), "")),
    }
    out
}

/// Whether processes hear each other.
fn pokes(state: &State) -> Check {
    /// More processes than that wait for each other's commits behind one lock of the database.
    const THROUGH_DATABASE_MAX: usize = 3;
    let told = bus::report(state);
    let found = format!("{}, {} other processes", told.kind, told.others);
    if !told.connected {
        let cure = "see that the bus runs and that bus.url is right; until then other processes' devices wait for the poll";
        return Check::bad("bus", Health::Warning, found, cure);
    }
    if told.kind == "postgres" && told.others >= THROUGH_DATABASE_MAX {
        let cure = "set bus.kind to redis or nats";
        return Check::bad("bus", Health::Warning, found, cure);
    }
    if told.waiting_ms > 30_000 {
        let found = format!("{found}; news waits for {} ms", told.waiting_ms);
        let cure = "look for a long transaction in pg_stat_activity";
        return Check::bad("bus", Health::Warning, found, cure);
    }
    Check::good("bus", found)
}

fn folder(state: &State) -> Check {
    let cure = "chmod 700 the folder and chmod 600 its files";
    let mut open = Vec::new();
    for name in ["", "keys.cbor", "tls-key.pem", "satchel.db", "satchel.keys", "admin.sock"] {
        if file::others_may(&state.data_dir.join(name)).unwrap_or(false) {
            open.push(if name.is_empty() { "the folder" } else { name });
        }
    }
    if open.is_empty() {
        return Check::good("folder", "private");
    }
    Check::bad("folder", Health::Bad, format!("open to others: {}", open.join(", ")), cure)
}

/// A server clock before the day this program was built is certainly wrong.
fn clock(state: &State) -> Check {
    /// 2026-01-01T00:00:00Z.
    const BUILT_MS: i64 = 1_767_225_600_000;
    let now = state.now();
    if now.millis() < BUILT_MS || now.millis() > BUILT_MS + 20 * 365 * DAY_MS {
        let cure = "set the clock; devices refuse a server whose time jumps";
        return Check::bad("clock", Health::Bad, now.rfc3339(), cure);
    }
    Check::good("clock", now.rfc3339())
}

async fn tables(state: &State) -> store::Result<Vec<Check>> {
    let mut out = Vec::new();
    let mut tx = state.store.read().await?;
    let (version, newest) = (store::migrate::version(&mut tx).await?, store::migrate::head());
    let found = format!("schema {version} of {newest}");
    out.push(if version == newest {
        Check::good("schema", found)
    } else {
        Check::bad("schema", Health::Bad, found, "run this version's `satchel migrate status`")
    });
    let users = person::any(state, &mut tx).await.unwrap_or(false);
    out.push(if users {
        Check::good("people", "an administrator exists")
    } else {
        let cure = "use the set-up code that `satchel serve` prints, or `satchel admin create`";
        Check::bad("people", Health::Warning, "nobody can sign in yet", cure)
    });
    let [waiting, running, _, dead] = store::job::count(&mut tx).await?;
    let found = format!("{waiting} waiting, {running} running, {dead} given up");
    out.push(if dead == 0 {
        Check::good("jobs", found)
    } else {
        Check::bad("jobs", Health::Warning, found, "look for `job given up` in the logs")
    });
    let (documents, bytes) = store::document::count(&mut tx, state.keys.tenant).await?;
    out.push(Check::good("documents", format!("{documents} documents, {bytes} bytes")));
    let (leaves, indexed) = store::audit::count(&mut tx, state.keys.tenant).await?;
    let found = format!("{leaves} events, {indexed} indexed");
    out.push(Check::good("audit", found));
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_prints_as_stable_words() {
        let check = Check::bad("clock", Health::Bad, "1970", "set the clock");
        let want =
            json!({"name": "clock", "health": "bad", "found": "1970", "cure": "set the clock"});
        assert_eq!(serde_json::to_value(check).unwrap(), want);
        assert_eq!(serde_json::to_value(Check::good("x", "y")).unwrap()["health"], "good");
    }
}
