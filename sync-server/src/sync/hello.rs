//! The beginning of every conversation: who is there, and the WELCOME with what was settled meanwhile.
use super::{admit::commit::End, limit, line::Wait, token::Token, writer::Answer};
use crate::{
    auth::{
        session,
        trail::{self, Act},
    },
    authz::{self, Facts},
    http::problem::Failure,
    state::State,
};
use satchel_model::{cbor, time::Timestamp};
use satchel_protocol::{
    command::Topic,
    limit::{HELLO_PROOF_MS, Limits},
    problem::{ErrorCode, Problem},
    sync::{
        self as wire, Deferred, Hello, Message, Mode, Plan, SiteSettings, Verdict, VerdictKind,
        Verdicts, Welcome, hello_digest,
    },
    version,
};
use satchel_server_store::{
    self as store, Position, Tx,
    device::{Contact, Device, DeviceStatus},
    verdict::{self, Decision},
};
use satchel_vault::{
    beacon,
    cert::Lease,
    sign::{self, Namespace},
};

/// Name of the setting that holds the clinic's name and zone.
const SITE: &str = "site";

/// A device whose HELLO held.
#[derive(Clone)]
pub struct Peer {
    /// Its row.
    pub device: Device,
    /// Its person.
    pub facts: Facts,
    /// Where it stands; `None` of a fresh device, or of one whose token is from before a restore.
    pub token: Option<Token>,
    /// Incarnation of the server's data.
    pub cluster_epoch: u32,
    /// The token is of another incarnation of the server's data.
    pub reconcile: bool,
    /// The lowest counter whose verdict the device may not know.
    pub open_from: u64,
    /// What only the WELCOME needs, read with the rest: each question is a way to the database and back.
    pub greeting: Greeting,
}

/// What a WELCOME tells of the site.
#[derive(Clone, Default)]
pub struct Greeting {
    /// The clinic's name and zone.
    pub site: SiteSettings,
    /// How far other devices of the clinic are.
    pub elsewhere: Option<Position>,
}

impl Peer {
    /// Whether it was shut out: it may still send, and what it sends goes to review.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.device.status != DeviceStatus::Active
    }
}

/// Proves who speaks.
/// # Errors
/// `unauthenticated`, `bad_proof`, `clock_wrong`, `unknown_device`, `upgrade_required`; or a store failure.
pub async fn check(state: &State, hello: &Hello) -> Result<Peer, Failure> {
    if hello.proto != version::PROTO {
        return Err(ErrorCode::UpgradeRequired.into());
    }
    let mut tx = state.store.read().await?;
    let known = session::look_up_in(state, &mut tx, &hex::encode(&**hello.access)).await?;
    let known = known.ok_or(ErrorCode::Unauthenticated)?;
    let device = store::device::find(&mut tx, hello.device).await?;
    let device = device.ok_or(ErrorCode::UnknownDevice)?;
    // The sessions of a device that was shut out have ended; its signed work is still taken, into review.
    let stopped = device.status != DeviceStatus::Active;
    if !known.live && !stopped {
        return Err(ErrorCode::Unauthenticated.into());
    }
    if known.caller.device != Some(hello.device) || device.user != hello.user {
        return Err(ErrorCode::BadProof.into());
    }
    proof(hello, &device, state.now())?;
    let facts = authz::facts(&mut tx, device.user, state.now()).await?;
    let facts = facts.ok_or(ErrorCode::UnknownDevice)?;
    let keys = &state.keys;
    let told = store::cluster::greeting(&mut tx, keys.tenant, device.device, SITE).await?;
    let cluster_epoch = told.epoch;
    let greeting = Greeting { site: site(told.setting.as_deref()), elsewhere: told.elsewhere };
    let token = hello
        .token
        .as_ref()
        .and_then(|t| Token::decode(t, keys.tenant, device.device, &keys.token_key));
    let cluster_epoch = match &token {
        Some(token) if token.cluster_epoch == cluster_epoch => {
            let newest = store::document::newest(&mut tx).await?;
            drop(tx);
            notice_restored(state, newest, token).await?
        }
        Some(_) | None => cluster_epoch,
    };
    let reconcile = token.as_ref().is_some_and(|t| t.cluster_epoch != cluster_epoch);
    let token = token.filter(|_| !reconcile);
    let open_from = match hello.outbox.min_ctr {
        0 => device.ctr_hw.saturating_add(1),
        lowest => lowest,
    };
    Ok(Peer { device, facts, token, cluster_epoch, reconcile, open_from, greeting })
}

