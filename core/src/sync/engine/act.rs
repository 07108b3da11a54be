//! How the engine reacts: each input changes the state, then the next step is taken.
use super::{Action, Conn, Cx, Engine, Input, Notice, Progress, Talk, Trouble, Wake};
use crate::{
    store::StoreError,
    sync::{
        bound,
        conversation::{Carrier, Conversation, Heard, Purpose, TalkError},
        replica::{Applied, Replica},
        schedule, verdict,
    },
};
use satchel_model::{entropy::Entropy, time::Timestamp};
use satchel_protocol::{
    limit,
    problem::ErrorCode,
    sync::{Deferred, Mode, Want, Welcome},
};

impl<R: Replica> Engine<R> {
    /// Takes in what has happened and answers what to do, in order.
    pub fn handle(
        &mut self,
        input: &Input<'_>,
        now: Timestamp,
        entropy: &dyn Entropy,
    ) -> Vec<Action> {
        let cx = Cx { now, entropy };
        let mut out = Vec::new();
        self.notice_set_back(now);
        match input {
            Input::Wake(Wake::Pause) => self.pause(&mut out),
            Input::Wake(why) => self.woken(*why, cx),
            Input::Bytes { conn, bytes } => self.received(*conn, bytes, cx, &mut out),
            Input::Ended { conn, trouble } => self.ended(*conn, *trouble, cx, &mut out),
            // Asked for again at the next poll, or when the person signs in.
            Input::Unrefreshed(code) => self.status.trouble = Some(*code),
        }
        self.step(cx, &mut out);
        self.plan_wake(now);
        self.tell_status(&mut out);
        out
    }

    fn woken(&mut self, why: Wake, cx: Cx<'_>) {
        match why {
            Wake::Timer | Wake::Pause => {}
            Wake::Unpause => {
                self.paused = false;
                self.hurry(cx.now);
            }
            Wake::NewWork => self.bulk_schedule.nudged(cx.now),
            Wake::Check => {
                self.repair.ask_for();
                self.hurry(cx.now);
            }
            Wake::Online | Wake::Resume | Wake::Asked => {
                // Who asks for news wants the download to go on.
                self.paused &= why != Wake::Asked;
                self.hurry(cx.now);
                self.push_at = cx.now;
            }
            Wake::SignedIn => {
                self.signed_out = false;
                self.refreshing = false;
                self.trusted_until = cx.now.plus_millis(bound::ACCESS_TRUST_MS);
                // A fresh session answers these two; a revoked or forked device stays stopped.
                if matches!(
                    self.status.stopped,
                    Some(ErrorCode::LeaseOver | ErrorCode::Unauthenticated)
                ) {
                    self.status.stopped = None;
                }
                self.hurry(cx.now);
            }
        }
        if cx.now >= self.poll_at {
            self.pull_wanted = true;
            self.poll_at = cx.now.plus_millis(poll_ms(cx.entropy));
            // A device that lost its session asks again at each poll: the person may have signed in elsewhere.
            self.refreshing = false;
        }
    }

    const fn hurry(&mut self, now: Timestamp) {
        self.bulk_schedule.hurried(now);
        self.live_schedule.hurried(now);
        self.pull_wanted = true;
    }

    fn talk(&mut self, conn: Conn) -> Option<&mut Talk> {
        let bulk = self.bulk.as_mut().filter(|t| t.conn == conn);
        bulk.or_else(|| self.live.as_mut().filter(|t| t.conn == conn))
    }

    fn received(&mut self, conn: Conn, bytes: &[u8], cx: Cx<'_>, out: &mut Vec<Action>) {
        // Bytes of a connection that was dropped may still be under way.
        let slot = if self.bulk.as_ref().is_some_and(|t| t.conn == conn) {
            &mut self.bulk
        } else if self.live.as_ref().is_some_and(|t| t.conn == conn) {
            &mut self.live
        } else {
            return;
        };
        let Some(talk) = slot else { return };
        talk.down = talk.down.saturating_add(bytes.len());
        match talk.conversation.receive(&self.replica, bytes, cx.now) {
            Ok(heard) => {
                for what in heard {
                    self.heard(conn, what, cx, out);
                }
            }
            Err(error) => {
                out.push(Action::Close { conn });
                let trouble = trouble_of(&error);
                self.ended(conn, Some(trouble), cx, out);
            }
        }
    }

