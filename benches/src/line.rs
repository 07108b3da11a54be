//! A thin line between a device and the server: so many bits a second each way, so long a way, a packet lost now and then,
//! and cuts. The same seed loses the same packets.
//!
//! A lost packet holds back what is behind it for one more round trip, as a retransmission does; what the sender's TCP
//! would do to its window after a loss is not played. Both ways share nothing; connections share the line.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Bytes of one packet.
const PACKET: usize = 1_400;
/// Packets on the way or waiting for it, each direction: what a router keeps.
const QUEUE: usize = 64;

/// What a line is like.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// Each way; 0: as much as there is.
    pub(crate) bits_per_second: u64,
    /// There and back.
    pub(crate) round_trip: Duration,
    /// Of a thousand packets.
    pub(crate) lost_per_mille: u64,
    /// Bytes down after which the line is cut, in order.
    pub(crate) cuts: [u64; 3],
    /// How long a cut lasts.
    pub(crate) dark: Duration,
}

impl Shape {
    /// A line that only counts.
    pub(crate) const OPEN: Self = Self {
        bits_per_second: 0,
        round_trip: Duration::ZERO,
        lost_per_mille: 0,
        cuts: [u64::MAX; 3],
        dark: Duration::ZERO,
    };
}

/// One line.
pub(crate) struct Line {
    at: SocketAddr,
    wire: Arc<Wire>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

struct Wire {
    server: SocketAddr,
    shape: Mutex<Shape>,
    ended: AtomicBool,
    up: AtomicU64,
    down: AtomicU64,
    /// How often an answer began.
    turns: AtomicU64,
    last: Mutex<Option<Way>>,
    cuts: AtomicU64,
    dark_until: Mutex<Option<Instant>>,
    /// When each direction is free again.
    free: [Mutex<Option<Instant>>; 2],
    dice: AtomicU64,
    open: Mutex<Vec<TcpStream>>,
}

/// Bytes up, bytes down, answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Count {
    pub(crate) up: u64,
    pub(crate) down: u64,
    pub(crate) turns: u64,
}

impl Line {
    pub(crate) fn to(server: SocketAddr, shape: Shape) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("no free port for a line")?;
        let at = listener.local_addr()?;
        let wire = Arc::new(Wire {
            server,
            shape: Mutex::new(shape),
            ended: AtomicBool::new(false),
            up: AtomicU64::new(0),
            down: AtomicU64::new(0),
            turns: AtomicU64::new(0),
            last: Mutex::new(None),
            cuts: AtomicU64::new(0),
            dark_until: Mutex::new(None),
            free: [Mutex::new(None), Mutex::new(None)],
            dice: AtomicU64::new(0x9e37_79b9_7f4a_7c15),
            open: Mutex::new(Vec::new()),
        });
        let of = Arc::clone(&wire);
        spawn(move || of.serve(&listener));
        Ok(Self { at, wire })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.at
    }

    pub(crate) fn count(&self) -> Count {
        let wire = &self.wire;
        Count {
            up: wire.up.load(SeqCst),
            down: wire.down.load(SeqCst),
            turns: wire.turns.load(SeqCst),
        }
    }

    /// Makes it another line from now on.
    pub(crate) fn reshape(&self, shape: Shape) {
        *held(&self.wire.shape) = shape;
    }

    /// How often it was cut.
    pub(crate) fn cuts(&self) -> u64 {
        self.wire.cuts.load(SeqCst)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.wire.ended.store(true, SeqCst);
        self.wire.hang_up();
        // Wakes the listener, so that its thread ends.
        drop(TcpStream::connect(self.at));
    }
}

