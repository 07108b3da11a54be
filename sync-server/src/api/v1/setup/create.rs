//! `POST /api/v1/setup`: names the clinic and makes its first administrator, once, with the printed code.
use axum::{Json, extract::State};
use satchel_model::role::Role;
use satchel_protocol::{
    api::{Session, Setup},
    problem::ErrorCode,
};

use crate::{
    auth::{
        password,
        person::{self, Added, NewPerson},
        profile::{self, Profile},
        session,
        trail::{self, Act},
    },
    http::{
        extract::{Body, Client},
        problem::Failure,
    },
    state::App,
};

/// # Errors
/// `setup_code_invalid` for a wrong code and after the first use, `rate_limited`, `invalid`, `weak_password`.
pub async fn handle(
    State(app): State<App>,
    Client(address): Client,
    Body(asked): Body<Setup>,
) -> Result<Json<Session>, Failure> {
    app.rates.code(address)?;
    if !app.setup.matches(&asked.code) {
        return Err(ErrorCode::SetupCodeInvalid.into());
    }
    app.rates.code_was_right(address);
    let clinic = profile::text("clinic", &asked.clinic)?;
    let name = profile::text("name", &asked.name)?;
    let login = profile::login(&asked.login)?;
    let context = vec![clinic.clone(), name.clone(), login.clone()];
    let typed = password::take(asked.password)?;
    let stored = app.hashing.create(typed, app.limits.password_length_min, context).await?;
    let mut tx = app.store.begin().await?;
    let named = person::name_clinic(&app, &mut tx, &clinic).await?;
    if person::any(&app, &mut tx).await? {
        return Err(ErrorCode::SetupCodeInvalid.into());
    }
    let new = NewPerson {
        profile: Profile { name, login },
        role: Role::ClinicAdmin,
        patient: None,
        password: stored,
    };
    let Added { user, written } = person::create(&app, &mut tx, new).await?;
    trail::note(&app, &mut tx, Act::SetUp, user.user, None).await?;
    let session = session::open(&app, &mut tx, &user, None).await?;
    tx.commit().await?;
    named.and(written).tell(&app);
    app.setup.close();
    Ok(Json(session))
}
