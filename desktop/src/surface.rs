//! The two surfaces that a desktop shows, each in a window of its own.
use tauri::Url;

/// A surface. Its window's label is also the name of its capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Surface {
    Clinic,
    Admin,
}

impl Surface {
    /// Both.
    pub(crate) const ALL: [Self; 2] = [Self::Clinic, Self::Admin];

    /// The label of its window.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Clinic => "clinic",
            Self::Admin => "admin",
        }
    }

    /// The page that its window shows.
    pub(crate) const fn page(self) -> &'static str {
        match self {
            Self::Clinic => "clinic.html",
            Self::Admin => "admin.html",
        }
    }

    /// The surface of this name or label.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|surface| surface.label() == name)
    }

    /// Whether its window may go to `url`: its own page, and the frame that stands between page and engine.
    pub(crate) fn may_visit(self, url: &Url) -> bool {
        if url.scheme().starts_with("isolation") {
            return true;
        }
        let ours = match url.scheme() {
            "tauri" => url.host_str() == Some("localhost"),
            // How Windows and Android spell the same place.
            "http" | "https" => url.host_str() == Some("tauri.localhost"),
            _ => false,
        };
        ours && url.path().trim_start_matches('/') == self.page()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_bridge::ipc;
    use satchel_protocol::command::Window;

    fn may(surface: Surface, url: &str) -> bool {
        surface.may_visit(&url.parse().unwrap())
    }

    #[test]
    fn a_window_stays_on_its_own_page() {
        assert!(may(Surface::Clinic, "tauri://localhost/clinic.html#/patients"));
        assert!(may(Surface::Admin, "http://tauri.localhost/admin.html"));
        assert!(may(Surface::Clinic, "isolation-0198://localhost/"));
        for elsewhere in [
            "tauri://localhost/admin.html",
            "tauri://localhost/",
            "tauri://example.org/clinic.html",
            "https://example.org/clinic.html",
            "http://tauri.localhost.example.org/clinic.html",
            "file:///etc/passwd",
            "data:text/html,clinic.html",
            "javascript:clinic.html",
            "about:blank",
        ] {
            assert!(!may(Surface::Clinic, elsewhere), "{elsewhere}");
        }
    }

    #[test]
    fn each_surface_has_its_own_label_page_and_rights() {
        let [clinic, admin] = Surface::ALL;
        assert_ne!(clinic.label(), admin.label());
        assert_ne!(clinic.page(), admin.page());
        assert_eq!(
            (ipc::surface(clinic.label()), ipc::surface(admin.label())),
            (Some(Window::Clinic), Some(Window::Admin))
        );
        for surface in Surface::ALL {
            assert_eq!(Surface::named(surface.label()), Some(surface));
        }
        assert_eq!(Surface::named("patient"), None);
    }
}
