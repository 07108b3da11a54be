//! E-mail through a real mail server process.
use std::{
    io::{BufRead as _, BufReader},
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
};

use satchel_model::time::Timestamp;
use satchel_server::{
    config::Secret,
    port::mail::{Mail, MailError, Mailer as _, Smtp},
};

/// The mail server that Debian brings in `python3-aiosmtpd`.
const PROGRAM: &str = "/usr/bin/aiosmtpd";

/// A mail server that keeps what it gets in a maildir; ended by its own process id.
struct MailServer {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl MailServer {
    fn start() -> Self {
        assert!(Path::new(PROGRAM).exists(), "{PROGRAM} is missing: cargo xtask setup installs it");
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(PROGRAM)
            .args(["-n", "-d", "-l", &format!("127.0.0.1:{port}")])
            .args(["-c", "aiosmtpd.handlers.Mailbox"])
            .arg(folder.path().join("box"))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
        assert!(said.any(|line| line.is_ok_and(|l| l.contains("Server is listening"))), "it ended");
        // Read on, so that its pipe never fills.
        std::thread::Builder::new().spawn(move || said.for_each(drop)).unwrap();
        Self { child, port, folder }
    }

    fn smtp(&self) -> Smtp {
        let url = Secret::new(format!("smtp://127.0.0.1:{}", self.port));
        Smtp::new(&url, "Lakeside Clinic <news@clinic.example>").unwrap()
    }

    fn received(&self) -> Vec<String> {
        let new = self.folder.path().join("box/new");
        let files = std::fs::read_dir(new).unwrap();
        files.map(|f| std::fs::read_to_string(f.unwrap().path()).unwrap()).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn mail() -> Mail {
    Mail {
        to: "doc@clinic.example".to_owned(),
        id: "0198f0a0-0000-7000-8000-000000000001".to_owned(),
        at: Timestamp::from_millis(1_760_000_000_000),
        subject: "جديد لك".to_owned(),
        text: "There is something new for you.\n".to_owned(),
        html: "<p>There is something new for you.</p>".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_gets_both_parts_and_one_id() {
    let server = MailServer::start();
    assert_eq!(server.smtp().send(mail()).await, Ok(()));
    let got = server.received();
    assert_eq!(got.len(), 1);
    for part in [
        "From: \"Lakeside Clinic\" <news@clinic.example>",
        "To: doc@clinic.example",
        "Message-ID: <0198f0a0-0000-7000-8000-000000000001@clinic.example>",
        "Content-Type: text/plain",
        "Content-Type: text/html",
        "There is something new for you.",
    ] {
        assert!(got[0].contains(part), "{part} is missing in {}", got[0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_went_away_is_worth_another_try() {
    let server = MailServer::start();
    let smtp = server.smtp();
    drop(server);
    assert!(matches!(smtp.send(mail()).await, Err(MailError::Later(_))));
}
