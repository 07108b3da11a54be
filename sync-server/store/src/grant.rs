//! Audiences: groups, who is in them, which documents they see, and the events of both.
use crate::{Position, Result, StoreError, Tx, convert, db::on, error::met};
use satchel_model::{
    id::{DocId, GroupId, PatientId, TenantId, UserId},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::sync::GrantReason;
use sqlx::QueryBuilder;

/// What kind of audience a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// Everybody who works for the clinic.
    Clinic,
    /// One patient and those they trust.
    PatientSelf(PatientId),
    /// People who care for the same patients; known by an id of its own.
    CareTeam(GroupId),
    /// A ward or panel: patients who are in one place or on one list; known by an id of its own.
    Ward(GroupId),
    /// Those who broke the glass over one patient. Kept for it: nobody is put in yet.
    BreakGlass(PatientId),
    /// Those who looked one patient up, each until an end of their own.
    LookUp(PatientId),
}

impl GroupKind {
    const fn code(self) -> i64 {
        match self {
            Self::Clinic => 1,
            Self::PatientSelf(_) => 2,
            Self::CareTeam(_) => 3,
            Self::Ward(_) => 4,
            Self::BreakGlass(_) => 5,
            Self::LookUp(_) => 6,
        }
    }

    pub(crate) fn from_columns(kind: i64, subject: uuid::Uuid) -> Result<Self> {
        match kind {
            1 => Ok(Self::Clinic),
            2 => Ok(Self::PatientSelf(subject.into())),
            3 => Ok(Self::CareTeam(subject.into())),
            4 => Ok(Self::Ward(subject.into())),
            5 => Ok(Self::BreakGlass(subject.into())),
            6 => Ok(Self::LookUp(subject.into())),
            _ => Err(StoreError::Corrupt("grp.kind")),
        }
    }

    const fn subject(self, tenant: TenantId) -> uuid::Uuid {
        match self {
            Self::Clinic => tenant.uuid(),
            Self::PatientSelf(patient) | Self::BreakGlass(patient) | Self::LookUp(patient) => {
                patient.uuid()
            }
            Self::CareTeam(own) | Self::Ward(own) => own.uuid(),
        }
    }

    /// Whether people are put in by name and patients are assigned to it.
    #[must_use]
    pub const fn is_team(self) -> bool {
        matches!(self, Self::CareTeam(_) | Self::Ward(_))
    }
}

/// A membership of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The audience.
    pub group: GroupId,
    /// The person.
    pub user: UserId,
    /// The role in which they are in it.
    pub role: Role,
    /// Since when.
    pub since: Timestamp,
    /// Until when; `None`: until removed.
    pub until: Option<Timestamp>,
    /// Position of joining: the group's documents are new to tokens before it.
    pub since_pos: Position,
}

/// What happened to an audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessKind {
    /// A person joined.
    MemberAdded,
    /// A person left.
    MemberRemoved,
    /// A document joined.
    DocumentAdded,
    /// A document left.
    DocumentRemoved,
}

impl AccessKind {
    const fn code(self) -> i64 {
        match self {
            Self::MemberAdded => 1,
            Self::MemberRemoved => 2,
            Self::DocumentAdded => 3,
            Self::DocumentRemoved => 4,
        }
    }

    fn from_code(code: i64) -> Result<Self> {
        match code {
            1 => Ok(Self::MemberAdded),
            2 => Ok(Self::MemberRemoved),
            3 => Ok(Self::DocumentAdded),
            4 => Ok(Self::DocumentRemoved),
            _ => Err(StoreError::Corrupt("access_event.kind")),
        }
    }
}

/// One event of an audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessEvent {
    /// Its place in the feed.
    pub pos: Position,
    /// What happened.
    pub kind: AccessKind,
    /// To which audience.
    pub group: GroupId,
    /// The person, of the first two kinds.
    pub user: Option<UserId>,
    /// The document, of the last two kinds.
    pub doc: Option<DocId>,
    /// Why.
    pub reason: GrantReason,
    /// When.
    pub at: Timestamp,
}

