//! `GET /api/v1/review`: items that wait for a person; ids and reasons, no content.
use axum::{Json, extract::State};
use satchel_model::{cbor, role::Role};
use satchel_protocol::{api::ReviewLine, env::Env, problem::ErrorCode};
use satchel_server_store::{
    self as store,
    review::{Review, ReviewState},
};

use crate::{auth::session::Caller, http::problem::Failure, state::App};

/// Items read for one list.
const PAGE: u32 = 500;

/// Who sees that something waits: those who can decide or must know.
const fn sees_review(role: Role) -> bool {
    matches!(role, Role::ClinicAdmin | Role::PrivacyOfficer | Role::Doctor | Role::Nurse)
}

/// # Errors
/// `forbidden` for other roles.
pub async fn handle(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<Vec<ReviewLine>>, Failure> {
    if !sees_review(caller.role) {
        return Err(ErrorCode::Forbidden.into());
    }
    let mut tx = app.store.read().await?;
    let tenant = app.keys.tenant;
    let open = store::review::list(&mut tx, tenant, ReviewState::Open, None, PAGE).await?;
    Ok(Json(open.iter().filter_map(line).collect()))
}

/// One line; an envelope that cannot be read here was never verified and shows nowhere.
fn line(review: &Review) -> Option<ReviewLine> {
    let env: Env = cbor::decode(&review.env).ok()?;
    Some(ReviewLine {
        item: env.hash,
        device: review.device,
        user: env.user,
        doc: review.doc,
        doc_type: env.doc_type,
        code: review.code.word().to_owned(),
        state: match review.state {
            ReviewState::Open | ReviewState::Held => "open",
            ReviewState::Accepted => "accepted",
            ReviewState::Dismissed => "refused",
        }
        .to_owned(),
        received_at: review.received_at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sees_that_something_waits() {
        let names: Vec<_> =
            Role::ALL.into_iter().filter(|r| sees_review(*r)).map(Role::name).collect();
        assert_eq!(names, ["nurse", "doctor", "clinic_admin", "privacy_officer"]);
    }
}
