//! Notices: that there is news for a person and where, never what; and how each person wants to hear of them.
use crate::{Result, StoreError, Tx, convert, db::on, error::met};
use satchel_model::{
    id::{DocId, ItemId, PatientId, UserId},
    time::Timestamp,
};

/// What is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoticeKind {
    /// A patient wrote a home reading.
    Reading,
    /// Somebody wrote a message.
    Message,
}

impl NoticeKind {
    const fn code(self) -> i64 {
        match self {
            Self::Reading => 1,
            Self::Message => 2,
        }
    }

    fn from_code(code: i64) -> Result<Self> {
        match code {
            1 => Ok(Self::Reading),
            2 => Ok(Self::Message),
            _ => Err(StoreError::Corrupt("notice.kind")),
        }
    }

    /// The stable word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Message => "message",
        }
    }
}

/// What became of a notice's e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mail {
    /// None was wanted.
    None,
    /// It waits.
    Waiting,
    /// The mail server took it.
    Sent,
    /// Not sent: by the time it was due, the person did not want it or had seen the notice.
    HeldBack,
    /// The mail server refused it for good.
    GivenUp,
}

impl Mail {
    const fn code(self) -> i64 {
        match self {
            Self::None => 0,
            Self::Waiting => 1,
            Self::Sent => 2,
            Self::HeldBack => 3,
            Self::GivenUp => 4,
        }
    }

    fn from_code(code: i64) -> Result<Self> {
        match code {
            0 => Ok(Self::None),
            1 => Ok(Self::Waiting),
            2 => Ok(Self::Sent),
            3 => Ok(Self::HeldBack),
            4 => Ok(Self::GivenUp),
            _ => Err(StoreError::Corrupt("notice.mail")),
        }
    }
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub notice: ItemId,
    /// Whom it is for.
    pub user: UserId,
    /// What is new.
    pub kind: NoticeKind,
    /// The document with the news.
    pub doc: DocId,
    /// Whom that document is about.
    pub patient: Option<PatientId>,
    /// When the news was accepted.
    pub at: Timestamp,
    /// When the person saw it.
    pub seen_at: Option<Timestamp>,
    /// Its e-mail.
    pub mail: Mail,
}

type Row = (uuid::Uuid, uuid::Uuid, i64, uuid::Uuid, Option<uuid::Uuid>, i64, Option<i64>, i64);

impl TryFrom<Row> for Notice {
    type Error = StoreError;

    fn try_from((notice, user, kind, doc, patient, at, seen_at, mail): Row) -> Result<Self> {
        Ok(Self {
            notice: notice.into(),
            user: user.into(),
            kind: NoticeKind::from_code(kind)?,
            doc: doc.into(),
            patient: patient.map(Into::into),
            at: Timestamp::from_millis(at),
            seen_at: convert::moment(seen_at),
            mail: Mail::from_code(mail)?,
        })
    }
}

/// Adds a notice; `false` if the person has one with the same `dedupe` already.
///
/// # Errors
/// Duplicate if the id is taken.
pub async fn insert(tx: &mut Tx, notice: &Notice, dedupe: &str) -> Result<bool> {
    let sql = include_str!("sql/notice_insert.sql");
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(notice.notice.uuid())
        .bind(notice.user.uuid())
        .bind(notice.kind.code())
        .bind(notice.doc.uuid())
        .bind(notice.patient.map(PatientId::uuid))
        .bind(dedupe)
        .bind(notice.at.millis())
        .bind(notice.mail.code())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// One notice.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find(tx: &mut Tx, notice: ItemId) -> Result<Option<Notice>> {
    let sql = "SELECT notice, user_id, kind, doc, patient, at, seen_at, mail FROM notice
        WHERE notice = $1";
    let row: Option<Row> =
        on!(tx, |c| sqlx::query_as(sql).bind(notice.uuid()).fetch_optional(c).await)?;
    row.map(Notice::try_from).transpose()
}