/// Begins the statement of [`memberships_of`].
const MEMBERSHIPS: &str = "SELECT m.grp, m.user_id, g.kind, g.subject, m.role, m.since_at, m.until_at, m.since_tx, m.since_id
    FROM grp_member m JOIN grp g ON g.grp = m.grp WHERE (m.until_at IS NULL OR m.until_at > ";

/// Number of a grant reason in `access_event.reason`; the one of the wire.
const fn reason_code(reason: GrantReason) -> i64 {
    match reason {
        GrantReason::Team => 1,
        GrantReason::Proxy => 2,
        GrantReason::Released => 3,
        GrantReason::BreakGlass => 4,
    }
}

fn reason(code: i64) -> Result<GrantReason> {
    match code {
        1 => Ok(GrantReason::Team),
        2 => Ok(GrantReason::Proxy),
        3 => Ok(GrantReason::Released),
        4 => Ok(GrantReason::BreakGlass),
        _ => Err(StoreError::Corrupt("access_event.reason")),
    }
}

/// The group of this kind.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn find_group(tx: &mut Tx, tenant: TenantId, kind: GroupKind) -> Result<Option<GroupId>> {
    let sql = "SELECT grp FROM grp WHERE tenant = $1 AND kind = $2 AND subject = $3";
    let id: Option<uuid::Uuid> = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(tenant.uuid())
        .bind(kind.code())
        .bind(kind.subject(tenant))
        .fetch_optional(c)
        .await)?;
    Ok(id.map(Into::into))
}

/// The group of this kind, made under `fresh` if there is none.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn get_group(
    tx: &mut Tx,
    tenant: TenantId,
    kind: GroupKind,
    fresh: GroupId,
) -> Result<GroupId> {
    // Found in nearly every case. The insert below locks the row it finds until the transaction ends, so that asking with it
    // alone made all writers of a clinic queue behind each other's commits on PostgreSQL.
    if let Some(known) = find_group(tx, tenant, kind).await? {
        return Ok(known);
    }
    // The update that changes nothing makes RETURNING answer also where somebody was faster.
    let sql = "INSERT INTO grp (grp, tenant, kind, subject) VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant, kind, subject) DO UPDATE SET kind = excluded.kind RETURNING grp";
    let id: uuid::Uuid = on!(tx, |c| sqlx::query_scalar(sql)
        .bind(fresh.uuid())
        .bind(tenant.uuid())
        .bind(kind.code())
        .bind(kind.subject(tenant))
        .fetch_one(c)
        .await)?;
    Ok(id.into())
}

/// Adds a person to a group, with its event at `member.since_pos`.
///
/// # Errors
/// Duplicate if they are in it.
pub async fn add_member(tx: &mut Tx, member: &Member, why: GrantReason) -> Result<()> {
    let sql = "INSERT INTO grp_member (grp, user_id, role, since_at, until_at, since_tx, since_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    on!(&mut *tx, |c| sqlx::query(sql)
        .bind(member.group.uuid())
        .bind(member.user.uuid())
        .bind(i64::from(member.role.code()))
        .bind(member.since.millis())
        .bind(member.until.map(Timestamp::millis))
        .bind(member.since_pos.tx)
        .bind(member.since_pos.id)
        .execute(c)
        .await
        .map(drop))?;
    let event = AccessEvent {
        pos: member.since_pos,
        kind: AccessKind::MemberAdded,
        group: member.group,
        user: Some(member.user),
        doc: None,
        reason: why,
        at: member.since,
    };
    record(tx, &event).await
}

/// Takes a person out of a group, with its event at `pos`; `false` if they were not in it.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn remove_member(
    tx: &mut Tx,
    group: GroupId,
    user: UserId,
    pos: Position,
    at: Timestamp,
) -> Result<bool> {
    let sql = "DELETE FROM grp_member WHERE grp = $1 AND user_id = $2";
    let got = on!(&mut *tx, |c| sqlx::query(sql)
        .bind(group.uuid())
        .bind(user.uuid())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    if got == 0 {
        return Ok(false);
    }
    let event = AccessEvent {
        pos,
        kind: AccessKind::MemberRemoved,
        group,
        user: Some(user),
        doc: None,
        reason: GrantReason::Team,
        at,
    };
    record(tx, &event).await?;
    Ok(true)
}

/// A membership and what kind of group it is in.
pub type Membership = (Member, GroupKind);

/// The memberships of a person that hold at `at`, with the kind of group, in order of group.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn memberships(tx: &mut Tx, user: UserId, at: Timestamp) -> Result<Vec<Membership>> {
    memberships_of(tx, &[user], at).await
}