fn proof(hello: &Hello, device: &Device, now: Timestamp) -> Result<(), Failure> {
    let digest = hello_digest(&hello.access, hello.proof.at, hello.beacon);
    sign::verify(Namespace::HELLO, &device.public, &digest, &hello.proof.sig)
        .map_err(|_| ErrorCode::BadProof)?;
    if now.since(hello.proof.at).saturating_abs() > HELLO_PROOF_MS {
        return Err(Problem::new(ErrorCode::ClockWrong).with("server_time", now.millis()).into());
    }
    Ok(())
}

/// Answers a HELLO: WELCOME, then the verdicts that were settled from the device's lowest open counter on.
/// # Errors
/// A store failure.
pub async fn welcome(state: &State, hello: &Hello, peer: &Peer) -> Result<Vec<Message>, Failure> {
    let now = state.now();
    let lease_until = now.plus_millis(lease_ms(state, &peer.facts));
    state.sync.told.note(peer.device.device, u64::from(hello.outbox.count));
    if !peer.is_stopped() && is_news(hello, peer, now) {
        contact(state, hello, peer, now, lease_until).await?;
    }
    let keys = &state.keys;
    let lease = Lease {
        v: 1,
        tenant: keys.tenant,
        device: peer.device.device,
        user: peer.device.user,
        not_after: lease_until,
        server_time: now,
    };
    let welcome = Welcome {
        conn: u64::try_from(now.millis()).unwrap_or(0),
        limits: Limits::default(),
        site: peer.greeting.site.clone(),
        server_time: now,
        beacon: fresh_beacon(state, now),
        lease: cbor::encode(&lease.issue(&keys.signing)).into(),
        min_app_ver: version::MIN_APP,
        cluster_epoch: peer.cluster_epoch,
        push_from_ctr: peer.device.ctr_hw + 1,
        plan: Plan::default(),
        mode: mode(hello, peer),
        elsewhere: peer.greeting.elsewhere.map(position),
        chain: (peer.device.ctr_hw > 0).then_some(peer.device.chain),
    };
    let mut out = vec![Message::Welcome(welcome)];
    out.extend(settled(state, hello, &peer.device).await?.map(Message::Verdicts));
    Ok(out)
}

/// Turns a WELCOME into one that asks the device to come again; what else it says still holds.
pub fn put_off(welcome: &mut [Message], wait: Wait) {
    for message in welcome {
        if let Message::Welcome(told) = message
            && told.mode == Mode::Normal
        {
            told.mode = Mode::Wait { retry_after_s: wait.retry_after_s, place: wait.place };
        }
    }
}

fn mode(hello: &Hello, peer: &Peer) -> Mode {
    if hello.app_ver < version::MIN_APP {
        Mode::UpgradeRequired
    } else if peer.reconcile {
        Mode::Reconcile
    } else {
        Mode::Normal
    }
}

/// How long the device of a person may work without contact, in milliseconds.
fn lease_ms(state: &State, facts: &Facts) -> i64 {
    if facts.role.is_staff() { state.limits.staff_lease_ms } else { state.limits.patient_lease_ms }
}

/// Puts into a WELCOME what the pass ahead will bring.
pub fn plan(messages: &mut [Message], ahead: Plan) {
    for message in messages {
        if let Message::Welcome(welcome) = message {
            welcome.plan = ahead;
        }
    }
}

/// Whether a contact tells something worth a commit: each one costs an fsync.
fn is_news(hello: &Hello, peer: &Peer, now: Timestamp) -> bool {
    let token = peer.token.as_ref().map(|t| Position { tx: t.from.tx, id: t.from.id });
    let seen = peer.device.seen_at.is_some_and(|at| now.since(at) < limit::CONTACT_MS);
    !seen
        || hello.incarnation > peer.device.incarnation
        || token.is_some_and(|t| t > peer.device.token)
}

