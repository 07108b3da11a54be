//! Carries out what IT asks.
use satchel_model::{
    id::{JobId, UserId},
    role::Role,
};
use satchel_protocol::{
    api::Invite,
    intent::RevokeReason,
    problem::{ErrorCode, Problem},
};
use satchel_server_store::{self as store, job::JobState};
use satchel_vault::secret::Password;
use serde_json::{Value, json};

use super::{Call, Progress, record, team};
use crate::{
    api::v1::invitations,
    audit,
    auth::{
        device, password,
        person::{self, Added, NewPerson},
        profile::{self, Profile},
        trail::{self, Act},
    },
    doctor, fhir,
    http::problem::Failure,
    keys::rotate,
    scribe::Written,
    state::State,
    sync::bus,
};

/// People read for one list.
const PAGE: u32 = 1_000;

/// The answer to one request; long work tells its `progress`. Dropping the future stops the work between transactions.
/// # Errors
/// A Problem with a stable code.
pub async fn perform(state: &State, call: Call, progress: &Progress) -> Result<Value, Problem> {
    progress.tell(json!({ "started": true }));
    let outcome = match call {
        Call::Health => health(state).await,
        Call::Doctor => Ok(doctor::report(state).await),
        Call::AdminCreate { clinic, login, name, password } => {
            let new = NewAdmin { clinic, login, name, password };
            admin_create(state, new).await
        }
        Call::UserList => user_list(state).await,
        Call::UserInvite { name, role, patient, hours } => {
            user_invite(state, &role, Invite { name, role: 0, patient, hours }).await
        }
        Call::UserDeactivate { user } => user_deactivate(state, user).await,
        Call::Team(call) => team::perform(state, call).await,
        Call::DeviceList => device::list(state, None).await.map(|lines| json!(lines)),
        Call::DeviceRevoke { device, reason } => device_revoke(state, device, reason).await,
        Call::FhirImport { paths, source } => {
            fhir::Import { paths, source }.tell(state, progress).await
        }
        Call::JobList { dead } => job_list(state, dead).await,
        Call::JobRetry { job } => job_retry(state, job).await,
        Call::AuditVerify => audit::verify::report(state).await,
        Call::KeysStatus => rotate::status(state).await,
        Call::KeysRotate => rotate::rotate(state, rotate::GRACE, progress).await,
        Call::MigrateStatus => migrate_status(state).await,
        Call::Record { ask } => record::carry(state, ask).await,
    };
    outcome.map_err(|failure| failure.0)
}

async fn health(state: &State) -> Result<Value, Failure> {
    let engine = state.store.engine().await?;
    Ok(json!({
        "status": "ok",
        "engine": engine,
        "node": state.node.to_string(),
        "sockets": state.live.count(),
        "bus": bus::report(state),
        "first_downloads": state.sync.line.size(),
        "documents_held": state.sync.docs.size(),
        "tasks": state.tasks.running(),
        "panics": state.tasks.panics(),
    }))
}

struct NewAdmin {
    clinic: Option<String>,
    login: String,
    name: String,
    password: String,
}

async fn admin_create(state: &State, new: NewAdmin) -> Result<Value, Failure> {
    let name = profile::text("name", &new.name)?;
    let login = profile::login(&new.login)?;
    let mut context = vec![name.clone(), login.clone()];
    context.extend(new.clinic.clone());
    let typed: Password = password::take(new.password)?;
    let length = state.limits.password_length_min;
    let stored = state.hashing.create(typed, length, context).await?;
    let mut tx = state.store.begin().await?;
    let mut told = Written::default();
    if let Some(clinic) = &new.clinic {
        told = person::name_clinic(state, &mut tx, &profile::text("clinic", clinic)?).await?;
    } else if person::clinic(&mut tx).await?.is_empty() {
        return Err(Problem::new(ErrorCode::Invalid).with("field", "clinic").into());
    }
    let new = NewPerson {
        profile: Profile { name, login },
        role: Role::ClinicAdmin,
        patient: None,
        password: stored,
    };
    let Added { user, written } = person::create(state, &mut tx, new).await?;
    trail::note(state, &mut tx, Act::SetUp, user.user, None).await?;
    tx.commit().await?;
    told.and(written).tell(state);
    state.setup.close();
    Ok(json!({ "user": user.user }))
}

