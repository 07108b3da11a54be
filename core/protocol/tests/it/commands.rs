//! The door between screens and engine: every command, reply and event in its frozen JSON form.
use crate::console;
use proptest::prelude::*;
use satchel_model::{
    document::card::{Card, CardIdentifier},
    id::{DeviceId, DocId, ItemId, PatientId, TenantId, UserId, VaultId},
    time::Timestamp,
};
use satchel_protocol::command::{
    Carriers, Command, Event, Needs, Reach, Reply, Topic, Window,
    args::{
        DraftPut, Join, NetworkSet, NewIds, OtherGet, Page, PatientOf, PatientPage, QuarantineLine,
        Search, SignIn, SyncPause, Unlock, UnlockRecovery,
    },
    reply::{
        BlockCode, Chart, Chip, ChipState, Conflict, Conflicts, CopyReport, DeviceFacts,
        DocumentOpen, DraftLine, DraftText, Drafts, Durability, Ids, ItemRow, Items, Joined, Json,
        Me, PatientLine, PatientOpen, Patients, Quarantine, QuarantineExport, Refusal,
        SessionState, Status, SyncReport, SyncState, ThreadLine, ThreadOpen, Threads, VaultLine,
        Written,
    },
};
use serde_json::{Value, json};

fn doc() -> DocId {
    DocId::from_bytes([1; 16])
}

fn patient() -> PatientId {
    PatientId::from_bytes([2; 16])
}

fn vault() -> VaultId {
    VaultId::from_bytes([3; 16])
}

fn item() -> ItemId {
    ItemId::from_bytes([4; 16])
}

fn at() -> Timestamp {
    Timestamp::from_millis(1_790_000_000_000)
}

fn raw(text: &str) -> Json {
    serde_json::value::RawValue::from_string(text.to_owned()).unwrap()
}

fn write() -> Command {
    let args = json!({ "cmd": "write", "args": {
        "type": "admin_set_gender",
        "patient": patient(),
        "base": "unknown",
        "gender": "female",
        "draft": "gender",
    }});
    serde_json::from_value(args).unwrap()
}

/// One of each command, in the order of the table.
fn commands() -> Vec<Command> {
    [device_commands(), console::commands()].into_iter().flatten().collect()
}

fn device_commands() -> Vec<Command> {
    let of = PatientOf { patient: patient() };
    let page = PatientPage { patient: patient(), limit: Some(200) };
    let line = QuarantineLine { ctr: 7, confirm: true };
    vec![
        Command::Status,
        Command::Join(Join {
            link: "satchel://join?a=x:1&k=00&c=A".to_owned(),
            login: "ada".to_owned(),
            password: "correct horse".to_owned(),
            machine: "Laptop".to_owned(),
        }),
        Command::Unlock(Unlock { vault: Some(vault()), password: "correct horse".to_owned() }),
        Command::UnlockRecovery(UnlockRecovery {
            vault: None,
            code: "AAAA-BBBB".to_owned(),
            password: "correct horse".to_owned(),
        }),
        Command::Lock,
        Command::SignIn(SignIn { password: "correct horse".to_owned() }),
        Command::DeviceInfo,
        Command::NewIds(NewIds { count: 64 }),
        Command::SyncNow,
        Command::SyncCheck,
        Command::SyncStatus,
        Command::SyncRounds,
        Command::SyncPause(SyncPause { paused: true }),
        Command::NetworkSet(NetworkSet { online: false }),
        Command::PatientSearch(Search { query: "lov ada".to_owned(), limit: None }),
        Command::PatientList(Page { after: Some(doc()), limit: Some(1) }),
        Command::RecentList,
        Command::PatientGet(of),
        Command::ChartGet(of),
        Command::EncounterList(page),
        Command::DocumentGet(doc()),
        Command::ObservationList(page),
        Command::DiaryGet(page),
        Command::ThreadList(page),
        Command::ThreadGet(doc()),
        Command::ThreadRecent,
        Command::OtherList(page),
        Command::OtherGet(OtherGet { doc: doc(), item: item() }),
        Command::DecisionList(Some(of)),
        Command::DirectoryList,
        write(),
        Command::QuarantineList,
        Command::QuarantineRetry(line),
        Command::QuarantineDiscard(line),
        Command::QuarantineExport(line),
        Command::DraftPut(DraftPut { key: "note".to_owned(), body: "tea".to_owned() }),
        Command::DraftGet("note".to_owned()),
        Command::DraftList,
        Command::DraftRemove("note".to_owned()),
    ]
}

