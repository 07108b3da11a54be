//! People and places of the clinic, as the server last told them.
use super::Cx;
use crate::{
    error::CoreError,
    store::{StoreError, directory},
};
use satchel_model::{id::RowId, text::fold};
use satchel_protocol::command::reply::{Colleague, Directory, Place};

/// People in order of name, those who left behind them; places in order of name, closed ones left out.
///
/// # Errors
/// [`CoreError::Store`].
pub fn list(cx: Cx<'_>) -> Result<Directory, CoreError> {
    let tenant = cx.unlocked.author.tenant;
    let found: Result<_, StoreError> = cx
        .unlocked
        .store
        .read(|read| Ok((directory::people(read, tenant)?, directory::places(read, tenant)?)));
    let (people, places) = found?;
    let mut people: Vec<Colleague> = people
        .into_iter()
        .map(|person| Colleague {
            user: person.user,
            name: person.name,
            role: person.role.name().to_owned(),
            active: person.active,
        })
        .collect();
    people.sort_by_cached_key(|person| (!person.active, fold(&person.name), person.user));
    let mut places: Vec<Place> = places
        .into_iter()
        .filter(|(_, place)| place.active)
        .map(|(id, place)| Place { id: RowId::from_bytes(*id.as_bytes()), name: place.name })
        .collect();
    places.sort_by_cached_key(|place| fold(&place.name));
    Ok(Directory { people, places })
}
