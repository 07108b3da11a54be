use super::*;
use satchel_core::{clock::SystemClock, host::MemoryHost};
use satchel_vault::random::OsEntropy;
use serde_json::json;

fn app(folder: &std::path::Path) -> App {
    let host = Arc::new(MemoryHost::default());
    App::new(host, folder.to_owned(), Arc::new(SystemClock), Arc::new(OsEntropy::new()))
}

#[test]
fn a_window_is_what_its_label_says() {
    for (label, want) in [
        ("clinic", Some(Window::Clinic)),
        ("clinic-2", Some(Window::Clinic)),
        ("patient", Some(Window::Patient)),
        ("admin", Some(Window::Admin)),
        ("admin-12", Some(Window::Admin)),
        ("any", None),
        ("", None),
        ("Clinic", None),
        ("clinic-", None),
        ("clinic-x", None),
        ("clinic-2-3", None),
        ("main", None),
    ] {
        assert_eq!(surface(label), want, "{label}");
    }
}

#[tokio::test]
async fn a_reply_and_a_problem_cross_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path());
    let reply = answer(&app, "clinic", &json!({"cmd": "status"})).await.unwrap();
    assert!(reply.get().starts_with(r#"{"reply":"status","value":{"state":"not_joined""#));
    let problem = answer(&app, "clinic", &json!({"cmd": "sync_status"})).await.unwrap_err();
    assert!(problem.get().contains(r#""code":"not_joined""#), "{}", problem.get());
    let nonsense = answer(&app, "clinic", &json!({"cmd": "format_disk"})).await.unwrap_err();
    assert!(nonsense.get().contains(r#""code":"malformed""#));
}

#[tokio::test]
async fn the_label_decides_what_may_be_asked() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path());
    let console = json!({"cmd": "people_list"});
    let search = json!({"cmd": "patient_search", "args": {"query": "x"}});
    for (label, asked, code) in [
        ("clinic", &console, "wrong_window"),
        ("patient", &console, "wrong_window"),
        ("admin", &console, "not_joined"),
        ("patient", &search, "wrong_window"),
        ("admin", &search, "not_joined"),
        ("stranger", &json!({"cmd": "status"}), "wrong_window"),
    ] {
        let problem = answer(&app, label, asked).await.unwrap_err();
        let want = format!(r#""code":"{code}""#);
        assert!(problem.get().contains(&want), "{label}: {}", problem.get());
    }
}