fn me() -> Me {
    Me {
        user: UserId::from_bytes([5; 16]),
        name: "Ada L.".to_owned(),
        role: "doctor".to_owned(),
        patient: None,
        vault: vault(),
        device: DeviceId::from_bytes([6; 16]),
    }
}

fn row() -> ItemRow {
    ItemRow {
        doc: doc(),
        list: "medicines".to_owned(),
        item: item(),
        at: at(),
        body: raw(r#"{"dose":"5.0"}"#),
        unsent: true,
    }
}

fn patient_line() -> PatientLine {
    PatientLine {
        patient: patient(),
        name: "Lovelace, Ada".to_owned(),
        card: Card {
            names: vec!["Lovelace, Ada".to_owned()],
            births: vec!["~1980".to_owned()],
            genders: vec!["female".to_owned()],
            identifiers: vec![CardIdentifier { system: "urn:x".to_owned(), value: "7".to_owned() }],
            contacts: vec!["+331".to_owned()],
            active: true,
            deceased: false,
            disputed: false,
        },
    }
}

fn conflict() -> Conflict {
    Conflict {
        doc: doc(),
        patient: Some(patient()),
        name: Some("Okafor, Ada".to_owned()),
        path: vec!["medicines".to_owned(), "m1".to_owned(), "regimen".to_owned()],
        decision: true,
        rule: "two_values".to_owned(),
        body: raw("[1,2]"),
    }
}

fn refusal() -> Refusal {
    Refusal {
        ctr: 7,
        doc: doc(),
        patient: None,
        code: "forbidden_path".to_owned(),
        detail: Some(raw(r#""medicines""#)),
        command: "medicine_set_dose".to_owned(),
        body: None,
        at: at(),
    }
}

fn session_replies() -> Vec<Reply> {
    let line = VaultLine { vault: vault(), unsent: 2 };
    let status = Status {
        state: SessionState::Unlocked,
        vaults: vec![line],
        me: Some(me()),
        version: "0.1.0".to_owned(),
    };
    let facts = DeviceFacts {
        tenant: TenantId::from_bytes([7; 16]),
        device: DeviceId::from_bytes([6; 16]),
        user: UserId::from_bytes([5; 16]),
        server: "clinic.example:8443".to_owned(),
        server_words: "acorn apple".to_owned(),
        lease_until: at(),
        server_time: at(),
        documents: 3,
        patients: 1,
        version: "0.1.0".to_owned(),
    };
    let chip = Chip {
        state: ChipState::Sending,
        count: 2,
        of: 3,
        unsent: 1,
        at: Some(at()),
        online: true,
    };
    let state = SyncState {
        chip,
        blocked: Some(BlockCode::Busy),
        own: Durability { saved: 1, sent: 2, elsewhere: 3 },
        refused: 4,
        audit_waiting: 5,
        sent_at: Some(at()),
        pulled_at: None,
        offline_since: Some(at()),
        documents: 6,
        decisions: 7,
        views_behind: 8,
        total: 9,
        left: 3,
        left_seconds: Some(4),
        offline: false,
        paused: true,
        next_try_at: Some(at()),
        clock_off_ms: Some(-120_001),
        lease_until: at(),
        server_words: "acorn apple".to_owned(),
    };
    let copy = CopyReport { documents: 9, damaged: 1, fetched: 2, compared: true };
    let report = SyncReport { pushed: 3, accepted: 2, refused: 1, documents: 4, more: true };
    vec![
        status.into(),
        Joined { me: me(), recovery_code: "AAAA-BBBB".to_owned() }.into(),
        me().into(),
        facts.into(),
        Ids { ids: vec![item()] }.into(),
        report.into(),
        copy.into(),
        state.into(),
    ]
}

fn reading_replies() -> Vec<Reply> {
    let opened =
        PatientOpen { line: patient_line(), items: vec![row()], conflicts: vec![conflict()] };
    let chart = Chart {
        patient: patient(),
        doc: Some(doc()),
        items: vec![row()],
        conflicts: vec![],
        unsent: 1,
    };
    let document = DocumentOpen {
        doc: doc(),
        doc_type: "encounter".to_owned(),
        patient: Some(patient()),
        state: "final".to_owned(),
        items: vec![],
        conflicts: vec![],
        unsent: 0,
    };
    let thread = ThreadLine { patient: patient(), name: None, row: row() };
    vec![
        Patients { patients: vec![patient_line()], more: false }.into(),
        opened.into(),
        chart.into(),
        Items { items: vec![row()], more: true }.into(),
        document.into(),
        ThreadOpen { doc: doc(), entries: vec![row()] }.into(),
        Conflicts { conflicts: vec![conflict()] }.into(),
        Threads { threads: vec![thread], more: false }.into(),
    ]
}

fn writing_replies() -> Vec<Reply> {
    vec![
        Written { docs: vec![doc()], ctrs: vec![41], saved: 2 }.into(),
        Quarantine { refused: vec![refusal()] }.into(),
        QuarantineExport { text: "{}".to_owned() }.into(),
        Drafts { drafts: vec![DraftLine { key: "note".to_owned(), at: at() }] }.into(),
        DraftText { body: Some("tea".to_owned()), at: Some(at()) }.into(),
    ]
}

fn replies() -> Vec<Reply> {
    let all = [session_replies(), reading_replies(), writing_replies(), console::replies()];
    all.into_iter().flatten().collect()
}

#[test]
fn every_command_of_the_table_has_a_frozen_form() {
    let commands = commands();
    let words: Vec<&str> = commands.iter().map(|c| c.entry().word).collect();
    let table: Vec<&str> = Command::TABLE.iter().map(|e| e.word).collect();
    assert_eq!(words, table);
    for command in commands {
        let word = command.entry().word;
        let json = serde_json::to_value(&command).unwrap();
        assert_eq!(json["cmd"], word);
        insta::assert_json_snapshot!(format!("command_{word}"), json);
        let again: Command = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&again).unwrap(), json, "{word}");
        assert_eq!(again.entry(), command.entry());
    }
}

#[test]
fn every_reply_of_the_table_has_a_frozen_form() {
    let mut names: Vec<&str> = replies().iter().map(Reply::name).collect();
    let mut table: Vec<&str> = Command::TABLE.iter().map(|e| e.reply).collect();
    names.sort_unstable();
    table.sort_unstable();
    table.dedup();
    assert_eq!(names, table);
    for reply in replies() {
        let json = serde_json::to_value(&reply).unwrap();
        let word = json["reply"].as_str().unwrap().to_owned();
        insta::assert_json_snapshot!(format!("reply_{word}"), json);
        let text = serde_json::to_string(&reply).unwrap();
        let again: Reply = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), text, "{word}");
        assert_eq!(again.name(), reply.name());
    }
}

