//! A PostgreSQL of the story's own: a fresh folder, a free port, its own user, ended by its own pid.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

const BIN: &str = "/usr/lib/postgresql/15/bin";

/// A running cluster with one empty database `satchel`.
pub struct Postgres {
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// Starts one under `folder`, which must be readable by the user `postgres` when this runs as root.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn start(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        if is_root() {
            run(Command::new("chown").arg("postgres").arg(folder))?;
        }
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let this = Self { folder: folder.to_path_buf(), port };
        let data = this.data();
        this.tool(
            "initdb",
            &["-D", &data, "-A", "trust", "-U", "satchel", "-E", "UTF8", "--locale=C", "-N"],
        )?;
        let options = format!("-p {port} -k {} -c listen_addresses=127.0.0.1", folder.display());
        let log = folder.join("log").to_string_lossy().into_owned();
        this.tool("pg_ctl", &["-D", &data, "-w", "-l", &log, "-o", &options, "start"])?;
        this.sql("postgres", "CREATE DATABASE satchel")?;
        Ok(this)
    }

    /// The URL of the database `name`.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        format!("postgres://satchel@127.0.0.1:{}/{name}", self.port)
    }

    /// Runs one statement and answers what it printed, unaligned.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn sql(&self, database: &str, statement: &str) -> Result<String> {
        let port = self.port.to_string();
        self.tool(
            "psql",
            &[
                "-h",
                "127.0.0.1",
                "-p",
                &port,
                "-U",
                "satchel",
                "-d",
                database,
                "-v",
                "ON_ERROR_STOP=1",
                "-Atqc",
                statement,
            ],
        )
    }

    fn data(&self) -> String {
        self.folder.join("data").to_string_lossy().into_owned()
    }

    fn tool(&self, name: &str, args: &[&str]) -> Result<String> {
        let program = format!("{BIN}/{name}");
        let mut command = if is_root() { Command::new("runuser") } else { Command::new(&program) };
        if is_root() {
            command.args(["-u", "postgres", "--", &program]);
        }
        run(command.args(args).current_dir(&self.folder))
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.data();
        drop(self.tool("pg_ctl", &["-D", &data, "-w", "-m", "immediate", "stop"]));
    }
}

fn is_root() -> bool {
    run(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// What `command` printed. Its output goes to files, not pipes: a server that it leaves behind would hold a pipe open.
fn run(command: &mut Command) -> Result<String> {
    let done = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {command:?}"))?;
    if !done.status.success() {
        bail!("{command:?} ended with {}", done.status);
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::Postgres;

    #[test]
    fn a_fresh_cluster_answers_and_ends_with_its_owner() {
        let folder = std::env::temp_dir().join(format!("satchel-stand-{}", std::process::id()));
        let postgres = Postgres::start(&folder).unwrap();
        assert_eq!(postgres.sql("satchel", "SELECT 1 + 1").unwrap(), "2\n");
        let pid = folder.join("data/postmaster.pid");
        assert!(pid.exists());
        drop(postgres);
        assert!(!pid.exists());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