async fn contact(
    state: &State,
    hello: &Hello,
    peer: &Peer,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<(), Failure> {
    let from = peer.token.as_ref().map(|t| t.from).unwrap_or_default();
    let contact = Contact {
        at: now,
        incarnation: hello.incarnation.max(peer.device.incarnation),
        token: Position { tx: from.tx, id: from.id },
        lease_until,
        beacon_min: heard(state, hello, peer),
    };
    let mut tx = state.store.begin().await?;
    store::device::seen(&mut tx, peer.device.device, &contact).await?;
    let restored = contact.incarnation > peer.device.incarnation;
    if restored {
        let (device, user) = (peer.device.device, peer.device.user);
        tracing::warn!(%device, times = contact.incarnation, "its store was put back from a copy");
        trail::note(state, &mut tx, Act::DeviceRestored, user, Some(device)).await?;
    }
    tx.commit().await?;
    if restored {
        state.sequencer.ring();
        state.news.tell(Topic::Devices);
    }
    Ok(())
}

/// Notices that an older copy of the database was put back: a token that only this server can have made stands beyond
/// everything it holds. From here on every token before this moment is void, and devices compare. Answers the incarnation
/// of the data that counts now.
async fn notice_restored(state: &State, newest: Position, token: &Token) -> Result<u32, Failure> {
    let from = Position { tx: token.from.tx, id: token.from.id };
    if from <= newest {
        return Ok(token.cluster_epoch);
    }
    let mut tx = state.store.begin().await?;
    let held = store::cluster::epoch(&mut tx).await?;
    // Somebody else may have noticed in between.
    let now = if held == token.cluster_epoch {
        let raised = store::cluster::raise(&mut tx, state.now()).await?;
        tracing::error!(
            epoch = raised,
            "an older copy of the database was put back: devices will send again what it lacks"
        );
        raised
    } else {
        held
    };
    tx.commit().await?;
    Ok(now)
}

/// The contact that every item to come must know of: nobody backdates below it. Where something is unsent, it was made before.
fn heard(state: &State, hello: &Hello, peer: &Peer) -> Timestamp {
    let keys = &state.keys;
    let newest = hello.beacon.filter(|_| hello.outbox.max_ctr <= peer.device.ctr_hw);
    newest.and_then(|id| beacon::recognise(&id, keys.tenant, &keys.token_key)).unwrap_or_default()
}

/// The clinic's name and zone out of their setting.
fn site(json: Option<&str>) -> SiteSettings {
    let value: Option<serde_json::Value> = json.and_then(|j| serde_json::from_str(j).ok());
    let word = |name: &str| {
        let found = value.as_ref().and_then(|v| v.get(name)).and_then(serde_json::Value::as_str);
        found.map(str::to_owned)
    };
    SiteSettings {
        name: word("name").unwrap_or_default(),
        zone: word("zone").unwrap_or_else(|| "UTC".to_owned()),
    }
}

/// A beacon of this moment, as the wire has it.
#[must_use]
pub fn fresh_beacon(state: &State, now: Timestamp) -> wire::Beacon {
    let keys = &state.keys;
    let made = beacon::issue(now, keys.tenant, &keys.token_key, &keys.signing);
    wire::Beacon { id: made.id, time: made.time, sig: made.sig }
}

/// A stored position as the wire has it.
#[must_use]
pub const fn position(pos: Position) -> wire::Position {
    wire::Position { tx: pos.tx, id: pos.id }
}

/// The verdicts from the device's lowest open counter on; `None` if nothing is open there.
async fn settled(
    state: &State,
    hello: &Hello,
    device: &Device,
) -> Result<Option<Verdicts>, Failure> {
    let from = hello.outbox.min_ctr;
    if from == 0 || from > device.ctr_hw {
        return Ok(None);
    }
    let mut tx = state.store.read().await?;
    let stored = verdict::list(&mut tx, device.device, from, limit::VERDICTS_PAGE).await?;
    let verdicts = stored.iter().map(|v| told(v, false)).collect();
    Ok(Some(Verdicts { verdicts, ctr_hw: device.ctr_hw, defer: None }))
}

/// What the device may not know of its items of one document; before its next incarnation these must be settled.
/// # Errors
/// A store failure.
pub async fn settled_of(
    tx: &mut Tx,
    peer: &Peer,
    doc: satchel_model::id::DocId,
) -> Result<Option<Verdicts>, Failure> {
    let (device, from) = (peer.device.device, peer.open_from);
    let stored = verdict::list(tx, device, from, limit::VERDICTS_PAGE).await?;
    let verdicts: Vec<Verdict> =
        stored.iter().filter(|v| v.doc == doc).map(|v| told(v, false)).collect();
    let ctr_hw = peer.device.ctr_hw;
    Ok((!verdicts.is_empty()).then_some(Verdicts { verdicts, ctr_hw, defer: None }))
}

/// A stored verdict on the wire; the answer to a repeated push says `dup`.
fn told(stored: &verdict::Verdict, repeated: bool) -> Verdict {
    let kind = match &stored.decision {
        Decision::Ok { seq, pos, .. } if repeated => {
            VerdictKind::Dup { seq: *seq, pos: position(*pos) }
        }
        other => kind(other),
    };
    Verdict { ctr: stored.device_ctr, hash: stored.hash, kind }
}

fn kind(decision: &Decision) -> VerdictKind {
    match decision {
        Decision::Ok { seq, pos, result } => VerdictKind::Ok {
            seq: *seq,
            pos: position(*pos),
            result: result.clone().map(Into::into),
        },
        Decision::Refused { code, detail, in_review } => VerdictKind::Reject {
            code: code.number(),
            detail: detail.clone(),
            in_review: *in_review,
        },
        Decision::Held { .. } => VerdictKind::Held,
    }
}

/// What an item was: its counter and hash.
pub type Sent = (u64, satchel_model::id::Hash);

/// The answer to one push on the wire. `high_water` is the device's before it; `unproved` ends it early.
#[must_use]
pub fn verdicts(
    high_water: u64,
    sent: &[Sent],
    answer: &Answer,
    unproved: Option<ErrorCode>,
) -> Verdicts {
    let mut out =
        Verdicts { verdicts: Vec::with_capacity(sent.len()), ctr_hw: high_water, defer: None };
    for ((ctr, hash), end) in sent.iter().zip(&answer.ends) {
        let verdict = match end {
            End::Fresh(decision) => Verdict { ctr: *ctr, hash: *hash, kind: kind(decision) },
            End::Dup(seq, pos) => {
                let kind = VerdictKind::Dup { seq: *seq, pos: position(*pos) };
                Verdict { ctr: *ctr, hash: *hash, kind }
            }
            End::Repeat(stored) => told(stored, true),
            End::Fork => {
                let code = ErrorCode::ChainFork.number();
                let kind = VerdictKind::Reject { code, detail: None, in_review: true };
                Verdict { ctr: *ctr, hash: *hash, kind }
            }
        };
        if !matches!(end, End::Fork) {
            out.ctr_hw = out.ctr_hw.max(*ctr);
        }
        out.verdicts.push(verdict);
    }
    if let Some(code) = unproved {
        let kind = VerdictKind::Reject { code: code.number(), detail: None, in_review: false };
        out.verdicts.push(Verdict { ctr: 0, hash: satchel_model::id::Hash::ZERO, kind });
    }
    let put_off = answer.defer.or_else(|| unproved.map(|code| (out.ctr_hw + 1, code)));
    out.defer = put_off.map(|(from_ctr, code)| Deferred {
        from_ctr,
        code: code.number(),
        retry_after_s: limit::RETRY_S,
    });
    out
}

/// Everything from `from_ctr` on is to come again later.
#[must_use]
pub fn deferred(high_water: u64, code: ErrorCode) -> Verdicts {
    deferred_for(high_water, code, None)
}

/// The same, to come again after so many seconds.
#[must_use]
pub fn deferred_for(high_water: u64, code: ErrorCode, retry_after_s: Option<u32>) -> Verdicts {
    Verdicts {
        verdicts: Vec::new(),
        ctr_hw: high_water,
        defer: Some(Deferred {
            from_ctr: high_water + 1,
            code: code.number(),
            retry_after_s: retry_after_s.unwrap_or(limit::RETRY_S),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::id::Hash;

    const H: Hash = Hash::from_bytes([1; 32]);

    fn answer(ends: Vec<End>, defer: Option<(u64, ErrorCode)>) -> Answer {
        Answer { ends, defer }
    }

    fn refused(code: ErrorCode) -> End {
        End::Fresh(Decision::Refused { code, detail: None, in_review: false })
    }

    #[test]
    fn the_high_water_follows_every_judged_item_but_those_of_a_fork() {
        let ends = vec![refused(ErrorCode::Invalid), End::Dup(3, Position::ZERO), End::Fork];
        let told = verdicts(4, &[(5, H), (6, H), (9, H)], &answer(ends, None), None);
        assert_eq!((told.ctr_hw, told.verdicts.len()), (6, 3));
        assert_eq!(
            told.verdicts[1].kind,
            VerdictKind::Dup { seq: 3, pos: wire::Position::default() }
        );
        assert_eq!(told.verdicts[2].kind.error_code(), Some(ErrorCode::ChainFork));
        assert_eq!(told.defer, None);
    }

    #[test]
    fn what_is_not_proved_has_no_number_and_comes_again_after_the_last_judged_one() {
        let ends = vec![refused(ErrorCode::Invalid)];
        let told = verdicts(4, &[(5, H)], &answer(ends, None), Some(ErrorCode::BadSig));
        assert_eq!(told.verdicts[1].ctr, 0);
        let defer = told.defer.unwrap();
        assert_eq!((defer.from_ctr, defer.code), (6, ErrorCode::BadSig.number()));
    }

    #[test]
    fn a_put_off_item_is_named_by_its_number() {
        let told = verdicts(4, &[], &answer(Vec::new(), Some((5, ErrorCode::MissingDep))), None);
        assert_eq!(told.defer.map(|d| d.from_ctr), Some(5));
        assert_eq!(deferred(7, ErrorCode::Overloaded).defer.map(|d| d.from_ctr), Some(8));
        assert_eq!(deferred(7, ErrorCode::Overloaded).ctr_hw, 7);
    }
}