#[test]
fn commands_and_replies_print_their_word_and_nothing_else() {
    for command in commands() {
        assert_eq!(format!("{command:?}"), format!("Command({})", command.entry().word));
    }
    for reply in replies() {
        assert_eq!(format!("{reply:?}"), format!("Reply({})", reply.name()));
    }
}

#[test]
fn a_command_with_a_missing_argument_is_refused() {
    // What may be left out, by command.
    let optional = [
        ("unlock", "vault"),
        ("unlock_recovery", "vault"),
        ("patient_search", "limit"),
        ("patient_list", "after"),
        ("patient_list", "limit"),
        ("encounter_list", "limit"),
        ("observation_list", "limit"),
        ("diary_get", "limit"),
        ("thread_list", "limit"),
        ("other_list", "limit"),
        ("quarantine_retry", "confirm"),
        ("quarantine_discard", "confirm"),
        ("quarantine_export", "confirm"),
        ("write", "base"),
        ("notice_prefs_set", "address"),
        ("notice_prefs_set", "quiet_from"),
        ("notice_prefs_set", "quiet_to"),
        ("notice_prefs_set", "language"),
        ("invitation_create", "patient"),
        ("invitation_create", "days"),
        ("audit_list", "before"),
        ("audit_list", "limit"),
        ("audit_list", "user"),
        ("audit_list", "patient"),
        ("audit_list", "kind"),
        ("write", "draft"),
    ];
    for command in commands() {
        let word = command.entry().word;
        let json = serde_json::to_value(&command).unwrap();
        let Some(args) = json.get("args").and_then(Value::as_object) else { continue };
        for key in args.keys() {
            let mut less = json.clone();
            less["args"].as_object_mut().unwrap().remove(key);
            let fine = serde_json::from_value::<Command>(less).is_ok();
            let may = optional.contains(&(word, key.as_str()));
            assert_eq!(fine, may, "{word} without {key}");
        }
    }
}

