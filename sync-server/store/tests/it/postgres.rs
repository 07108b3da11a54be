//! A real PostgreSQL for tests: one server a test process, one database a test.
//!
//! `SATCHEL_TEST_POSTGRES` names a running server instead (a URL whose user may create databases).
use std::{
    io::{Error, Result},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

const BIN: &str = "/usr/lib/postgresql/15/bin";
static SERVER: Mutex<Option<String>> = Mutex::new(None);
static NEXT: AtomicU32 = AtomicU32::new(0);

/// The URL of a new, empty database.
pub(crate) fn fresh() -> Result<String> {
    let base = server()?;
    let name = format!("t_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let made = Command::new("psql")
        .args(["-q", "-d", &format!("{base}/postgres"), "-c", &format!("CREATE DATABASE {name}")])
        .output()?;
    if made.status.success() {
        Ok(format!("{base}/{name}"))
    } else {
        Err(Error::other(String::from_utf8_lossy(&made.stderr).into_owned()))
    }
}

/// `postgres://user@host:port` of the shared server, started by the first caller.
fn server() -> Result<String> {
    let mut server = SERVER.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(url) = &*server {
        return Ok(url.clone());
    }
    #[expect(clippy::disallowed_methods, reason = "tests have no configuration to ask")]
    let given = std::env::var("SATCHEL_TEST_POSTGRES");
    let url = match given {
        Ok(url) => url.trim_end_matches('/').to_owned(),
        Err(_) => start()?,
    };
    Ok(server.insert(url).clone())
}

fn start() -> Result<String> {
    let dir = PathBuf::from("/tmp").join(format!("satchel-pg-{}", std::process::id()));
    sweep();
    std::fs::create_dir_all(&dir)?;
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(&dir))?;
    }
    let data = dir.join("data");
    run(as_owner("cp").arg("-a").arg(pattern(&dir)?).arg(&data))?;
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    serve(&data, &dir, port)?;
    for _ in 0..600 {
        let ready = Command::new(format!("{BIN}/pg_isready"))
            .args(["-q", "-h", "127.0.0.1", "-p", &port.to_string(), "-t", "1"])
            .status()?;
        if ready.success() {
            return Ok(format!("postgres://satchel@127.0.0.1:{port}"));
        }
        #[expect(clippy::disallowed_methods, reason = "another process offers nothing to wait on")]
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    Err(Error::other("PostgreSQL did not start"))
}

/// An empty cluster that every process copies: making one takes a second of both cores, copying it none. The first
/// process makes it beside its own and moves it into place; whoever comes second throws its own away.
fn pattern(dir: &Path) -> Result<PathBuf> {
    let pattern = Path::new("/tmp").join("satchel-cluster-15");
    if !pattern.exists() {
        let made = dir.join("pattern");
        let initdb = format!("{BIN}/initdb");
        let options = ["-A", "trust", "-U", "satchel", "-E", "UTF8", "--locale=C", "-N", "-D"];
        run(as_owner(&initdb).args(options).arg(&made).stdout(Stdio::null()))?;
        if std::fs::rename(&made, &pattern).is_err() && !pattern.exists() {
            return Err(Error::other("the pattern of the clusters cannot be put in place"));
        }
    }
    Ok(pattern)
}

/// Starts the server under a thread of its own: it is told to stop when that thread, and so this process, ends.
fn serve(data: &Path, dir: &Path, port: u16) -> Result<()> {
    let mut command = as_owner(&format!("{BIN}/postgres"));
    command
        .arg("-D")
        .arg(data)
        .args(["-p", &port.to_string(), "-k"])
        .arg(dir)
        .args(["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=300"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    std::thread::Builder::new().name("postgres".into()).spawn(move || {
        let child = command.spawn();
        child.and_then(|mut c| c.wait()).is_ok()
    })?;
    Ok(())
}

/// The command as the user who owns the cluster (PostgreSQL refuses to run as root), ended with its parent.
fn as_owner(program: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "INT"]);
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.arg(program);
    command
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

fn run(command: &mut Command) -> Result<()> {
    if command.status()?.success() {
        Ok(())
    } else {
        Err(Error::other(format!("{command:?} failed")))
    }
}

/// Removes the folders of test processes that have ended.
fn sweep() {
    let Ok(entries) = std::fs::read_dir("/tmp") else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(pid) = name.to_str().and_then(|n| n.strip_prefix("satchel-pg-")) else { continue };
        if !Path::new("/proc").join(pid).exists() {
            // A folder that stays behind harms nobody.
            std::fs::remove_dir_all(entry.path()).ok();
        }
    }
}
