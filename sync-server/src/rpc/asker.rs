//! Who asks a command: a device by its token, or a page by its cookie.
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use satchel_model::role::Role;
use satchel_protocol::{command::Window, problem::ErrorCode};

use crate::{
    auth::session::{self, Caller},
    http::{extract, problem::Failure},
    state::App,
    web::{guard, session as web},
};

/// The header by which a surface says which one it is.
const WINDOW: &str = "x-satchel-window";

/// The person, and the surface they ask from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// The person.
    pub caller: Caller,
    /// The surface.
    pub window: Window,
}

/// The surface of a request: what it says, where its person's role has that surface, else the role's own. A page never
/// has more than the pages of its role.
fn window(role: Role, on_web: bool, said: Option<&str>) -> Result<Window, Failure> {
    let own = match role {
        Role::Patient | Role::TrustedPerson => Window::Patient,
        Role::ClinicAdmin | Role::PrivacyOfficer | Role::It => Window::Admin,
        Role::Reception | Role::Nurse | Role::Doctor => Window::Clinic,
        Role::System => return Err(ErrorCode::WrongWindow.into()),
    };
    match said {
        None => Ok(own),
        Some("patient") if own == Window::Patient => Ok(Window::Patient),
        Some("admin") if own == Window::Admin => Ok(Window::Admin),
        Some("clinic") if own != Window::Patient && !on_web => Ok(Window::Clinic),
        Some(_) => Err(ErrorCode::WrongWindow.into()),
    }
}

fn said(headers: &HeaderMap) -> Option<&str> {
    headers.get(WINDOW).and_then(|v| v.to_str().ok())
}

impl FromRequestParts<App> for Asker {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let headers = &parts.headers;
        let on_web = !headers.contains_key(header::AUTHORIZATION);
        let caller = if on_web {
            let token = web::token(headers).ok_or(ErrorCode::Unauthenticated)?;
            if parts.method.is_safe() {
                guard::looking(headers, &parts.uri)?;
            } else {
                guard::changing(headers, &parts.uri)?;
            }
            web::authenticate(app, token).await?.0
        } else {
            session::authenticate(app, extract::bearer(headers)?).await?
        };
        app.rates.api(caller.counted())?;
        let window = window(caller.role, on_web, said(headers))?;
        Ok(Self { caller, window })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(role: Role, on_web: bool, said: Option<&str>) -> Option<Window> {
        window(role, on_web, said).ok()
    }

    #[test]
    fn a_surface_is_the_roles_own_unless_the_person_has_another() {
        assert_eq!(seen(Role::Patient, true, None), Some(Window::Patient));
        assert_eq!(seen(Role::Patient, true, Some("patient")), Some(Window::Patient));
        assert_eq!(seen(Role::It, true, Some("admin")), Some(Window::Admin));
        assert_eq!(seen(Role::Doctor, false, None), Some(Window::Clinic));
        assert_eq!(seen(Role::ClinicAdmin, false, Some("clinic")), Some(Window::Clinic));
    }

    #[test]
    fn nobody_takes_a_surface_that_is_not_theirs() {
        for (role, on_web, said) in [
            (Role::Patient, true, "admin"),
            (Role::Patient, false, "clinic"),
            (Role::Doctor, false, "admin"),
            (Role::Doctor, false, "patient"),
            (Role::ClinicAdmin, true, "clinic"),
            (Role::ClinicAdmin, true, "patient"),
            (Role::ClinicAdmin, true, "any"),
        ] {
            assert_eq!(seen(role, on_web, Some(said)), None, "{role:?} {said}");
        }
        assert_eq!(seen(Role::System, false, None), None);
    }
}
