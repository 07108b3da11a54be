//! The command line's way to a data folder: the running server's socket, or the folder itself with its lock taken.
use std::{io, path::Path, sync::Arc};

use satchel_model::{entropy::Entropy, time::Clock};
use satchel_protocol::problem::{ErrorCode, Problem};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::UnixStream,
};

use super::{
    Call, act,
    socket::{self, ANSWER_MAX, Answer},
};
use crate::state::{ServeConfig, State};

/// Asks the running server; `None` where none runs.
/// # Errors
/// The server's Problem, or `io` where the conversation broke off.
pub async fn ask(data_dir: &Path, call: &Call) -> Result<Option<Value>, Problem> {
    let broken = |error: io::Error| Problem::new(ErrorCode::Io).with("detail", error.to_string());
    let stream = match UnixStream::connect(socket::path(data_dir)).await {
        Ok(stream) => stream,
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => return Ok(None),
            _ => return Err(broken(error)),
        },
    };
    let (read, mut write) = stream.into_split();
    let mut bytes = serde_json::to_vec(call).map_err(|e| broken(io::Error::other(e)))?;
    bytes.push(b'\n');
    write.write_all(&bytes).await.map_err(broken)?;
    let mut line = String::new();
    BufReader::new(read.take(ANSWER_MAX)).read_line(&mut line).await.map_err(broken)?;
    match serde_json::from_str(&line).map_err(|e| broken(io::Error::other(e)))? {
        Answer::Done(value) => Ok(Some(value)),
        Answer::Problem(problem) => Err(problem),
    }
}

/// Asks the running server, or does the work here where none runs.
/// # Errors
/// A Problem: the server's, or `in_use` where another process holds the database without a socket to ask at.
pub async fn reach(config: &ServeConfig, call: Call) -> Result<Value, Problem> {
    if let Some(value) = ask(&config.data_dir, &call).await? {
        return Ok(value);
    }
    if !config.data_dir.is_dir() {
        let shown = config.data_dir.display().to_string();
        let problem = Problem::new(ErrorCode::NotFound).with("data_dir", shown);
        return Err(problem.with("detail", "no data folder here; `satchel init` makes one"));
    }
    let (state, _) = State::open(config, config.listen).await.map_err(|e| e.problem())?;
    let outcome = act::perform(&state, call).await;
    state.store.close().await;
    outcome
}

/// This machine's clock and randomness, as the binary uses them.
#[must_use]
pub fn machine() -> (Arc<dyn Clock>, Arc<dyn Entropy>) {
    (Arc::new(crate::clock::SystemClock), Arc::new(satchel_vault::random::OsEntropy::new()))
}
