//! The running server's local door: a Unix socket in the data folder, mode 0600, one JSON line each way.
use std::{
    fs, io,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    time::Duration,
};

use satchel_protocol::problem::{ErrorCode, Problem};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{UnixListener, UnixStream, unix::OwnedWriteHalf},
};

use super::{Call, Progress, act};
use crate::state::App;

/// Most bytes of a request.
pub const REQUEST_MAX: u64 = 64 * 1_024;
/// Most bytes of an answer.
pub const ANSWER_MAX: u64 = 16 * 1_024 * 1_024;
/// Longest wait for the request itself. The work has no limit: whoever asked for it ends it by hanging up.
const PATIENCE: Duration = Duration::from_secs(10);

/// What comes back.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It goes on; more lines follow.
    Progress(Value),
    /// It was done.
    Done(Value),
    /// It was not.
    Problem(Problem),
}

/// Where the socket of a data folder is.
#[must_use]
pub fn path(data_dir: &Path) -> PathBuf {
    data_dir.join("admin.sock")
}

/// Takes the socket away at shutdown; a leftover does no harm.
pub fn remove(data_dir: &Path) {
    if let Err(error) = fs::remove_file(path(data_dir)) {
        tracing::debug!(reason = %error, "no admin socket to remove");
    }
}

/// Opens the socket and answers on it until the server stops. A leftover of a crash is replaced: whoever gets here
/// holds the database, or is one of several nodes on PostgreSQL with a folder of its own.
/// # Errors
/// What the file system refuses.
pub fn start(app: &App) -> io::Result<()> {
    let path = path(&app.data_dir);
    match fs::remove_file(&path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    // The folder is 0700, so nobody gets in between these two lines.
    let listener = UnixListener::bind(&path)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
    let owner = fs::metadata(&app.data_dir)?.uid();
    let (app, stop) = (App::clone(app), app.tasks.stopping());
    app.tasks.clone().spawn("admin", async move {
        loop {
            let stream = tokio::select! {
                () = stop.cancelled() => return,
                accepted = listener.accept() => accepted,
            };
            match stream {
                Ok((stream, _)) if may_ask(&stream, owner) => serve_one(&app, stream),
                Ok(_) => tracing::warn!("a stranger knocked at the admin socket"),
                Err(error) => tracing::warn!(reason = %error, "admin socket"),
            }
        }
    });
    Ok(())
}

/// Only the folder's owner and root are heard, whatever became of the file's mode.
fn may_ask(stream: &UnixStream, owner: u32) -> bool {
    stream.peer_cred().is_ok_and(|peer| peer.uid() == owner || peer.uid() == 0)
}

fn serve_one(app: &App, stream: UnixStream) {
    let worker = App::clone(app);
    app.tasks.spawn("admin-call", async move {
        if let Err(error) = converse(&worker, stream).await {
            tracing::debug!(reason = %error, "an admin call broke off");
        }
    });
}

async fn converse(app: &App, stream: UnixStream) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read.take(REQUEST_MAX));
    let mut line = String::new();
    tokio::time::timeout(PATIENCE, read.read_line(&mut line)).await??;
    let Ok(call) = serde_json::from_str::<Call>(&line) else {
        return say(&mut write, &Answer::Problem(Problem::new(ErrorCode::Malformed))).await;
    };
    let (progress, mut heard) = Progress::heard();
    let stop = app.tasks.stopping();
    let mut work = std::pin::pin!(act::perform(app, call, &progress));
    let mut rest = String::new();
    loop {
        tokio::select! {
            outcome = &mut work => {
                let answer = match outcome {
                    Ok(value) => Answer::Done(value),
                    Err(problem) => Answer::Problem(problem),
                };
                say(&mut write, &answer).await?;
                return write.shutdown().await;
            }
            Some(value) = heard.recv() => say(&mut write, &Answer::Progress(value)).await?,
            // Nothing more is to come: whatever arrives here is the caller hanging up.
            _ = read.read_line(&mut rest) => return Ok(()),
            () = stop.cancelled() => return Ok(()),
        }
    }
}

async fn say(write: &mut OwnedWriteHalf, answer: &Answer) -> io::Result<()> {
    let mut bytes = serde_json::to_vec(answer).map_err(io::Error::other)?;
    bytes.push(b'\n');
    write.write_all(&bytes).await
}