fn held<T>(lock: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wire {
    fn hang_up(&self) {
        for stream in held(&self.open).drain(..) {
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    fn shape(&self) -> Shape {
        *held(&self.shape)
    }

    fn is_dark(&self) -> bool {
        held(&self.dark_until).is_some_and(|until| now() < until)
    }

    fn serve(self: &Arc<Self>, listener: &TcpListener) {
        for stream in listener.incoming() {
            if self.ended.load(SeqCst) {
                return;
            }
            if self.is_dark() {
                continue;
            }
            // What a device sees of a dead server: nothing to do here.
            drop(stream.and_then(|device| self.carry(device)));
        }
    }

    fn carry(self: &Arc<Self>, device: TcpStream) -> io::Result<()> {
        let server = TcpStream::connect(self.server)?;
        device.set_nodelay(true)?;
        server.set_nodelay(true)?;
        held(&self.open).extend([device.try_clone()?, server.try_clone()?]);
        pump(self, Way::Up, device.try_clone()?, server.try_clone()?);
        pump(self, Way::Down, server, device);
        Ok(())
    }

    /// When a packet of this size is there; waits until the line takes it.
    fn passes(&self, way: Way, bytes: usize) -> Instant {
        let shape = self.shape();
        let bits = u64::try_from(bytes).unwrap_or(0) * 8;
        let time = match shape.bits_per_second {
            0 => Duration::ZERO,
            rate => Duration::from_nanos(bits.saturating_mul(1_000_000_000) / rate),
        };
        let sent = {
            let mut free = held(&self.free[usize::from(way == Way::Down)]);
            let sent = free.map_or_else(now, |at| at.max(now())) + time;
            *free = Some(sent);
            sent
        };
        let mut there = sent + shape.round_trip / 2;
        if shape.lost_per_mille > 0 && self.draw() % 1_000 < shape.lost_per_mille {
            there += shape.round_trip;
        }
        there
    }

    fn draw(&self) -> u64 {
        // xorshift: the same losses in every run that sends the same packets.
        let next = |x: u64| {
            let x = x ^ (x << 13);
            let x = x ^ (x >> 7);
            Some(x ^ (x << 17))
        };
        self.dice.fetch_update(SeqCst, SeqCst, next).unwrap_or(1) >> 11
    }

    fn counted(&self, way: Way, bytes: usize) {
        let bytes = u64::try_from(bytes).unwrap_or(0);
        let mut last = held(&self.last);
        if way == Way::Down && *last == Some(Way::Up) {
            self.turns.fetch_add(1, SeqCst);
        }
        *last = Some(way);
        drop(last);
        match way {
            Way::Up => self.up.fetch_add(bytes, SeqCst),
            Way::Down => self.down.fetch_add(bytes, SeqCst),
        };
        let done = self.cuts.load(SeqCst);
        let due = usize::try_from(done).ok().and_then(|n| self.shape().cuts.get(n).copied());
        if due.is_some_and(|at| self.down.load(SeqCst) >= at) {
            self.cuts.store(done + 1, SeqCst);
            *held(&self.dark_until) = Some(now() + self.shape().dark);
            self.hang_up();
        }
    }
}

fn pump(wire: &Arc<Wire>, way: Way, mut from: TcpStream, to: TcpStream) {
    let (sender, receiver) = mpsc::sync_channel::<(Instant, Vec<u8>)>(QUEUE);
    let of = Arc::clone(wire);
    spawn(move || {
        let mut buffer = vec![0; if of.shape().bits_per_second == 0 { 64 * 1024 } else { PACKET }];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            let there = of.passes(way, read);
            if sender.send((there, buffer[..read].to_vec())).is_err() {
                break;
            }
        }
    });
    let of = Arc::clone(wire);
    spawn(move || {
        let mut to = to;
        while let Ok((there, bytes)) = receiver.recv() {
            // In order, however late the one before it was.
            pause(there.saturating_duration_since(now()));
            of.counted(way, bytes.len());
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        drop(to.shutdown(Shutdown::Both));
    });
}

#[expect(clippy::disallowed_methods, reason = "a line takes real time")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "a line takes real time")]
fn pause(time: Duration) {
    if !time.is_zero() {
        std::thread::sleep(time);
    }
}

#[expect(clippy::disallowed_methods, reason = "forwarding threads end with their sockets")]
fn spawn(work: impl FnOnce() + Send + 'static) {
    drop(std::thread::spawn(work));
}

#[cfg(test)]
mod tests {
    use super::{Line, Shape, now};
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpListener, TcpStream};
    use std::time::Duration;

    /// Sends so many bytes to whoever connects.
    fn source(bytes: usize) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        super::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                super::spawn(move || drop(stream.write_all(&vec![7; bytes])));
            }
        });
        at
    }

    fn fetched(at: SocketAddr) -> usize {
        let mut all = Vec::new();
        TcpStream::connect(at).unwrap().read_to_end(&mut all).map_or(all.len(), |n| n)
    }

    #[test]
    fn a_line_takes_the_time_that_its_bits_take() {
        let shape = Shape {
            bits_per_second: 1_000_000,
            round_trip: Duration::from_millis(100),
            ..Shape::OPEN
        };
        let line = Line::to(source(25_000), shape).unwrap();
        let began = now();
        assert_eq!(fetched(line.address()), 25_000);
        let took = now() - began;
        assert!(took >= Duration::from_millis(250), "{took:?}");
        assert_eq!(line.count().down, 25_000);
    }

    #[test]
    fn a_cut_comes_after_so_many_bytes_and_the_line_is_back_afterwards() {
        let cuts = [10_000, u64::MAX, u64::MAX];
        let shape = Shape { bits_per_second: 8_000_000, cuts, ..Shape::OPEN };
        let line = Line::to(source(50_000), shape).unwrap();
        assert!(fetched(line.address()) < 50_000);
        assert_eq!(line.cuts(), 1);
        assert_eq!(fetched(line.address()), 50_000);
    }
}
