//! People hear that there is news: once for a burst, by the way they chose, and never what the news is.
use std::sync::Arc;

use crate::{
    harness::{Server, on_both},
    laptop::Laptop,
};
use satchel_model::{
    id::{PatientId, UserId},
    role::Role,
    time::MINUTE_MS,
};
use satchel_protocol::{api::Session, command::args::NoticePrefsSet, command::args::NoticeSeen};
use satchel_server::{
    job::{self, runner},
    notice::reply,
    port::mail::{Kept, MailError},
};
use satchel_server_store::{
    self as store,
    job::JobState,
    notice::{Mail, Notice},
};
use serde_json::{Value, json};

on_both!(
    a_reading_tells_the_doctor_once_and_what_she_saw_is_seen,
    what_staff_write_among_themselves_is_nobodys_news,
    what_cannot_be_a_wish_is_refused_by_field,
);

/// A doctor with a patient, and the patient's phone.
struct Cast {
    doctor: Laptop,
    phone: Laptop,
    patient: Value,
    diary: Value,
    doctor_id: UserId,
    phone_id: UserId,
}

async fn who(laptop: &Laptop) -> UserId {
    let info = laptop.say("device_info", Value::Null).await.unwrap();
    serde_json::from_value(info["user"].clone()).unwrap()
}

async fn cast(server: &Server, admin: &Session) -> Cast {
    let doctor = crate::laptop::laptop(server, admin, "doc", Role::Doctor, 1).await;
    let [patient, _, diary] = doctor.patient("Okafor").await;
    doctor.sync(server).await;
    let own: PatientId = serde_json::from_value(patient.clone()).unwrap();
    let invited = server.invite_patient(admin, own).await;
    let phone = Laptop::new(server, 3);
    phone.join(&invited.link, "pat").await.unwrap();
    phone.sync(server).await;
    let (doctor_id, phone_id) = (who(&doctor).await, who(&phone).await);
    Cast { doctor, phone, patient, diary, doctor_id, phone_id }
}

impl Cast {
    async fn reading(&self, server: &Server) {
        let [item] = self.phone.ids().await;
        let weight = json!({ "item": item, "code": { "system": "http://loinc.org", "code": "29463-7", "display": "Body weight" }, "measure": { "value": "81.40", "unit": "kg" }, "parts": [], "effective": "2026-09-21T07:00:00Z" });
        let fields = json!({ "doc": self.diary, "patient": self.patient, "items": [weight] });
        self.phone.write("diary_record", fields).await;
        let done = self.phone.sync(server).await;
        assert_eq!(done["refused"], 0, "{done}");
    }
}

