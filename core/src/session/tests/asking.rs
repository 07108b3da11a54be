use crate::{
    session::{
        api::{self, Pin},
        refresh,
    },
    store::cursor,
    testing::{Clinic, Machine, NOW, at},
};
use satchel_model::{id::Hash, time::ManualClock};
use satchel_protocol::{
    api::{DeviceProof, Session},
    problem::{ErrorCode, Problem},
};
use satchel_vault::sign::{self, Namespace};
use std::sync::Arc;

fn pin() -> Pin {
    Pin { address: "https://clinic.example:8443".into(), spki: Hash::ZERO }
}

#[tokio::test]
async fn a_typed_question_gets_a_typed_answer_or_the_servers_own_refusal() {
    let m = Machine::new();
    let pin = pin();
    let ask = || api::ask::<_, Session>(&*m.clinic, &pin, "/api/v1/sessions", None, &());
    assert_eq!(ask().await.unwrap().me.login, "test");
    *m.clinic.refuse.lock().unwrap() = Some(ErrorCode::BadCredentials);
    assert_eq!(ask().await.err().unwrap().code, ErrorCode::BadCredentials);
    *m.clinic.refuse.lock().unwrap() = None;
    // An answer of another shape comes from something that is no Satchel server.
    let odd: Result<Vec<u8>, Problem> =
        api::ask(&*m.clinic, &pin, "/api/v1/sessions", None, &()).await;
    assert_eq!(odd.unwrap_err().code, ErrorCode::WrongAddress);
}

#[tokio::test]
async fn an_address_that_is_none_never_reaches_the_network() {
    use crate::session::api::{Call, Https, Remote as _};
    let wrong = Pin { address: "ftp://clinic".into(), spki: Hash::ZERO };
    let call = Call { path: "/api/v1/sessions", bearer: None, body: vec![] };
    let refused = Https.call(&wrong, call).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::WrongAddress);
    assert_eq!(Https.transport(&wrong).err().unwrap().code, ErrorCode::WrongAddress);
}

#[tokio::test]
async fn a_proof_holds_for_its_route_secret_and_moment_only() {
    let m = Machine::new();
    m.join().await;
    let unlocked = m.app.unlocked().unwrap();
    let proof = refresh::proof(&unlocked, "POST /x", "secret", at(NOW));
    let key = unlocked.author.key.public();
    let holds = |route: &str, secret: &str, ms: i64| {
        let digest = DeviceProof::digest(route, secret.as_bytes(), at(ms));
        sign::verify(Namespace::PROOF, &key, &digest, &proof.sig).is_ok()
    };
    assert!(holds("POST /x", "secret", NOW));
    assert!(!holds("POST /y", "secret", NOW));
    assert!(!holds("POST /x", "other", NOW));
    assert!(!holds("POST /x", "secret", NOW + 1));
    assert_eq!(proof.device, unlocked.author.device);
}

#[tokio::test]
async fn a_refresh_token_is_traded_and_without_one_the_person_signs_in() {
    let m = Machine::new();
    m.join().await;
    let unlocked = m.app.unlocked().unwrap();
    refresh::refresh(&*m.clinic, &unlocked, at(NOW)).await.unwrap();
    assert_eq!(m.clinic.calls.lock().unwrap().last(), Some(&"/api/v1/sessions/refresh"));
    let tokens = unlocked.store.read(cursor::tokens).unwrap();
    assert_eq!(tokens.access.as_deref(), Some([1; 32].as_slice()));
    assert_eq!(tokens.access_until, at(NOW + 600_000));
    let none = cursor::Tokens::default();
    unlocked.store.write(|tx| cursor::set_tokens(tx, &none)).unwrap();
    let refused = refresh::refresh(&*m.clinic, &unlocked, at(NOW)).await.unwrap_err();
    assert_eq!(refused.problem().code, ErrorCode::Unauthenticated);
    refresh::sign_in(&*m.clinic, &unlocked, "x", at(NOW)).await.unwrap();
    assert!(unlocked.store.read(cursor::tokens).unwrap().refresh.is_some());
}

#[tokio::test]
async fn a_failed_trade_leaves_the_tokens_as_they_were() {
    let m = Machine::new();
    m.join().await;
    let unlocked = m.app.unlocked().unwrap();
    let before = unlocked.store.read(cursor::tokens).unwrap();
    *m.clinic.refuse.lock().unwrap() = Some(ErrorCode::TokenReused);
    let refused = refresh::refresh(&*m.clinic, &unlocked, at(NOW)).await.unwrap_err();
    assert_eq!(refused.problem().code, ErrorCode::TokenReused);
    assert!(unlocked.store.read(cursor::tokens).unwrap() == before);
}

#[tokio::test]
async fn the_runner_gets_a_code_and_no_more() {
    use crate::{session::refresh::Refresher, sync::runner::Session as _};
    let m = Machine::new();
    m.join().await;
    let refresher = Refresher {
        remote: Arc::<Clinic>::clone(&m.clinic),
        unlocked: m.app.unlocked().unwrap(),
        clock: Arc::<ManualClock>::clone(&m.clock),
    };
    assert_eq!(refresher.refresh().await, Ok(()));
    *m.clinic.refuse.lock().unwrap() = Some(ErrorCode::Offline);
    assert_eq!(refresher.refresh().await, Err(ErrorCode::Offline));
}
