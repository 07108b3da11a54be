//! Everybody who can sign in.
use std::collections::BTreeMap;

use satchel_model::{
    id::UserId,
    policy::{Accounts, Read},
    text::fold,
};
use satchel_protocol::command::reply::{People, Person};
use satchel_server_store::{self as store, device::DeviceStatus};

use super::may;
use crate::{
    auth::{person, session::Caller},
    http::problem::Failure,
    state::State,
};

/// People read at once.
const PAGE: u32 = 1_000;

/// The lines, in order of name.
pub(super) async fn list(state: &State, caller: &Caller) -> Result<People, Failure> {
    may(state, caller, Read, Accounts { tenant: caller.tenant, owner: None })?;
    let mut tx = state.store.read().await?;
    let devices = super::devices::all(state, &mut tx).await?;
    let mut working: BTreeMap<UserId, u32> = BTreeMap::new();
    for device in devices.iter().filter(|d| d.status == DeviceStatus::Active) {
        *working.entry(device.user).or_default() += 1;
    }
    let mut people = Vec::new();
    let mut after = None;
    loop {
        let users = store::user::list(&mut tx, state.keys.tenant, after, PAGE).await?;
        let Some(last) = users.last() else { break };
        after = Some(last.user);
        for user in &users {
            let profile = person::opened(state, user);
            people.push(Person {
                user: user.user,
                name: profile.name,
                login: profile.login,
                role: user.role.name().to_owned(),
                patient: user.patient,
                active: user.active,
                created_at: user.created_at,
                devices: working.get(&user.user).copied().unwrap_or(0),
            });
        }
    }
    people.sort_by_cached_key(|person| (fold(&person.name), person.user));
    Ok(People { people })
}