/// The memberships of several people that hold at `at`, in order of person and group.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn memberships_of(
    tx: &mut Tx,
    users: &[UserId],
    at: Timestamp,
) -> Result<Vec<Membership>> {
    type Row = (uuid::Uuid, uuid::Uuid, i64, uuid::Uuid, i64, i64, Option<i64>, i64, i64);
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = on!(tx, |c| {
        let mut q = QueryBuilder::new(MEMBERSHIPS);
        q.push_bind(at.millis()).push(") AND m.user_id IN (");
        let mut list = q.separated(", ");
        for user in users {
            list.push_bind(user.uuid());
        }
        q.push(") ORDER BY m.user_id, m.grp");
        q.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter()
        .map(|(grp, user, kind, subject, role, since, until, tx, id)| {
            let member = Member {
                group: grp.into(),
                user: user.into(),
                role: convert::role(role, "grp_member.role")?,
                since: Timestamp::from_millis(since),
                until: convert::moment(until),
                since_pos: Position { tx, id },
            };
            Ok((member, GroupKind::from_columns(kind, subject)?))
        })
        .collect()
}

/// The audiences that a person was taken out of by `at`, each with the last time; a membership past its end counts.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn left(tx: &mut Tx, user: UserId, at: Timestamp) -> Result<Vec<(GroupId, Timestamp)>> {
    let rows = left_by(tx, &[user], at).await?;
    Ok(rows.into_iter().map(|(_, group, at)| (group, at)).collect())
}

/// As [`left`], of several people at once, in order of person and group.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn left_by(
    tx: &mut Tx,
    users: &[UserId],
    at: Timestamp,
) -> Result<Vec<(UserId, GroupId, Timestamp)>> {
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(uuid::Uuid, uuid::Uuid, i64)> = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT user_id, grp, MAX(at) FROM (");
        q.push("SELECT user_id, grp, at FROM access_event WHERE kind = 2 AND at <= ");
        q.push_bind(at.millis()).push(" AND user_id IN (");
        let mut list = q.separated(", ");
        for user in users {
            list.push_bind(user.uuid());
        }
        q.push(
            ") UNION ALL SELECT user_id, grp, until_at AS at FROM grp_member WHERE until_at <= ",
        );
        q.push_bind(at.millis()).push(" AND user_id IN (");
        let mut list = q.separated(", ");
        for user in users {
            list.push_bind(user.uuid());
        }
        q.push(")) gone GROUP BY user_id, grp ORDER BY user_id, grp");
        q.build_query_as().fetch_all(c).await
    })?;
    let gone = |(user, grp, at): (uuid::Uuid, uuid::Uuid, i64)| {
        (user.into(), grp.into(), Timestamp::from_millis(at))
    };
    Ok(rows.into_iter().map(gone).collect())
}

/// Memberships whose end has come by `at`, earliest first, at most `limit`: to be taken out with an event.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn ended(
    tx: &mut Tx,
    at: Timestamp,
    limit: u32,
) -> Result<Vec<(GroupId, UserId, Timestamp)>> {
    let sql = "SELECT grp, user_id, until_at FROM grp_member WHERE until_at <= $1
        ORDER BY until_at, grp, user_id LIMIT $2";
    let rows: Vec<(uuid::Uuid, uuid::Uuid, i64)> = on!(tx, |c| sqlx::query_as(sql)
        .bind(at.millis())
        .bind(i64::from(limit))
        .fetch_all(c)
        .await)?;
    let end = |(grp, user, until): (uuid::Uuid, uuid::Uuid, i64)| {
        (grp.into(), user.into(), Timestamp::from_millis(until))
    };
    Ok(rows.into_iter().map(end).collect())
}

/// The groups that each of these documents was taken out of, each with the time, in order of document.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn departed(tx: &mut Tx, docs: &[DocId]) -> Result<Vec<(DocId, GroupId, Timestamp)>> {
    if docs.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(uuid::Uuid, uuid::Uuid, i64)> = on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "SELECT doc, grp, MAX(at) FROM access_event WHERE kind = 4 AND doc IN (",
        );
        let mut list = q.separated(", ");
        for doc in docs {
            list.push_bind(doc.uuid());
        }
        q.push(") GROUP BY doc, grp ORDER BY doc, grp");
        q.build_query_as().fetch_all(c).await
    })?;
    let gone = |(doc, grp, at): (uuid::Uuid, uuid::Uuid, i64)| {
        (doc.into(), grp.into(), Timestamp::from_millis(at))
    };
    Ok(rows.into_iter().map(gone).collect())
}

/// Lets groups see a document from `pos` on, with an event each; positions are one a group.
///
/// # Errors
/// Duplicate if a group sees it already.
pub async fn add_document(
    tx: &mut Tx,
    doc: DocId,
    groups: &[(GroupId, Position)],
    why: GrantReason,
    at: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO doc_grp (grp, doc, since_tx, since_id, last_tx, last_id) VALUES ($1, $2, $3, $4, $3, $4)";
    for (group, pos) in groups {
        on!(&mut *tx, |c| sqlx::query(sql)
            .bind(group.uuid())
            .bind(doc.uuid())
            .bind(pos.tx)
            .bind(pos.id)
            .execute(c)
            .await
            .map(drop))?;
        let event = AccessEvent {
            pos: *pos,
            kind: AccessKind::DocumentAdded,
            group: *group,
            user: None,
            doc: Some(doc),
            reason: why,
            at,
        };
        record(tx, &event).await?;
    }
    Ok(())
}