    fn heard(&mut self, conn: Conn, what: Heard, cx: Cx<'_>, out: &mut Vec<Action>) {
        match what {
            Heard::Welcome(welcome) => self.welcomed(conn, &welcome, cx, out),
            Heard::Verdicts { applied, defer } => {
                if let Some(talk) = self.talk(conn) {
                    talk.gained = talk.gained.saturating_add(applied.settled);
                }
                self.count_sent(applied.settled);
                if let Some(defer) = defer {
                    self.deferred(&defer, cx, out);
                }
                // What was accepted joins the base when the feed names it.
                self.pull_wanted |= applied.settled > 0;
                self.applied(applied, out);
            }
            Heard::Checkpoint { applied, more, docs, bytes, .. } => {
                if let Some(talk) = self.talk(conn) {
                    talk.gained = talk.gained.saturating_add(1);
                    talk.brought = talk.brought.saturating_add(docs);
                    talk.more = more;
                }
                if let Some(progress) = &mut self.status.progress {
                    progress.docs = progress.docs.saturating_add(docs);
                    progress.bytes = progress.bytes.saturating_add(bytes);
                }
                self.repair.committed(applied.same, cx.now);
                self.strays.came(&applied.docs);
                self.applied(applied, out);
            }
            Heard::Poke => {
                self.pull_wanted = true;
                self.bulk_schedule.nudged(cx.now);
            }
            Heard::Compared(told) => self.compared(told, cx, out),
        }
    }

    /// Items were not taken at all and are to come again.
    fn deferred(&mut self, defer: &Deferred, cx: Cx<'_>, out: &mut Vec<Action>) {
        let code = ErrorCode::from_number(defer.code).unwrap_or(ErrorCode::Internal);
        let mut wait = i64::from(defer.retry_after_s).saturating_mul(1_000);
        if verdict::is_alarm(code) {
            // Coming again cures none of these by itself; a person has to know.
            wait = wait.max(bound::BACKOFF_MAX_MS);
            out.push(Action::Tell(Notice::Alarm(code)));
        }
        self.push_at = cx.now.plus_millis(wait.max(bound::BACKOFF_MIN_MS));
    }

    fn welcomed(&mut self, conn: Conn, welcome: &Welcome, cx: Cx<'_>, out: &mut Vec<Action>) {
        let off = cx.now.since(welcome.server_time);
        let far = off.saturating_abs() > limit::CLOCK_BANNER_MS;
        self.status.clock_off_ms = far.then_some(off);
        self.status.online = true;
        out.push(Action::Tell(Notice::Site(welcome.site.clone())));
        match &welcome.mode {
            Mode::Normal | Mode::Wait { .. } => {}
            Mode::Reconcile => self.repair.reconcile(),
            Mode::ReadOnly => {
                self.push_at = cx.now.plus_millis(bound::BACKOFF_MAX_MS);
            }
            Mode::UpgradeRequired => self.status.stopped = Some(ErrorCode::UpgradeRequired),
            Mode::Wipe { order } => {
                self.status.stopped = Some(ErrorCode::DeviceRevoked);
                out.push(Action::Tell(Notice::Wipe(order.to_vec())));
            }
        }
        let is_live = self.live.as_ref().is_some_and(|t| t.conn == conn);
        if is_live {
            self.live_schedule.succeeded(cx.now);
            self.status.live = true;
            // What happened between the last pull and this moment was poked to nobody.
            self.pull_wanted = true;
        } else if self.bulk.as_ref().is_some_and(Talk::fetches) {
            // A long pass comes in several rounds; what came in those before counts on.
            let so_far = self.status.progress.unwrap_or_default();
            self.status.progress = Some(Progress {
                docs_planned: so_far.docs.saturating_add(welcome.plan.docs),
                bytes_planned: so_far.bytes.saturating_add(welcome.plan.bytes),
                ..so_far
            });
        }
    }

