//! One e-mail: whether it still should go is decided now, its words come from the texts of its language.
use jiff::tz::TimeZone;
use satchel_i18n::Texts;
use satchel_model::{id::ItemId, time::Timestamp};
use satchel_server_store::{
    self as store, Tx,
    notice::{Mail as Became, Notice},
};

use super::{
    Letter,
    choice::{self, Wish},
    later,
};
use crate::{
    auth::person,
    job::JobError,
    port::mail::{Mail, MailError},
    state::State,
};

/// Sends one e-mail, or finds that it is not wanted any more.
pub(super) async fn carry_out(state: &State, letter: &Letter) -> Result<(), JobError> {
    let Some(mailer) = &state.mail else { return Err(JobError::Failed("no_mail_server")) };
    let Some((wish, notice, clinic, zone)) = facts(state, letter.notice).await? else {
        return became(state, letter.notice, Became::HeldBack).await;
    };
    let now = state.now();
    if let Some(at) = choice::quiet_until(now, minute(now, &zone), wish.quiet) {
        return Err(JobError::NotYet(at));
    }
    let Some(mail) = written(state, &wish, &notice, &clinic) else {
        return became(state, letter.notice, Became::HeldBack).await;
    };
    match mailer.send(mail).await {
        Ok(()) => became(state, letter.notice, Became::Sent).await,
        Err(MailError::Later(code)) => Err(JobError::Failed(code)),
        Err(MailError::Never(code)) => {
            became(state, letter.notice, Became::GivenUp).await?;
            Err(JobError::Never(code))
        }
    }
}

type Facts = (Wish, Notice, String, String);

/// What is needed to send; none where it must not go: seen meanwhile, sent before, switched off, or the person is gone.
async fn facts(state: &State, id: ItemId) -> Result<Option<Facts>, JobError> {
    let mut tx = state.store.read().await.map_err(|e| later(&e))?;
    read(state, &mut tx, id).await.map_err(|e| later(&e))
}

async fn read(state: &State, tx: &mut Tx, id: ItemId) -> store::Result<Option<Facts>> {
    let Some(notice) = store::notice::find(tx, id).await? else { return Ok(None) };
    if notice.seen_at.is_some() || notice.mail != Became::Waiting {
        return Ok(None);
    }
    let wish = choice::of(state, tx, notice.user).await?;
    let active = store::user::find(tx, notice.user).await?.is_some_and(|u| u.active);
    if !active || !wish.email {
        return Ok(None);
    }
    let (clinic, zone) = person::site_words(tx).await?;
    Ok(Some((wish, notice, clinic, zone)))
}

/// Minute of the clinic's day; in UTC where its zone is not known here.
fn minute(now: Timestamp, zone: &str) -> u16 {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let at = jiff::Timestamp::from_millisecond(now.millis()).unwrap_or_default().to_zoned(zone);
    u16::try_from(i32::from(at.hour()) * 60 + i32::from(at.minute())).unwrap_or_default()
}

fn written(state: &State, wish: &Wish, notice: &Notice, clinic: &str) -> Option<Mail> {
    let to = wish.address.clone()?;
    let lang = satchel_i18n::Lang::from_tag(&wish.language).unwrap_or(satchel_i18n::Lang::En);
    let texts = Texts::load(lang);
    let clinic = if clinic.is_empty() { "Satchel" } else { clinic };
    let (body, why) = (texts.mail_body(), texts.mail_why(clinic));
    let open = texts.mail_open();
    let link = state.limits.mail_link.as_str();
    let way = if link.is_empty() { String::new() } else { format!("{open}: {link}\n\n") };
    let anchor = if link.is_empty() {
        String::new()
    } else {
        format!("<p><a href=\"{}\">{}</a></p>", escaped(link), escaped(&open))
    };
    let html = format!(
        "<!doctype html><html lang=\"{tag}\" dir=\"{dir}\"><body><p>{}</p>{anchor}<p><small>{}</small></p></body></html>",
        escaped(&body),
        escaped(&why),
        tag = lang.tag(),
        dir = if lang.is_right_to_left() { "rtl" } else { "ltr" },
    );
    Some(Mail {
        to,
        id: notice.notice.to_string(),
        at: state.now(),
        subject: texts.mail_subject(clinic),
        text: format!("{body}\n\n{way}{why}\n"),
        html,
    })
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

async fn became(state: &State, notice: ItemId, mail: Became) -> Result<(), JobError> {
    let mut tx = state.store.begin().await.map_err(|e| later(&e))?;
    let known = store::notice::find(&mut tx, notice).await.map_err(|e| later(&e))?;
    if known.is_some_and(|n| n.mail == Became::Waiting) {
        store::notice::set_mail(&mut tx, notice, mail).await.map_err(|e| later(&e))?;
    }
    tx.commit().await.map_err(|e| later(&e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minute_is_the_clinics() {
        let now = Timestamp::from_millis(1_760_000_000_000); // 2025-10-09 08:53:20 UTC
        assert_eq!(minute(now, "UTC"), 8 * 60 + 53);
        assert_eq!(minute(now, "Nowhere/At-All"), 8 * 60 + 53);
    }

    #[test]
    fn a_clinics_name_cannot_write_html() {
        assert_eq!(escaped("<b>\"A & B\"</b>"), "&lt;b&gt;&quot;A &amp; B&quot;&lt;/b&gt;");
    }
}
