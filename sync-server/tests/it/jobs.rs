//! Deferred work: carried out once, tried again, given up in sight.
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use crate::harness::{Server, on_both};
use satchel_server::job::{self, JobError, Kinds, runner};

on_both!(a_job_runs_once_and_a_failing_one_is_given_up_after_eight_tries);

async fn enqueue(server: &Server, kind: &'static str, dedupe: Option<&str>) -> bool {
    let app = &server.running.app;
    let mut tx = app.store.begin().await.unwrap();
    let added = job::enqueue(app, &mut tx, kind, dedupe, Vec::new()).await.unwrap();
    tx.commit().await.unwrap();
    added
}

async fn counts(server: &Server) -> [u64; 4] {
    let mut tx = server.running.app.store.read().await.unwrap();
    satchel_server_store::job::count(&mut tx).await.unwrap()
}

async fn a_job_runs_once_and_a_failing_one_is_given_up_after_eight_tries(server: &Server) {
    let app = &server.running.app;
    let (good, bad) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let (g, b) = (Arc::clone(&good), Arc::clone(&bad));
    let kinds = Kinds::default()
        .with("test_good", move |_, _| {
            g.fetch_add(1, Ordering::SeqCst);
            async { Ok(()) }
        })
        .with("test_bad", move |_, _| {
            b.fetch_add(1, Ordering::SeqCst);
            async { Err(JobError::Failed("made_to_fail")) }
        })
        .with("test_panic", async |_, _| panic!("made to fail"));
    // The server's own runner knows none of these kinds; held back by the clock, it leaves them to this one.
    app.tasks.stopping().cancel();
    assert!(enqueue(server, "test_good", Some("one")).await);
    assert!(!enqueue(server, "test_good", Some("one")).await, "one waits already");
    assert!(enqueue(server, "test_bad", None).await);
    assert!(enqueue(server, "test_panic", None).await);
    for _ in 0..12 {
        runner::round(app, &kinds).await;
        server.wait_ms(600_000);
    }
    assert_eq!((good.load(Ordering::SeqCst), bad.load(Ordering::SeqCst)), (1, 8));
    assert_eq!(counts(server).await, [0, 0, 1, 2]);
    assert!(enqueue(server, "test_good", Some("one")).await, "the first one is done");
}