    fn applied(&mut self, applied: Applied, out: &mut Vec<Action>) {
        if !applied.docs.is_empty() {
            out.push(Action::Tell(Notice::Changed(applied.docs.into_iter().collect())));
        }
        if applied.quarantined > 0 {
            out.push(Action::Tell(Notice::Quarantined(applied.quarantined)));
        }
        out.extend(applied.alarms.into_iter().map(|code| Action::Tell(Notice::Alarm(code))));
        self.status.stopped = self.status.stopped.or(applied.stop);
        for want in applied.repair {
            self.want_anew(want);
        }
    }

    pub(super) fn want_anew(&mut self, want: Want) {
        if self.want.len() < bound::WANT_MAX && !self.want.iter().any(|w| w.doc == want.doc) {
            self.want.push(want);
        }
    }

    fn ended(&mut self, conn: Conn, trouble: Option<Trouble>, cx: Cx<'_>, out: &mut Vec<Action>) {
        if self.live.as_ref().is_some_and(|t| t.conn == conn) {
            self.live = None;
            let retry_after_s = trouble.and_then(|t| t.retry_after_s);
            if std::mem::take(&mut self.status.live) {
                self.live_schedule.cut(cx.now, retry_after_s, cx.entropy);
            } else {
                self.live_schedule.failed(cx.now, retry_after_s, cx.entropy);
            }
            if let Some(trouble) = trouble {
                self.troubled(trouble, cx, out);
            }
            return;
        }
        let Some(talk) = self.bulk.take_if(|t| t.conn == conn) else { return };
        let cut = (!talk.conversation.is_whole()).then_some(Trouble::of(ErrorCode::Offline));
        let trouble = trouble.or(cut);
        out.push(Action::Tell(Notice::Round(Self::round(&talk, trouble))));
        self.status.sent = None;
        self.status.retry_at = None;
        match trouble {
            None => self.finished(&talk, cx),
            Some(trouble) => {
                self.status.online = talk.conversation.greeted();
                self.status.progress = None;
                self.bulk_schedule.failed(cx.now, trouble.retry_after_s, cx.entropy);
                self.status.retry_at = Some(self.bulk_schedule.next_at());
                self.status.trouble = Some(trouble.code);
                self.pull_wanted |= talk.fetches();
                self.troubled(trouble, cx, out);
                if !talk.conversation.greeted()
                    && let Err(error) = self.replica.lost_contact(cx.now)
                {
                    self.status.trouble = Some(store_code(&error));
                }
            }
        }
    }

    /// A conversation ended as it should.
    fn finished(&mut self, talk: &Talk, cx: Cx<'_>) {
        self.status.trouble = None;
        let asked_anew = std::mem::take(&mut self.want);
        let gained = match talk.conversation.carrier() {
            Carrier::Push => {
                self.want = asked_anew;
                // A push that settles nothing would be repeated at once and for ever.
                talk.gained > 0 || self.push_at > cx.now
            }
            Carrier::Pull if talk.compares => {
                self.want = asked_anew;
                true
            }
            Carrier::Pull => {
                if !talk.more {
                    self.status.progress = None;
                }
                // A poke that came meanwhile stands: this pass may have ended before what it told of.
                self.pull_wanted |= talk.more;
                self.keep_wanting(asked_anew);
                (talk.gained > 0 && self.want.is_empty()) || self.repair.is_due()
            }
            Carrier::Live => true,
        };
        if gained {
            self.bulk_schedule.succeeded(cx.now);
        } else {
            self.bulk_schedule.failed(cx.now, None, cx.entropy);
        }
    }