/// Carries out every job that is due, beside the server's own runner.
async fn work_off(server: &Server) {
    let app = &server.running.app;
    let kinds = job::kinds();
    for _ in 0..10_000 {
        runner::round(app, &kinds).await;
        let mut tx = app.store.read().await.unwrap();
        let now = app.now();
        let open = store::job::list(&mut tx, None, 100).await.unwrap();
        let due = open.iter().any(|j| {
            j.state == JobState::Running || j.state == JobState::Waiting && j.run_at <= now
        });
        if !due {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the jobs do not come to an end");
}

async fn notices(server: &Server, user: UserId) -> Vec<Notice> {
    let mut tx = server.running.app.store.read().await.unwrap();
    store::notice::list(&mut tx, user, 100).await.unwrap()
}

fn by_mail(quiet: Option<(&str, &str)>) -> NoticePrefsSet {
    NoticePrefsSet {
        in_app: true,
        email: true,
        address: Some("doc@clinic.example".to_owned()),
        quiet_from: quiet.map(|(from, _)| from.to_owned()),
        quiet_to: quiet.map(|(_, to)| to.to_owned()),
        language: Some("fr".to_owned()),
    }
}

async fn a_reading_tells_the_doctor_once_and_what_she_saw_is_seen(server: &Server) {
    let admin = server.admin().await;
    let cast = cast(server, &admin).await;
    cast.reading(server).await;
    work_off(server).await;
    cast.reading(server).await;
    work_off(server).await;
    let found = notices(server, cast.doctor_id).await;
    assert_eq!(found.len(), 1, "one for the burst");
    assert_eq!((found[0].kind.name(), found[0].mail), ("reading", Mail::None));
    assert_eq!(json!(found[0].doc), cast.diary);
    assert!(notices(server, cast.phone_id).await.is_empty(), "the author knows");
    server.wait_ms(15 * MINUTE_MS);
    cast.reading(server).await;
    work_off(server).await;
    let app = &server.running.app;
    let mut tx = app.store.read().await.unwrap();
    let listed = reply::list(&mut tx, cast.doctor_id).await.unwrap_or_else(|_| panic!("no list"));
    drop(tx);
    assert_eq!((listed.notices.len(), listed.unseen), (2, 2));
    let ids = vec![listed.notices[0].id];
    let of_another = reply::seen(app, cast.phone_id, &NoticeSeen { ids: ids.clone() }).await;
    assert!(of_another.is_ok_and(|n| n.notices.is_empty()));
    let after = reply::seen(app, cast.doctor_id, &NoticeSeen { ids }).await;
    assert!(after.is_ok_and(|n| n.unseen == 1 && n.notices[0].seen && !n.notices[1].seen));
}

async fn what_staff_write_among_themselves_is_nobodys_news(server: &Server) {
    let admin = server.admin().await;
    let cast = cast(server, &admin).await;
    let [doc, item, second] = cast.doctor.ids().await;
    let fields = json!({ "doc": doc, "patient": cast.patient, "item": item, "subject": "Tablets", "members": [], "kind": "clinical" });
    cast.doctor.write("thread_start", fields).await;
    let fields = json!({ "doc": doc, "patient": cast.patient, "item": second, "text": "Half?" });
    cast.doctor.write("message_send", fields).await;
    let done = cast.doctor.sync(server).await;
    assert_eq!(done["refused"], 0, "{done}");
    work_off(server).await;
    let mut tx = server.running.app.store.read().await.unwrap();
    let docs: satchel_model::id::DocId = serde_json::from_value(doc).unwrap();
    let audience = store::grant::groups_of(&mut tx, &[docs]).await.unwrap().len();
    drop(tx);
    let told = notices(server, cast.phone_id).await.len();
    assert_eq!(told, usize::from(audience > 1), "told exactly where the patient may read");
    assert!(notices(server, cast.doctor_id).await.is_empty());
}

async fn what_cannot_be_a_wish_is_refused_by_field(server: &Server) {
    let admin = server.admin().await;
    let cast = cast(server, &admin).await;
    let app = &server.running.app;
    let refused = async |wish: NoticePrefsSet| {
        let got = reply::set_prefs(app, cast.doctor_id, &wish).await;
        got.err().map(|f| f.0.args["field"].as_str().unwrap_or("-").to_owned())
    };
    let fine = || by_mail(None);
    assert_eq!(refused(NoticePrefsSet { address: None, ..fine() }).await.unwrap(), "address");
    let header = Some("a@b.example\r\nBcc: c@d.example".to_owned());
    assert_eq!(refused(NoticePrefsSet { address: header, ..fine() }).await.unwrap(), "address");
    assert_eq!(refused(by_mail(Some(("21:00", "25:00")))).await.unwrap(), "quiet_to");
    let half = NoticePrefsSet { quiet_to: None, ..by_mail(Some(("21:00", "07:00"))) };
    assert_eq!(refused(half).await.unwrap(), "quiet_to");
    let klingon = NoticePrefsSet { language: Some("tlh".to_owned()), ..fine() };
    assert_eq!(refused(klingon).await.unwrap(), "language");
    assert_eq!(refused(by_mail(Some(("21:00", "07:00")))).await, None);
    let mut tx = app.store.read().await.unwrap();
    let kept = reply::prefs(app, &mut tx, cast.doctor_id).await;
    drop(tx);
    assert!(kept.is_ok_and(|p| p.quiet_from.as_deref() == Some("21:00") && p.language == "fr"));
}

async fn with_mail(kept: &Kept) -> Server {
    let mailer = kept.clone();
    Server::start(None, move |config| {
        config.mail = Some(Arc::new(mailer));
        "https://clinic.example/".clone_into(&mut config.settings.mail_link);
    })
    .await
}

async fn wish(server: &Server, cast: &Cast, wish: NoticePrefsSet) {
    let done = reply::set_prefs(&server.running.app, cast.doctor_id, &wish).await;
    assert!(done.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_email_says_that_there_is_news_and_nothing_else() {
    let kept = Kept::default();
    let server = with_mail(&kept).await;
    let admin = server.admin().await;
    let cast = cast(&server, &admin).await;
    wish(&server, &cast, by_mail(None)).await;
    cast.reading(&server).await;
    work_off(&server).await;
    let mails = kept.mails();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.to, "doc@clinic.example");
    for (name, text) in [("subject", &mail.subject), ("text", &mail.text), ("html", &mail.html)] {
        for fact in ["Okafor", "Ada", "81.40", "kg", "reading", "1980"] {
            assert!(!text.contains(fact), "{name} tells {fact}: {text}");
        }
    }
    assert!(mail.text.contains("Ouvrez Satchel") && mail.text.contains("https://clinic.example/"));
    assert!(mail.html.contains("lang=\"fr\""), "{}", mail.html);
    assert_eq!(notices(&server, cast.doctor_id).await[0].mail, Mail::Sent);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opted_out_or_saw_it_meanwhile_gets_no_email() {
    let kept = Kept::default();
    let server = with_mail(&kept).await;
    let admin = server.admin().await;
    let cast = cast(&server, &admin).await;
    wish(&server, &cast, by_mail(None)).await;
    kept.answer(Some(MailError::Later("busy")));
    cast.reading(&server).await;
    work_off(&server).await;
    kept.answer(None);
    wish(&server, &cast, NoticePrefsSet { email: false, ..by_mail(None) }).await;
    server.wait_ms(20 * MINUTE_MS);
    work_off(&server).await;
    assert!(kept.mails().is_empty(), "the wish of a second before counts");
    assert_eq!(notices(&server, cast.doctor_id).await[0].mail, Mail::HeldBack);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_email_waits_for_the_end_of_quiet_hours() {
    let kept = Kept::default();
    let server = with_mail(&kept).await;
    let admin = server.admin().await;
    let cast = cast(&server, &admin).await;
    // The tests' clock begins at 14:13:20 UTC.
    wish(&server, &cast, by_mail(Some(("14:00", "15:00")))).await;
    cast.reading(&server).await;
    work_off(&server).await;
    assert!(kept.mails().is_empty());
    server.wait_ms(47 * MINUTE_MS);
    work_off(&server).await;
    assert_eq!(kept.mails().len(), 1);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_mail_server_is_tried_again_and_a_refused_address_waits_for_a_person() {
    let kept = Kept::default();
    let server = with_mail(&kept).await;
    let admin = server.admin().await;
    let cast = cast(&server, &admin).await;
    wish(&server, &cast, by_mail(None)).await;
    kept.answer(Some(MailError::Later("busy")));
    cast.reading(&server).await;
    for _ in 0..3 {
        work_off(&server).await;
        server.wait_ms(600_000);
    }
    kept.answer(Some(MailError::Never("refused")));
    work_off(&server).await;
    let app = &server.running.app;
    let mut tx = app.store.read().await.unwrap();
    let dead = store::job::list(&mut tx, Some(JobState::Dead), 9).await.unwrap();
    drop(tx);
    assert_eq!((dead.len(), dead[0].code.as_deref()), (1, Some("refused")));
    assert_eq!(dead[0].attempts, 4);
    assert_eq!(notices(&server, cast.doctor_id).await[0].mail, Mail::GivenUp);
    server.stop().await;
}
