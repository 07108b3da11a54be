//! The runner over a transport of the tests: opens, feeds, refreshes, stops.
use super::*;
use crate::{
    store::StoreError,
    sync::replica::{Applied, Facts, News, OutItem},
};
use futures_util::{FutureExt as _, stream};
use satchel_model::{
    entropy::SeededEntropy,
    id::{DeviceId, Hash, PublicKey, Signature, UserId},
    time::{ManualClock, Timestamp},
};
use satchel_protocol::sync::{
    BucketOf, Checkpoint, Outbox, Print, Section, Verdict, Want, Welcome,
};
use satchel_vault::cert::Lease;
use std::sync::{
    Mutex,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

/// A replica whose session may have ended.
#[derive(Default)]
struct Fake {
    signed_in: Arc<AtomicBool>,
}

impl Replica for Fake {
    fn facts(&self) -> Result<Facts, StoreError> {
        let signed_in = self.signed_in.load(Ordering::SeqCst);
        Ok(Facts {
            device: DeviceId::from_bytes([1; 16]),
            user: UserId::from_bytes([1; 16]),
            tenant_key: PublicKey::from_bytes([1; 32]),
            access: signed_in.then(|| vec![1; 32]),
            access_until: Timestamp::from_millis(i64::MAX),
            token: None,
            outbox: Outbox::default(),
            beacon: None,
            incarnation: 0,
            offline_since: None,
            unreadable: Vec::new(),
            strays: Vec::new(),
            digest: None,
        })
    }
    fn prove(&self, _: &Hash) -> Signature {
        Signature::from_bytes([0; 64])
    }
    fn outbox_after(&self, _: u64, _: usize, _: usize) -> Result<Vec<OutItem>, StoreError> {
        Ok(Vec::new())
    }
    fn apply_welcome(
        &self,
        _: &Welcome,
        _: Option<&Lease>,
        _: Timestamp,
    ) -> Result<(), StoreError> {
        Ok(())
    }
    fn apply_verdicts(&self, _: &[Verdict], _: Timestamp) -> Result<Applied, StoreError> {
        Ok(Applied::default())
    }
    fn apply_checkpoint(
        &self,
        _: Vec<News>,
        _: &Checkpoint,
        _: Timestamp,
    ) -> Result<Applied, StoreError> {
        Ok(Applied::default())
    }
    fn sections(&self) -> Result<Vec<Section>, StoreError> {
        Ok(Vec::new())
    }
    fn buckets(&self, _: u64, _: u16) -> Result<Vec<u64>, StoreError> {
        Ok(vec![0; 256])
    }
    fn differing(&self, _: u64, _: &[BucketOf], _: &[Print]) -> Result<Vec<Want>, StoreError> {
        Ok(Vec::new())
    }
    fn confirm(&self, _: &[Want]) -> Result<(), StoreError> {
        Ok(())
    }
    fn lost_contact(&self, _: Timestamp) -> Result<(), StoreError> {
        Ok(())
    }
}

/// Counts what is opened and answers garbage, which ends each conversation.
#[derive(Default)]
struct Garbage(AtomicUsize);

impl Transport for Garbage {
    fn open(
        &self,
        _: Carrier,
        _: Vec<u8>,
    ) -> BoxFuture<'static, Result<super::super::transport::Incoming, Trouble>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        let garbage: super::super::transport::Incoming = stream::iter([Ok(vec![0xff; 9])]).boxed();
        async { Ok(garbage) }.boxed()
    }
}

struct Login {
    signed_in: Arc<AtomicBool>,
    asked: AtomicUsize,
}

impl Session for Login {
    fn refresh(&self) -> BoxFuture<'static, Result<(), ErrorCode>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.signed_in.store(true, Ordering::SeqCst);
        async { Ok(()) }.boxed()
    }
}

struct Setup {
    runner: Runner<Fake>,
    handle: Handle,
    transport: Arc<Garbage>,
    login: Arc<Login>,
    told: mpsc::UnboundedReceiver<Option<ErrorCode>>,
    all: Arc<Mutex<Vec<Notice>>>,
}

fn setup() -> Setup {
    let signed_in = Arc::new(AtomicBool::new(false));
    let transport = Arc::new(Garbage::default());
    let login = Arc::new(Login { signed_in: Arc::clone(&signed_in), asked: AtomicUsize::new(0) });
    let (send, told) = mpsc::unbounded_channel();
    let all = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&all);
    let (runner, handle) = Runner::new(Parts {
        replica: Fake { signed_in },
        transport: Arc::clone(&transport) as Arc<dyn Transport>,
        session: Arc::clone(&login) as Arc<dyn Session>,
        clock: Arc::new(ManualClock::at(1_000)),
        entropy: Arc::new(SeededEntropy::new(1)),
        tell: Arc::new(move |notice| {
            if let Notice::Status(status) = &notice {
                send.send(status.trouble).ok();
            }
            heard.lock().unwrap().push(notice);
        }),
    });
    Setup { runner, handle, transport, login, told, all }
}

#[tokio::test]
async fn it_refreshes_opens_reports_trouble_and_stops() {
    let mut s = setup();
    let running = JoinSet::from_iter([s.runner.run()]);
    loop {
        let trouble = s.told.recv().await.expect("the runner tells its state");
        if trouble == Some(ErrorCode::Malformed) {
            break;
        }
    }
    assert_eq!(s.login.asked.load(Ordering::SeqCst), 1);
    assert!(s.transport.0.load(Ordering::SeqCst) >= 1);
    s.handle.stop();
    running.join_all().await;
    assert!(!s.all.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_stopped_runner_opens_nothing_more() {
    let s = setup();
    s.handle.stop();
    s.runner.run().await;
    assert_eq!(s.transport.0.load(Ordering::SeqCst), 0);
    // Waking it then is harmless.
    s.handle.wake(Wake::Asked);
}

#[tokio::test]
async fn it_ends_when_nobody_can_wake_it_any_more() {
    let Setup { runner, handle, .. } = setup();
    drop(handle);
    runner.run().await;
}
