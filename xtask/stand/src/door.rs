//! A device with a loopback door: the program `satchel-device` asked over HTTP, as a browser on this machine asks it.

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::Process;

/// A running device and how to ask it.
pub struct Door {
    process: Process,
    address: SocketAddr,
    token: String,
}

/// What a door is opened over.
pub struct Opening<'a> {
    /// The program `satchel-device`, built with its loopback carrier.
    pub program: &'a Path,
    /// The device's folder; its keys lie in `FOLDER.keys`.
    pub folder: &'a Path,
    /// Which surface asks: any, clinic, patient or admin.
    pub window: &'a str,
    /// The built screens, served by the door itself.
    pub screens: Option<&'a Path>,
    /// Where its log goes.
    pub log: &'a Path,
}

impl Door {
    /// Starts the program and reads where it listens.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn open(name: &str, opening: &Opening<'_>) -> Result<Self> {
        let word = OsStr::new::<str>;
        let mut args =
            vec![word("--dir"), opening.folder.as_os_str(), word("--window"), word(opening.window)];
        args.extend([word("--live"), word("--listen")]);
        if let Some(screens) = opening.screens {
            args.extend([word("--ui"), screens.as_os_str()]);
        }
        let mut process = Process::start(name, opening.program, &args, opening.log)?;
        let told = process.line().with_context(|| format!("see {}", opening.log.display()))?;
        let text = |key: &str| told.get(key).and_then(Value::as_str).context("a door without key");
        let address = text("addr")?.parse()?;
        let token = text("token")?.to_owned();
        Ok(Self { process, address, token })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What each request must carry.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// What a person opens to see `page`.
    #[must_use]
    pub fn url(&self, page: &str) -> String {
        format!("http://{}/{page}#token={}", self.address, self.token)
    }

    /// Asks for one command; a refusal is an error.
    /// # Errors
    /// The refusal, or what kept the question from being asked.
    pub fn call(&self, command: &str, args: &Value) -> Result<Value> {
        let answer = self.ask(command, args)?;
        if let Some(code) = answer.get("code").and_then(Value::as_str) {
            bail!("{command} was answered with {code}: {answer}");
        }
        Ok(answer.get("value").cloned().unwrap_or(Value::Null))
    }

    /// Asks for one command; answers what was said, a reply or a problem.
    /// # Errors
    /// What kept the question from being asked.
    pub fn ask(&self, command: &str, args: &Value) -> Result<Value> {
        let body = match args {
            Value::Null => json!({ "cmd": command }),
            _ => json!({ "cmd": command, "args": args }),
        };
        let answer = post(self.address, &self.token, &body.to_string())
            .with_context(|| format!("cannot ask for {command}"))?;
        serde_json::from_str(&answer)
            .with_context(|| format!("{command} was answered with no JSON"))
    }

    /// Sends and fetches until nothing is left to do.
    /// # Errors
    /// A refusal, or no end after many rounds.
    pub fn sync(&self) -> Result<()> {
        const ROUNDS: usize = 400;
        for _ in 0..ROUNDS {
            let report = self.call("sync_now", &Value::Null)?;
            if report.get("more").and_then(Value::as_bool) != Some(true) {
                return Ok(());
            }
        }
        bail!("still something to fetch after {ROUNDS} rounds")
    }
}

/// One request with its own connection; answers the body.
fn post(to: SocketAddr, token: &str, body: &str) -> Result<String> {
    let mut stream = TcpStream::connect(to)?;
    let length = body.len();
    write!(
        stream,
        "POST /call HTTP/1.1\r\nHost: {to}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8(answer).context("an answer that is no text")?;
    let (_, body) = answer.split_once("\r\n\r\n").context("an answer without body")?;
    Ok(body.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Door, Opening};
    use serde_json::{Value, json};
    use std::path::Path;

    /// A program that opens a door as the device does and answers every request with its own body.
    const ECHO: &str = r#"
import http.server, json, sys
class Echo(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = json.loads(body)
        told = {"code": "malformed"} if asked["cmd"] == "refuse" else {"value": {"asked": asked, "bearer": self.headers["Authorization"]}}
        out = json.dumps(told).encode()
        self.send_response(200); self.send_header("Content-Length", str(len(out))); self.end_headers(); self.wfile.write(out)
    def log_message(self, *_): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Echo)
print(json.dumps({"addr": "127.0.0.1:%d" % server.server_port, "token": "t0k3n"}), flush=True)
server.serve_forever()
"#;

    fn door(folder: &Path) -> Door {
        let program = folder.join("device");
        let script = format!("#!/usr/bin/python3\n{ECHO}");
        let mut file =
            std::fs::OpenOptions::new().create_new(true).write(true).open(&program).unwrap();
        std::io::Write::write_all(&mut file, script.as_bytes()).unwrap();
        drop(file);
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&program, mode).unwrap();
        let opening = Opening {
            program: &program,
            folder,
            window: "clinic",
            screens: None,
            log: Path::new("/dev/null"),
        };
        Door::open("device", &opening).unwrap()
    }

    #[test]
    fn a_door_is_asked_with_its_token_and_a_refusal_is_an_error() {
        let folder = std::env::temp_dir().join(format!("satchel-door-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let door = door(&folder);
        let told = door.call("status", &json!({"a": 1})).unwrap();
        assert_eq!(told["asked"], json!({"cmd": "status", "args": {"a": 1}}));
        assert_eq!(told["bearer"], "Bearer t0k3n");
        assert_eq!(door.call("x", &Value::Null).unwrap()["asked"], json!({"cmd": "x"}));
        let refused = door.call("refuse", &Value::Null).unwrap_err().to_string();
        assert!(refused.starts_with("refuse was answered with malformed"), "{refused}");
        assert_eq!(door.url("a.html"), format!("http://{}/a.html#token=t0k3n", door.address()));
        drop(door);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
