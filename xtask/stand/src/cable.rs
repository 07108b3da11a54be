//! The network between one device and the server: a forwarder on localhost that can be cut.
//!
//! A cut is a real one for both ends: open connections die, new ones are taken and closed at once.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, Result};

/// One cable.
pub struct Cable {
    at: SocketAddr,
    line: Arc<Line>,
}

struct Line {
    server: Mutex<SocketAddr>,
    cut: AtomicBool,
    ended: AtomicBool,
    bytes: AtomicU64,
    open: Mutex<Vec<TcpStream>>,
}

impl Cable {
    /// A cable to `server` that is plugged in.
    /// # Errors
    /// What kept it from happening, in words.
    pub fn to(server: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("no free port for a cable")?;
        let at = listener.local_addr()?;
        let line = Arc::new(Line {
            server: Mutex::new(server),
            cut: AtomicBool::new(false),
            ended: AtomicBool::new(false),
            bytes: AtomicU64::new(0),
            open: Mutex::new(Vec::new()),
        });
        let of = Arc::clone(&line);
        spawn(move || of.serve(&listener));
        Ok(Self { at, line })
    }

    /// Where the device connects.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.at
    }

    /// Bytes carried so far, both ways.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.line.bytes.load(SeqCst)
    }

    /// Pulls the plug: every connection dies now.
    pub fn cut(&self) {
        self.line.cut.store(true, SeqCst);
        for stream in self.line.open().drain(..) {
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    /// Plugs it in again.
    pub fn join(&self) {
        self.line.cut.store(false, SeqCst);
    }

    /// Leads to a server that was started again elsewhere.
    pub fn lead_to(&self, server: SocketAddr) {
        *self.line.server.lock().unwrap_or_else(PoisonError::into_inner) = server;
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        self.line.ended.store(true, SeqCst);
        self.cut();
        // Wakes the listener, so that its thread ends.
        drop(TcpStream::connect(self.at));
    }
}

impl Line {
    fn open(&self) -> std::sync::MutexGuard<'_, Vec<TcpStream>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serve(self: &Arc<Self>, listener: &TcpListener) {
        for stream in listener.incoming() {
            if self.ended.load(SeqCst) {
                return;
            }
            if self.cut.load(SeqCst) {
                continue;
            }
            // A failed connection is what a device sees of a dead server: nothing to do here.
            drop(stream.and_then(|device| self.carry(device)));
        }
    }

    fn carry(self: &Arc<Self>, device: TcpStream) -> io::Result<()> {
        let address = *self.server.lock().unwrap_or_else(PoisonError::into_inner);
        let server = TcpStream::connect(address)?;
        device.set_nodelay(true)?;
        server.set_nodelay(true)?;
        self.open().extend([device.try_clone()?, server.try_clone()?]);
        pump(self, device.try_clone()?, server.try_clone()?);
        pump(self, server, device);
        Ok(())
    }
}

fn pump(line: &Arc<Line>, mut from: TcpStream, mut to: TcpStream) {
    let line = Arc::clone(line);
    spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            line.bytes.fetch_add(read as u64, SeqCst);
            if to.write_all(&buffer[..read]).is_err() {
                break;
            }
        }
        drop(to.shutdown(Shutdown::Both));
        drop(from.shutdown(Shutdown::Both));
    });
}

#[expect(
    clippy::disallowed_methods,
    reason = "forwarding threads of a test stand: they end with their sockets"
)]
fn spawn(work: impl FnOnce() + Send + 'static) {
    drop(thread::spawn(work));
}

#[cfg(test)]
mod tests {
    use super::Cable;
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};

    fn echo() -> std::net::SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        super::spawn(move || {
            for stream in listener.incoming().flatten() {
                super::spawn(move || repeat(stream));
            }
        });
        at
    }

    fn repeat(mut stream: TcpStream) {
        let mut byte = [0];
        while stream.read(&mut byte).is_ok_and(|n| n == 1) && stream.write_all(&byte).is_ok() {}
    }

    fn answers(at: std::net::SocketAddr) -> bool {
        let Ok(mut stream) = TcpStream::connect(at) else { return false };
        let mut byte = [0];
        stream.write_all(b"x").and_then(|()| stream.read_exact(&mut byte)).is_ok()
    }

    #[test]
    fn a_cut_cable_kills_open_connections_and_takes_no_new_ones() {
        let cable = Cable::to(echo()).unwrap();
        let mut open = TcpStream::connect(cable.address()).unwrap();
        let mut byte = [0];
        open.write_all(b"x").unwrap();
        open.read_exact(&mut byte).unwrap();
        cable.cut();
        assert!(open.read(&mut byte).map_or(true, |n| n == 0));
        assert!(!answers(cable.address()));
        cable.join();
        assert!(answers(cable.address()));
    }

    #[test]
    fn a_cable_follows_a_server_that_moved() {
        let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let cable = Cable::to(gone).unwrap();
        assert!(!answers(cable.address()));
        cable.lead_to(echo());
        assert!(answers(cable.address()));
    }
}
