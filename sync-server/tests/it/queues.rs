//! Herds and floods: everybody is served in turn, nobody is refused.
use crate::{
    harness::{Server, on_both},
    pen::Pen,
};
use satchel_model::role::Role;
use satchel_protocol::{
    problem::ErrorCode,
    sync::{Message, Mode, Pull, Push, Verdicts},
};
use satchel_server::sync::line;
use std::time::Duration;

on_both!(
    a_first_download_waits_in_line_and_is_told_its_place,
    what_a_device_sends_too_fast_comes_again_and_is_not_refused,
);

async fn pulled(pen: &Pen<'_>) -> Vec<Message> {
    let pull = Pull { token: None, budget: 1 << 20, first: None, want: None };
    let said = [Message::Hello(pen.hello()), Message::Pull(pull)];
    let answer = pen.talk("/v1/sync/pull", &said).await.unwrap();
    answer.into_iter().map(|(message, _)| message).collect()
}

fn mode(messages: &[Message]) -> Mode {
    match messages.first() {
        Some(Message::Welcome(welcome)) => welcome.mode.clone(),
        other => panic!("{other:?}"),
    }
}

async fn a_first_download_waits_in_line_and_is_told_its_place(server: &Server) {
    let admin = server.admin().await;
    let mut pens = Vec::new();
    for login in ["ann", "bob"] {
        let person = server.staff(&admin, login, Role::Doctor).await;
        pens.push(Pen::enrol(server, &person).await);
    }
    let (_, _, items) = pens[0].patient("Okafor");
    pens[0].accepted(items).await;
    server.settle().await;
    let app = &server.running.app;
    let others: Vec<_> =
        (0..16).map(|_| line::enter(app, server.fresh_device(), false).ok().unwrap()).collect();
    for (pen, want) in [(&pens[0], 1), (&pens[1], 2), (&pens[0], 1)] {
        let told = pulled(pen).await;
        let Mode::Wait { place, retry_after_s } = mode(&told) else { panic!("{told:?}") };
        assert_eq!((place, told.len()), (want, 1), "a WELCOME and nothing else");
        assert!((1..=120).contains(&retry_after_s));
    }
    // A push waits for nobody.
    let (_, _, items) = pens[1].patient("Tanaka");
    pens[1].accepted(items).await;
    drop(others);
    for pen in &pens {
        let told = pulled(pen).await;
        assert_eq!(mode(&told), Mode::Normal);
        assert!(told.iter().any(|m| matches!(m, Message::Document(_))), "{told:?}");
    }
    // The last answer has arrived a moment before the server lets go of it.
    let empty = async {
        while app.sync.line.size() != (0, 0) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), empty).await.unwrap();
}

async fn pushed(pen: &Pen<'_>, items: Vec<satchel_protocol::sync::PushItem>) -> Verdicts {
    let said = [Message::Hello(pen.hello()), Message::Push(Push { items })];
    let answer = pen.talk("/v1/sync/push", &said).await.unwrap();
    let verdicts = answer.into_iter().find_map(|(message, _)| match message {
        Message::Verdicts(told) => Some(told),
        _ => None,
    });
    verdicts.unwrap()
}

async fn what_a_device_sends_too_fast_comes_again_and_is_not_refused(server: &Server) {
    let admin = server.admin().await;
    let doctor = server.staff(&admin, "doc", Role::Doctor).await;
    let mut pen = Pen::enrol(server, &doctor).await;
    let (patient, chart, items) = pen.patient("Okafor");
    pen.accepted(items).await;
    // The bucket of this device is emptied as a flood would do it.
    let device = *pen.device.id.as_bytes();
    let rates = &server.running.app.rates;
    while rates.items(device, 256).is_ok() {}
    while rates.items(device, 1).is_ok() {}
    let before = pen.ctr;
    let item = pen.allergy(patient, chart, "penicillin");
    let told = pushed(&pen, vec![item.clone()]).await;
    let defer = told.defer.unwrap();
    assert_eq!((defer.from_ctr, defer.code), (before + 1, ErrorCode::RateLimited.number()));
    assert!(defer.retry_after_s >= 1);
    assert_eq!((told.verdicts.len(), told.ctr_hw), (0, before), "nothing was stored");
    server.wait_ms(i64::from(defer.retry_after_s) * 1_000);
    pen.accepted(vec![item]).await;
}