#[test]
fn a_list_without_bounds_asks_for_the_first_page() {
    let command: Command = serde_json::from_str(r#"{"cmd":"patient_list","args":{}}"#).unwrap();
    assert!(matches!(command, Command::PatientList(page) if page == Page::default()));
    let command: Command =
        serde_json::from_value(json!({"cmd": "quarantine_discard", "args": {"ctr": 1}})).unwrap();
    assert!(
        matches!(command, Command::QuarantineDiscard(line) if !line.confirm),
        "discarding needs an explicit yes"
    );
}

#[test]
fn what_is_no_command_is_refused() {
    for text in [
        "{}",
        "[]",
        "null",
        r#""status""#,
        r#"{"cmd":""}"#,
        r#"{"cmd":"Status"}"#,
        r#"{"cmd":"join"}"#,
        r#"{"cmd":"document_get","args":"not-an-id"}"#,
        r#"{"cmd":"document_get","args":7}"#,
        r#"{"cmd":"new_ids","args":{"count":256}}"#,
        r#"{"cmd":"new_ids","args":{"count":-1}}"#,
        r#"{"cmd":"patient_search","args":{"query":"a","limit":4294967296}}"#,
        r#"{"cmd":"write","args":{"type":"format_disk"}}"#,
        r#"{"cmd":"write","args":{}}"#,
    ] {
        assert!(serde_json::from_str::<Command>(text).is_err(), "{text}");
    }
}

#[test]
fn only_answers_with_health_data_are_audited() {
    for entry in Command::TABLE {
        let clinical = [
            "Patients",
            "PatientOpen",
            "Chart",
            "Items",
            "DocumentOpen",
            "ThreadOpen",
            "Conflicts",
            "Quarantine",
            "QuarantineExport",
            "DraftText",
            "Threads",
            "AuditPage",
            "Reviews",
        ];
        assert_eq!(entry.health, clinical.contains(&entry.reply), "{}", entry.word);
    }
}

#[test]
fn what_returns_health_data_needs_an_open_vault() {
    for entry in Command::TABLE.iter().filter(|e| e.health) {
        assert_eq!(entry.needs, Needs::Unlocked, "{}", entry.word);
        let console = entry.window == Window::Admin;
        assert_eq!(entry.reach == Reach::Server, console, "{}", entry.word);
    }
    assert!(Needs::Nothing < Needs::Vault && Needs::Vault < Needs::Unlocked);
}

#[test]
fn what_only_the_server_answers_never_pretends_to_work_offline() {
    let words: Vec<&str> =
        Command::TABLE.iter().filter(|e| e.reach == Reach::Server).map(|e| e.word).collect();
    let (own, passed_on) = words.split_at(3);
    assert_eq!(own, ["join", "sign_in", "sync_now"]);
    let console: Vec<&str> = console::commands().iter().map(|c| c.entry().word).collect();
    assert_eq!(passed_on, console);
}

#[test]
fn both_engines_answer_what_reads_and_writes_the_record() {
    for entry in Command::TABLE {
        let device = ["quarantine", "draft", "recent", "thread_recent"];
        let record = ["write", "new_ids", "directory_list"].contains(&entry.word)
            || entry.reach == Reach::Server && entry.needs == Needs::Unlocked
            || entry.health;
        let own = device.iter().any(|word| entry.word.starts_with(word))
            || ["sync_now", "sign_in"].contains(&entry.word);
        let want = if record && !own { Carriers::Both } else { Carriers::Device };
        assert_eq!(entry.carriers, want, "{}", entry.word);
    }
}

#[test]
fn staff_surfaces_alone_search_and_decide_and_the_console_alone_runs_the_clinic() {
    let of = |window| {
        let all = Command::TABLE.iter().filter(move |e| e.window == window);
        all.map(|e| e.word).collect::<Vec<_>>()
    };
    let clinic =
        ["patient_search", "patient_list", "recent_list", "thread_recent", "decision_list"];
    assert_eq!(of(Window::Clinic), clinic);
    let console = of(Window::Admin);
    assert!(console.iter().all(|word| !word.starts_with("notice")), "{console:?}");
    assert_eq!(console.len(), 9);
    assert!(of(Window::Patient).is_empty(), "a patient's surface asks nothing of its own");
}

#[test]
fn every_event_and_topic_has_a_frozen_form() {
    let topics = vec![
        Topic::Patients,
        Topic::Patient(patient()),
        Topic::Document(doc()),
        Topic::Decisions,
        Topic::Pending,
        Topic::Quarantine,
        Topic::Drafts,
        Topic::Sync,
        Topic::Session,
        Topic::Directory,
        Topic::Notices,
        Topic::People,
        Topic::Devices,
        Topic::Audit,
        Topic::Review,
    ];
    let events = [Event::Changed(topics), Event::Changed(vec![]), Event::Lost];
    insta::assert_json_snapshot!("events", events);
    for event in events {
        let text = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
    }
    assert!(serde_json::from_str::<Topic>(r#"{"topic":"weather"}"#).is_err());
    assert!(serde_json::from_str::<Topic>(r#"{"topic":"patient"}"#).is_err());
}

#[test]
fn states_of_a_session_are_words() {
    for (state, word) in [
        (SessionState::NotJoined, "not_joined"),
        (SessionState::Locked, "locked"),
        (SessionState::Unlocked, "unlocked"),
    ] {
        assert_eq!(serde_json::to_value(state).unwrap(), word);
    }
}

#[test]
fn words_of_the_table_are_words_in_json() {
    assert_eq!(serde_json::to_value(Needs::Vault).unwrap(), "vault");
    assert_eq!(serde_json::to_value(Window::Clinic).unwrap(), "clinic");
    assert_eq!(serde_json::from_value::<Window>(json!("admin")).unwrap(), Window::Admin);
    assert!(serde_json::from_value::<Window>(json!("kitchen")).is_err());
    assert_eq!(serde_json::to_value(Carriers::Both).unwrap(), "both");
    assert_eq!(serde_json::to_value(Reach::Server).unwrap(), "server");
}

proptest! {
    #[test]
    fn text_of_any_alphabet_travels_in_a_draft(key in ".{0,30}", body in ".{0,200}") {
        let command = Command::DraftPut(DraftPut { key: key.clone(), body: body.clone() });
        let text = serde_json::to_string(&command).unwrap();
        let again: Command = serde_json::from_str(&text).unwrap();
        let Command::DraftPut(put) = again else { return Err(TestCaseError::fail("another command")) };
        prop_assert_eq!((put.key, put.body), (key, body));
    }

    #[test]
    fn a_number_in_a_row_keeps_its_digits(digits in "[1-9][0-9]{0,30}\\.[0-9]{1,30}") {
        let mut row = row();
        row.body = raw(&format!(r#"{{"value":{digits}}}"#));
        let text = serde_json::to_string(&Reply::from(Items { items: vec![row], more: false })).unwrap();
        prop_assert!(text.contains(&digits));
    }

    #[test]
    fn no_text_panics_as_a_command(text in ".{0,200}") {
        drop(serde_json::from_str::<Command>(&text));
        drop(serde_json::from_str::<Reply>(&text));
        drop(serde_json::from_str::<Event>(&text));
    }

    #[test]
    fn ids_travel_as_they_are(bytes in any::<[u8; 16]>()) {
        let id = DocId::from_bytes(bytes);
        let text = serde_json::to_string(&Command::DocumentGet(id)).unwrap();
        let again: Command = serde_json::from_str(&text).unwrap();
        prop_assert!(matches!(again, Command::DocumentGet(other) if other == id));
    }
}
