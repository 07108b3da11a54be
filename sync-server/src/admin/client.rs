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
    Call, Progress, act,
    socket::{self, ANSWER_MAX, Answer},
};
use crate::state::{ServeConfig, State};

/// Asks the running server; `None` where none runs. Lines of progress go to `hear`.
/// # Errors
/// The server's Problem, or `io` where the conversation broke off.
pub async fn ask(
    data_dir: &Path,
    call: &Call,
    hear: &(dyn Fn(&Value) + Sync),
) -> Result<Option<Value>, Problem> {
    let stream = match UnixStream::connect(socket::path(data_dir)).await {
        Ok(stream) => stream,
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => return Ok(None),
            _ => return Err(broken(&error)),
        },
    };
    let (read, mut write) = stream.into_split();
    let mut bytes = serde_json::to_vec(call).map_err(|e| broken(&e.into()))?;
    bytes.push(b'\n');
    write.write_all(&bytes).await.map_err(|e| broken(&e))?;
    let mut read = BufReader::new(read.take(ANSWER_MAX));
    loop {
        let mut line = String::new();
        read.read_line(&mut line).await.map_err(|e| broken(&e))?;
        match serde_json::from_str(&line).map_err(|e| broken(&e.into()))? {
            Answer::Progress(value) => hear(&value),
            Answer::Done(value) => return Ok(Some(value)),
            Answer::Problem(problem) => return Err(problem),
        }
    }
}

fn broken(error: &io::Error) -> Problem {
    Problem::new(ErrorCode::Io).with("detail", error.to_string())
}

/// Asks the running server, or does the work here where none runs.
/// # Errors
/// A Problem: the server's, or `in_use` where another process holds the database without a socket to ask at.
pub async fn reach(config: &ServeConfig, call: Call) -> Result<Value, Problem> {
    reach_and_hear(config, call, &|_| {}).await
}

/// As [`reach`], and lines of progress go to `hear`.
/// # Errors
/// As [`reach`].
pub async fn reach_and_hear(
    config: &ServeConfig,
    call: Call,
    hear: &(dyn Fn(&Value) + Sync),
) -> Result<Value, Problem> {
    if let Some(value) = ask(&config.data_dir, &call, hear).await? {
        return Ok(value);
    }
    if !config.data_dir.is_dir() && !call.makes_folder() {
        let shown = config.data_dir.display().to_string();
        let problem = Problem::new(ErrorCode::NotFound).with("data_dir", shown);
        return Err(problem.with("detail", "no data folder here; `satchel init` makes one"));
    }
    let (state, _) = State::open(config, config.listen).await.map_err(|e| e.problem())?;
    let (progress, mut heard) = Progress::heard();
    // On the heap: it is large, and every verb would carry it.
    let mut work = Box::pin(act::perform(&state, call, &progress));
    let outcome = loop {
        tokio::select! {
            outcome = &mut work => break outcome,
            Some(value) = heard.recv() => hear(&value),
        }
    };
    state.store.close().await;
    outcome
}

/// This machine's clock and randomness, as the binary uses them.
#[must_use]
pub fn machine() -> (Arc<dyn Clock>, Arc<dyn Entropy>) {
    (Arc::new(crate::clock::SystemClock), Arc::new(satchel_vault::random::OsEntropy::new()))
}