async fn user_list(state: &State) -> Result<Value, Failure> {
    let mut tx = state.store.read().await?;
    let users = store::user::list(&mut tx, state.keys.tenant, None, PAGE).await?;
    let lines: Vec<Value> = users
        .iter()
        .map(|user| {
            let profile = person::opened(state, user);
            json!({
                "user": user.user,
                "name": profile.name,
                "login": profile.login,
                "role": user.role.name(),
                "active": user.active,
                "created_at": user.created_at,
            })
        })
        .collect();
    Ok(json!(lines))
}

async fn user_invite(state: &State, role: &str, asked: Invite) -> Result<Value, Failure> {
    let role = Role::from_name(role).filter(|r| *r != Role::System);
    let role = role.ok_or_else(|| Problem::new(ErrorCode::Invalid).with("field", "role"))?;
    let by = trail::server(state);
    let invited = invitations::create::make(state, by, None, role, &asked).await?;
    Ok(json!(invited))
}

/// Stops a person; every session ends and every device of theirs is shut out without alarm.
async fn user_deactivate(state: &State, user: UserId) -> Result<Value, Failure> {
    let now = state.now();
    let mut tx = state.store.begin().await?;
    let known = store::user::find(&mut tx, user).await?.ok_or(ErrorCode::NotFound)?;
    if !known.active {
        return Err(ErrorCode::AlreadyDone.into());
    }
    let written = person::set_active(state, &mut tx, &known, false).await?;
    store::session::end_user(&mut tx, user, "revoked", now).await?;
    let devices = store::device::list(&mut tx, known.tenant, Some(user), None, PAGE).await?;
    let mut stopped = Vec::new();
    for line in devices {
        if line.status == store::device::DeviceStatus::Revoked {
            continue;
        }
        device::shut_out(state, &mut tx, line.device, RevokeReason::Replaced, None).await?;
        stopped.push(line.device);
    }
    trail::note(state, &mut tx, Act::UserDeactivated, user, None).await?;
    tx.commit().await?;
    written.tell(state);
    for device in &stopped {
        state.live.poke_device(*device);
    }
    Ok(json!({ "user": user, "devices": stopped }))
}

async fn device_revoke(
    state: &State,
    id: satchel_model::id::DeviceId,
    reason: RevokeReason,
) -> Result<Value, Failure> {
    let mut tx = state.store.begin().await?;
    device::shut_out(state, &mut tx, id, reason, None).await?;
    tx.commit().await?;
    state.live.poke_device(id);
    Ok(json!({ "device": id, "reason": device::reason_word(reason) }))
}

async fn job_list(state: &State, dead: bool) -> Result<Value, Failure> {
    let mut tx = state.store.read().await?;
    let only = dead.then_some(JobState::Dead);
    let lines: Vec<Value> = store::job::list(&mut tx, only, PAGE)
        .await?
        .into_iter()
        .map(|line| {
            json!({
                "job": line.job,
                "kind": line.kind,
                "state": line.state.name(),
                "attempts": line.attempts,
                "code": line.code,
                "run_at": line.run_at,
                "created_at": line.created_at,
            })
        })
        .collect();
    Ok(json!(lines))
}

async fn job_retry(state: &State, job: Option<JobId>) -> Result<Value, Failure> {
    let mut tx = state.store.begin().await?;
    let jobs = match job {
        Some(job) => vec![job],
        None => store::job::list(&mut tx, Some(JobState::Dead), PAGE)
            .await?
            .into_iter()
            .map(|line| line.job)
            .collect(),
    };
    let mut again = Vec::new();
    for id in jobs {
        if store::job::retry(&mut tx, id, state.now()).await? {
            again.push(id);
        }
    }
    if job.is_some() && again.is_empty() {
        return Err(ErrorCode::NotFound.into());
    }
    tx.commit().await?;
    state.bell.ring();
    Ok(json!({ "jobs": again }))
}

async fn migrate_status(state: &State) -> Result<Value, Failure> {
    let mut tx = state.store.read().await?;
    let version = store::migrate::version(&mut tx).await?;
    let engine = state.store.engine().await?;
    Ok(json!({ "engine": engine, "schema": version, "newest": store::migrate::head() }))
}
