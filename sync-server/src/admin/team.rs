//! Care teams and wards, as IT asks for them.
use satchel_model::{
    id::{GroupId, PatientId, UserId},
    time::DAY_MS,
};
use satchel_server_store::{
    grant::GroupKind,
    team::{self, Listed},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{audience, auth::profile, http::problem::Failure, state::State};

/// Teams read for one list.
const PAGE: u32 = 1_000;

/// One request about teams.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum TeamCall {
    /// Every care team and ward.
    List,
    /// A new one.
    Make {
        /// Name as shown.
        name: String,
        /// A ward, not a care team.
        ward: bool,
    },
    /// Takes a person in.
    Join {
        /// The team.
        team: GroupId,
        /// The person.
        user: UserId,
        /// Ends by itself after so many days.
        days: Option<u32>,
    },
    /// Takes a person out.
    Leave {
        /// The team.
        team: GroupId,
        /// The person.
        user: UserId,
    },
    /// Assigns a patient.
    Assign {
        /// The team.
        team: GroupId,
        /// The patient.
        patient: PatientId,
        /// Takes them out of the clinic's common audience.
        only: bool,
    },
    /// Takes a patient out.
    Unassign {
        /// The team.
        team: GroupId,
        /// The patient.
        patient: PatientId,
    },
    /// Gives a patient back to the clinic's common audience.
    Open {
        /// The patient.
        patient: PatientId,
    },
}

/// Carries a request out.
/// # Errors
/// `not_found`, `invalid`, `conflict`, or a store failure; nothing is changed then.
pub async fn perform(state: &State, call: TeamCall) -> Result<Value, Failure> {
    if matches!(call, TeamCall::List) {
        return list(state).await;
    }
    let mut tx = state.store.begin().await?;
    let tx_ref = &mut tx;
    let (news, answer) = match call {
        TeamCall::List => (audience::News::default(), json!([])),
        TeamCall::Make { name, ward } => {
            let team = audience::make(state, tx_ref, ward, &name).await?;
            (audience::News::default(), json!({ "team": team }))
        }
        TeamCall::Join { team, user, days } => {
            let end = |days: u32| state.now().plus_millis(i64::from(days).saturating_mul(DAY_MS));
            let news = audience::join(state, tx_ref, (team, user), days.map(end)).await?;
            (news, json!({ "user": user }))
        }
        TeamCall::Leave { team, user } => {
            (audience::leave(state, tx_ref, team, user).await?, json!({ "user": user }))
        }
        TeamCall::Assign { team, patient, only } => {
            let news = audience::assign(state, tx_ref, (team, patient), only).await?;
            (news, json!({ "patient": patient }))
        }
        TeamCall::Unassign { team, patient } => {
            let news = audience::unassign(state, tx_ref, team, patient).await?;
            (news, json!({ "patient": patient }))
        }
        TeamCall::Open { patient } => {
            (audience::open(state, tx_ref, patient).await?, json!({ "patient": patient }))
        }
    };
    tx.commit().await?;
    news.tell(state);
    Ok(answer)
}

async fn list(state: &State) -> Result<Value, Failure> {
    let mut tx = state.store.read().await?;
    let teams = team::teams(&mut tx, state.keys.tenant, PAGE).await?;
    let line = |(team, kind, name, people, records): &Listed| {
        let kind = if matches!(kind, GroupKind::Ward(_)) { "ward" } else { "care_team" };
        let name = profile::open_label(&state.keys, *team.as_bytes(), name.as_deref());
        json!({ "team": team, "kind": kind, "name": name, "people": people, "records": records })
    };
    Ok(teams.iter().map(line).collect())
}
