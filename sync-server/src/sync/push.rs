//! `POST /v1/sync/push`: HELLO, PUSH... and back WELCOME, VERDICTS...; a verdict leaves only after its commit.
use super::{
    admit::{
        envelope::{self, Prepared, Prover},
        load::Push,
    },
    frames,
    hello::{self, Peer, Sent},
    limit,
    writer::{self, Answer},
};
use crate::{http::problem::Failure, state::App};
use axum::{body::Body, extract::State, response::IntoResponse};
use satchel_protocol::{
    limit::PUSH_ITEMS_MAX,
    problem::ErrorCode,
    sync::{self as wire, Message, Verdicts},
};

/// Answers a push body.
/// # Errors
/// What keeps the conversation from beginning; later trouble is a message in the answer.
pub async fn handle(State(app): State<App>, body: Body) -> Result<impl IntoResponse, Failure> {
    let mut messages = frames::read(body, limit::PUSH_BODY).await?.into_iter();
    let Some(Message::Hello(hello)) = messages.next() else {
        return Err(ErrorCode::Malformed.into());
    };
    let mut peer = hello::check(&app, &hello).await?;
    let mut out = hello::welcome(&app, &hello, &peer).await?;
    for message in messages {
        let Message::Push(push) = message else {
            return Err(ErrorCode::Malformed.into());
        };
        out.push(Message::Verdicts(take(&app, &mut peer, push).await));
    }
    Ok(frames::bytes(&out))
}

/// Judges one PUSH; whatever happens is an answer.
pub async fn take(app: &App, peer: &mut Peer, push: wire::Push) -> Verdicts {
    let high_water = peer.device.ctr_hw;
    let verdicts = match judged(app, peer, push).await {
        Ok(verdicts) => verdicts,
        Err(failure) => hello::deferred_for(high_water, failure.code(), failure.0.retry_after_s),
    };
    peer.device.ctr_hw = peer.device.ctr_hw.max(verdicts.ctr_hw);
    verdicts
}

async fn judged(app: &App, peer: &Peer, push: wire::Push) -> Result<Verdicts, Failure> {
    let high_water = peer.device.ctr_hw;
    if push.items.len() > PUSH_ITEMS_MAX {
        return Err(ErrorCode::TooLarge.into());
    }
    app.rates.items(*peer.device.device.as_bytes(), push.items.len())?;
    let (items, unproved) = prove(app, peer, push).await?;
    let sent: Vec<Sent> = items.iter().map(|i| (i.ctr, i.env.hash)).collect();
    if items.is_empty() {
        let nothing = Answer { ends: Vec::new(), defer: None };
        return Ok(hello::verdicts(high_water, &sent, &nothing, unproved));
    }
    let push = Push { device: peer.device.device, user: peer.device.user, items, again: false };
    let answer = writer::submit(app, push).await?;
    Ok(hello::verdicts(high_water, &sent, &answer, unproved))
}

/// Proves the items of a push beside the threads that serve requests, up to the first that does not hold.
async fn prove(
    app: &App,
    peer: &Peer,
    push: wire::Push,
) -> Result<(Vec<Prepared>, Option<ErrorCode>), Failure> {
    let state = App::clone(app);
    let (device, user, public) = (peer.device.device, peer.device.user, peer.device.public);
    let work = move || {
        let prover = Prover {
            tenant: state.keys.tenant,
            device,
            user,
            public: &public,
            token_key: &state.keys.token_key,
        };
        let mut items = Vec::with_capacity(push.items.len());
        for item in push.items {
            match envelope::prepare(item, &prover) {
                Ok(prepared) => items.push(prepared),
                Err(code) => return (items, Some(code)),
            }
        }
        (items, None)
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| ErrorCode::Internal.into())
}