/// A person's notices, the newest first, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn list(tx: &mut Tx, user: UserId, limit: u32) -> Result<Vec<Notice>> {
    let sql = "SELECT notice, user_id, kind, doc, patient, at, seen_at, mail FROM notice
        WHERE user_id = $1 ORDER BY at DESC, notice DESC LIMIT $2";
    let rows: Vec<Row> = on!(tx, |c| sqlx::query_as(sql)
        .bind(user.uuid())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(Notice::try_from).collect()
}

/// How many notices a person has not seen.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn unseen(tx: &mut Tx, user: UserId) -> Result<u64> {
    let sql = "SELECT COUNT(*) FROM notice WHERE user_id = $1 AND seen_at IS NULL";
    let n: i64 = on!(tx, |c| sqlx::query_scalar(sql).bind(user.uuid()).fetch_one(c).await)?;
    convert::count(n, "notice")
}

/// Notes that a person saw one of their notices; `false` if it is not theirs or was seen before.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn see(tx: &mut Tx, user: UserId, notice: ItemId, at: Timestamp) -> Result<bool> {
    let sql =
        "UPDATE notice SET seen_at = $3 WHERE notice = $1 AND user_id = $2 AND seen_at IS NULL";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(notice.uuid())
        .bind(user.uuid())
        .bind(at.millis())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    Ok(got == 1)
}

/// Notes what became of a notice's e-mail.
///
/// # Errors
/// [`StoreError::Rows`] if there is no such notice.
pub async fn set_mail(tx: &mut Tx, notice: ItemId, mail: Mail) -> Result<()> {
    let sql = "UPDATE notice SET mail = $2 WHERE notice = $1";
    let got = on!(tx, |c| sqlx::query(sql)
        .bind(notice.uuid())
        .bind(mail.code())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("notice", 1, got)
}

/// How a person wants to hear of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Shown in the app.
    pub in_app: bool,
    /// Told by e-mail.
    pub email: bool,
    /// Minutes of the day, clinic's time, from which and until which no e-mail goes.
    pub quiet: Option<(u16, u16)>,
    /// Address and language, sealed.
    pub contact: Option<Vec<u8>>,
}

type ChoiceRow = (i64, i64, Option<i64>, Option<i64>, Option<Vec<u8>>);

/// A person's choice; `None` where they never made one.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn choice(tx: &mut Tx, user: UserId) -> Result<Option<Choice>> {
    let sql = "SELECT in_app, email, quiet_from, quiet_to, contact FROM notice_choice
        WHERE user_id = $1";
    let row: Option<ChoiceRow> =
        on!(tx, |c| sqlx::query_as(sql).bind(user.uuid()).fetch_optional(c).await)?;
    let Some((in_app, email, from, to, contact)) = row else { return Ok(None) };
    let minute = |n: i64| convert::small::<u16>(n, "notice_choice.quiet");
    let quiet = match (from, to) {
        (Some(from), Some(to)) => Some((minute(from)?, minute(to)?)),
        (None, _) | (_, None) => None,
    };
    Ok(Some(Choice { in_app: in_app != 0, email: email != 0, quiet, contact }))
}

/// Keeps a person's choice in place of an older one.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn put_choice(tx: &mut Tx, user: UserId, choice: &Choice, at: Timestamp) -> Result<()> {
    let sql = include_str!("sql/notice_choice_put.sql");
    on!(tx, |c| sqlx::query(sql)
        .bind(user.uuid())
        .bind(i64::from(choice.in_app))
        .bind(i64::from(choice.email))
        .bind(choice.quiet.map(|(from, _)| i64::from(from)))
        .bind(choice.quiet.map(|(_, to)| i64::from(to)))
        .bind(choice.contact.as_deref())
        .bind(at.millis())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Deletes what was told about a document.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn remove(tx: &mut Tx, doc: satchel_model::id::DocId) -> Result<()> {
    let sql = "DELETE FROM notice WHERE doc = $1";
    on!(tx, |c| sqlx::query(sql).bind(doc.uuid()).execute(c).await.map(drop))?;
    Ok(())
}