    /// Documents whose news did not fit during this pull are asked for in the next one; those that were asked for
    /// in this one had their chance.
    fn keep_wanting(&mut self, mut wanted: Vec<Want>) {
        let asked = self.asked;
        if wanted.len() > asked {
            self.want = wanted.split_off(asked);
            self.pull_wanted = true;
        }
        self.asked = 0;
    }

    fn troubled(&mut self, trouble: Trouble, cx: Cx<'_>, out: &mut Vec<Action>) {
        if let Some(theirs) = trouble.server_time {
            self.corrected(theirs, cx);
        }
        match trouble.code {
            // A token that was just got and is refused would be got again and refused again, without end.
            ErrorCode::Unauthenticated if !self.refreshing && cx.now >= self.trusted_until => {
                self.signed_out = true;
                self.refreshing = true;
                out.push(Action::Refresh);
            }
            ErrorCode::DeviceRevoked
            | ErrorCode::UnknownDevice
            | ErrorCode::ChainFork
            | ErrorCode::LeaseOver
            | ErrorCode::UpgradeRequired
            | ErrorCode::UserInactive => self.status.stopped = Some(trouble.code),
            _ => {}
        }
    }

    /// The server refused our time: the next proof is made in its time. Nobody's edits wait for a clock to be set.
    fn corrected(&mut self, theirs: Timestamp, cx: Cx<'_>) {
        let skew = theirs.since(cx.now);
        let moved = skew.saturating_sub(self.skew_ms).saturating_abs();
        self.skew_ms = skew;
        self.status.clock_off_ms = Some(skew.saturating_neg());
        if moved >= bound::SKEW_STEP_MS {
            self.bulk_schedule.hurried(cx.now);
        }
    }

    /// Opens the next conversation, if one is due.
    fn step(&mut self, cx: Cx<'_>, out: &mut Vec<Action>) {
        let silent = matches!(
            self.status.stopped,
            Some(
                ErrorCode::DeviceRevoked
                    | ErrorCode::UnknownDevice
                    | ErrorCode::UpgradeRequired
                    | ErrorCode::UserInactive
            )
        );
        if self.bulk.is_some() || silent || !self.bulk_schedule.is_due(cx.now) {
            return;
        }
        if let Err(error) = self.next(cx, out) {
            self.status.trouble = Some(store_code(&error));
            self.bulk_schedule.failed(cx.now, None, cx.entropy);
        }
    }

    fn next(&mut self, cx: Cx<'_>, out: &mut Vec<Action>) -> Result<(), StoreError> {
        let may_push = self.status.stopped.is_none() && cx.now >= self.push_at;
        let mut compares = false;
        let carrier = if may_push && !self.replica.outbox_after(0, 1, 1)?.is_empty() {
            Carrier::Push
        } else if self.pull_wanted && !self.repair.is_first() && !self.paused {
            Carrier::Pull
        } else if self.repair.is_due() && !self.paused {
            compares = true;
            Carrier::Pull
        } else if self.live.is_none() && self.live_schedule.is_due(cx.now) {
            Carrier::Live
        } else {
            return Ok(());
        };
        let facts = self.replica.facts()?;
        let soon = cx.now.plus_millis(bound::ACCESS_MARGIN_MS);
        let trusted = cx.now < self.trusted_until;
        if facts.access.is_none() || (facts.access_until <= soon && !trusted) {
            self.signed_out = true;
        }
        if self.signed_out {
            if !self.refreshing && !trusted {
                self.refreshing = true;
                out.push(Action::Refresh);
            }
            return Ok(());
        }
        let fetches = carrier == Carrier::Pull && !compares;
        for want in facts.unreadable.into_iter().filter(|_| fetches) {
            if self.retried.insert(want.doc) {
                self.want_anew(want);
            }
        }
        if fetches {
            self.strays.due(&facts.strays, cx.now).into_iter().for_each(|w| self.want_anew(w));
        }
        let purpose = if compares {
            let step = Some(self.compare_step()?);
            Purpose { carrier, want: Vec::new(), compare: step, token: None }
        } else if fetches {
            Purpose { carrier, want: self.want.clone(), compare: None, token: self.repair.token() }
        } else {
            Purpose { carrier, want: Vec::new(), compare: None, token: None }
        };
        self.open(&purpose, cx, out)
    }