/// Hides a document from a group, with its event at `pos`.
///
/// # Errors
/// [`StoreError::Rows`] if the group does not see it.
pub async fn remove_document(
    tx: &mut Tx,
    doc: DocId,
    group: GroupId,
    pos: Position,
    at: Timestamp,
) -> Result<()> {
    let sql = "DELETE FROM doc_grp WHERE grp = $1 AND doc = $2";
    let got = on!(&mut *tx, |c| sqlx::query(sql)
        .bind(group.uuid())
        .bind(doc.uuid())
        .execute(c)
        .await
        .map(|r| r.rows_affected()))?;
    met("doc_grp", 1, got)?;
    let event = AccessEvent {
        pos,
        kind: AccessKind::DocumentRemoved,
        group,
        user: None,
        doc: Some(doc),
        reason: GrantReason::Team,
        at,
    };
    record(tx, &event).await
}

async fn record(tx: &mut Tx, event: &AccessEvent) -> Result<()> {
    let sql = "INSERT INTO access_event (pos_tx, pos_id, kind, grp, user_id, doc, reason, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(tx, |c| sqlx::query(sql)
        .bind(event.pos.tx)
        .bind(event.pos.id)
        .bind(event.kind.code())
        .bind(event.group.uuid())
        .bind(event.user.map(UserId::uuid))
        .bind(event.doc.map(DocId::uuid))
        .bind(reason_code(event.reason))
        .bind(event.at.millis())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// The groups that see each of these documents, in order of document and group.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn groups_of(tx: &mut Tx, docs: &[DocId]) -> Result<Vec<(DocId, GroupId)>> {
    if docs.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(uuid::Uuid, uuid::Uuid)> = on!(tx, |c| {
        let mut q = QueryBuilder::new("SELECT doc, grp FROM doc_grp WHERE doc IN (");
        let mut list = q.separated(", ");
        for doc in docs {
            list.push_bind(doc.uuid());
        }
        q.push(") ORDER BY doc, grp");
        q.build_query_as().fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|(doc, grp)| (doc.into(), grp.into())).collect())
}

/// The groups that see a document, with their kind, in order of id.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn audience_of(tx: &mut Tx, doc: DocId) -> Result<Vec<(GroupId, GroupKind)>> {
    let sql = "SELECT g.grp, g.kind, g.subject FROM doc_grp d JOIN grp g ON g.grp = d.grp
        WHERE d.doc = $1 ORDER BY g.grp";
    let rows: Vec<(uuid::Uuid, i64, uuid::Uuid)> =
        on!(tx, |c| sqlx::query_as(sql).bind(doc.uuid()).fetch_all(c).await)?;
    rows.into_iter()
        .map(|(grp, kind, subject)| Ok((grp.into(), GroupKind::from_columns(kind, subject)?)))
        .collect()
}

/// The events after `from` up to `upto` that concern a person or these groups, oldest first, at most `limit`.
///
/// # Errors
/// [`StoreError::Database`].
pub async fn events(
    tx: &mut Tx,
    user: UserId,
    groups: &[GroupId],
    span: (Position, Position),
    limit: u32,
) -> Result<Vec<AccessEvent>> {
    type Row = (i64, i64, i64, uuid::Uuid, Option<uuid::Uuid>, Option<uuid::Uuid>, i64, i64);
    let (from, upto) = span;
    let rows: Vec<Row> = on!(tx, |c| {
        let mut q = QueryBuilder::new(
            "SELECT pos_tx, pos_id, kind, grp, user_id, doc, reason, at FROM access_event WHERE (pos_tx, pos_id) > (",
        );
        q.push_bind(from.tx).push(", ").push_bind(from.id).push(") AND (pos_tx, pos_id) <= (");
        q.push_bind(upto.tx).push(", ").push_bind(upto.id).push(") AND (user_id = ");
        q.push_bind(user.uuid());
        if !groups.is_empty() {
            q.push(" OR (user_id IS NULL AND grp IN (");
            let mut list = q.separated(", ");
            for group in groups {
                list.push_bind(group.uuid());
            }
            q.push("))");
        }
        q.push(") ORDER BY pos_tx, pos_id LIMIT ").push_bind(i64::from(limit));
        q.build_query_as().fetch_all(c).await
    })?;
    rows.into_iter()
        .map(|(tx, id, kind, grp, user, doc, why, at)| {
            Ok(AccessEvent {
                pos: Position { tx, id },
                kind: AccessKind::from_code(kind)?,
                group: grp.into(),
                user: user.map(Into::into),
                doc: doc.map(Into::into),
                reason: reason(why)?,
                at: Timestamp::from_millis(at),
            })
        })
        .collect()
}