    fn open(
        &mut self,
        purpose: &Purpose,
        cx: Cx<'_>,
        out: &mut Vec<Action>,
    ) -> Result<(), StoreError> {
        let (carrier, compares) = (purpose.carrier, purpose.compare.is_some());
        let (conversation, body) =
            Conversation::begin(&self.replica, purpose, cx.now.plus_millis(self.skew_ms))?;
        let conn = self.next_conn;
        self.next_conn = self.next_conn.wrapping_add(1);
        let up = body.len();
        let talk =
            Talk { conn, conversation, gained: 0, brought: 0, more: false, compares, up, down: 0 };
        if carrier == Carrier::Live {
            self.live_schedule.begun(cx.now);
            self.live = Some(talk);
        } else {
            self.bulk_schedule.begun(cx.now);
            if talk.fetches() {
                self.asked = purpose.want.len();
                // From here on a poke is about something that this pass may not bring.
                self.pull_wanted = false;
            }
            self.status.sent = (carrier == Carrier::Push).then_some(0);
            self.bulk = Some(talk);
        }
        out.push(Action::Open { conn, carrier, body });
        Ok(())
    }

    fn plan_wake(&mut self, now: Timestamp) {
        let waits = [
            self.poll_at,
            self.bulk_schedule.next_at(),
            self.push_at,
            self.live_schedule.next_at(),
        ];
        let next = waits.into_iter().filter(|at| *at > now).min();
        self.wake_at = next.unwrap_or_else(|| now.plus_millis(bound::BACKOFF_MAX_MS));
    }

    fn tell_status(&mut self, out: &mut Vec<Action>) {
        let working = self.bulk.is_some();
        if self.status.working && !working {
            self.status.rounds = self.status.rounds.wrapping_add(1);
        }
        self.status.working = working;
        self.status.comparing = self.repair.is_due();
        if self.told != Some(self.status) {
            self.told = Some(self.status);
            out.push(Action::Tell(Notice::Status(self.status)));
        }
    }
}

/// A minute, a tenth more or less, so that a clinic's devices do not poll in step.
fn poll_ms(entropy: &dyn Entropy) -> i64 {
    let minute = i64::try_from(limit::POLL_S).unwrap_or(60).saturating_mul(1_000);
    let tenth = minute / 10;
    minute - tenth + schedule::below(entropy, tenth * 2)
}

fn trouble_of(error: &TalkError) -> Trouble {
    match error {
        TalkError::Frame(_) | TalkError::Unexpected(_) => Trouble::of(ErrorCode::Malformed),
        TalkError::Signature(_) => Trouble::of(ErrorCode::WrongServerKey),
        TalkError::Refused { code, retry_after_s } => {
            Trouble { retry_after_s: *retry_after_s, ..Trouble::of(*code) }
        }
        TalkError::Store(error) => Trouble::of(store_code(error)),
    }
}

pub(super) fn store_code(error: &StoreError) -> ErrorCode {
    match error {
        StoreError::Full => ErrorCode::StorageFull,
        StoreError::InUse => ErrorCode::InUse,
        StoreError::NewerSchema { .. } => ErrorCode::NewerVersion,
        StoreError::Missing
        | StoreError::Unreadable
        | StoreError::Corrupt
        | StoreError::Value(_)
        | StoreError::Rows(_)
        | StoreError::Document(_)
        | StoreError::Sql(_)
        | StoreError::File(_) => ErrorCode::StoreCorrupt,
    }
}
