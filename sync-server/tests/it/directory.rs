//! Names of people and places on other machines: who gets them, and what they say after a change.
use crate::{
    harness::{Server, on_both},
    laptop::{Laptop, laptop},
};
use satchel_core::store::directory as held;
use satchel_model::{
    document::DocType,
    id::PatientId,
    role::Role,
    row::{Content, Person},
};
use satchel_server::{admin::Progress, directory};
use serde_json::{Value, json};

on_both!(
    the_name_behind_a_dose_shows_on_another_laptop,
    everybody_of_the_clinic_is_a_row_in_their_latest_version,
    a_person_who_was_stopped_stays_by_name,
    a_phone_gets_no_directory,
);

async fn the_name_behind_a_dose_shows_on_another_laptop(server: &Server) {
    let admin = server.admin().await;
    let ann = laptop(server, &admin, "ann", Role::Doctor, 1).await;
    let ben = laptop(server, &admin, "ben", Role::Doctor, 2).await;
    let [patient, chart, _] = ann.patient("Okafor").await;
    let item = ann.medicine(&patient, &chart).await;
    ann.sync(server).await;
    ben.sync(server).await;
    ann.dose(&patient, &chart, &item, "850").await;
    ben.dose(&patient, &chart, &item, "1000").await;
    ann.sync(server).await;
    ben.sync(server).await;
    ann.sync(server).await;
    for laptop in [&ann, &ben] {
        assert_eq!(
            doses(laptop).await,
            [("1000", "ben"), ("850", "ann")]
                .map(|(dose, name)| (dose.to_owned(), name.to_owned()))
        );
    }
}

/// The doses that stand against each other with who is named for them, in order of dose.
async fn doses(laptop: &Laptop) -> Vec<(String, String)> {
    let open = laptop.say("decision_list", Value::Null).await.unwrap();
    let mut out: Vec<_> = open["conflicts"][0]["body"]["alternatives"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| {
            let text = |v: &Value| v.as_str().unwrap_or("-").to_owned();
            (text(&a["value"]["dose"]), text(&a["name"]))
        })
        .collect();
    out.sort();
    out
}

/// Everybody that a laptop knows by name, and what the clinic is called there.
async fn known(laptop: &Laptop) -> (Vec<(String, bool)>, Vec<String>) {
    let info = laptop.say("device_info", Value::Null).await.unwrap();
    let tenant = serde_json::from_value(info["tenant"].clone()).unwrap();
    let store = laptop.app.unlocked().unwrap().store;
    let people = store.read(|read| held::people(read, tenant)).unwrap();
    let places = store.read(|read| held::places(read, tenant)).unwrap();
    let mut people: Vec<_> = people.into_iter().map(|p| (p.name, p.active)).collect();
    people.sort();
    (people, places.into_iter().map(|(_, place)| place.name).collect())
}

async fn everybody_of_the_clinic_is_a_row_in_their_latest_version(server: &Server) {
    let admin = server.admin().await;
    server.staff(&admin, "grace", Role::Nurse).await;
    let it = laptop(server, &admin, "ivan", Role::It, 1).await;
    it.sync(server).await;
    let names = ["Ada L.", "grace", "ivan"].map(|name| (name.to_owned(), true)).to_vec();
    assert_eq!(known(&it).await, (names, vec!["Riverside".to_owned()]));
}

async fn a_person_who_was_stopped_stays_by_name(server: &Server) {
    let admin = server.admin().await;
    let nurse = server.staff(&admin, "grace", Role::Nurse).await;
    let it = laptop(server, &admin, "ivan", Role::It, 1).await;
    it.sync(server).await;
    let app = &server.running.app;
    let call = json!({ "verb": "user_deactivate", "user": nurse.me.user });
    let call = serde_json::from_value(call).unwrap();
    satchel_server::admin::act::perform(app, call, &Progress::default()).await.unwrap();
    it.sync(server).await;
    let (people, _) = known(&it).await;
    assert_eq!(people[1], ("grace".to_owned(), false));
    // A laptop that comes later gets the newest version alone.
    let late = laptop(server, &admin, "lea", Role::Reception, 2).await;
    late.sync(server).await;
    assert_eq!(known(&late).await.0[1], ("grace".to_owned(), false));
    let mut tx = app.store.read().await.unwrap();
    let rows = directory::newest(app, &mut tx).await.unwrap();
    let versions: Vec<u64> = rows
        .values()
        .filter(|r| matches!(&r.content, Content::Person(Person { user, .. }) if *user == nurse.me.user))
        .map(|r| r.version)
        .collect();
    assert_eq!(versions, [2]);
}

async fn a_phone_gets_no_directory(server: &Server) {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let [own, ..] = doctor.patient("Okafor").await;
    doctor.sync(server).await;
    let own: PatientId = serde_json::from_value(own).unwrap();
    let invited = server.invite_patient(&admin, own).await;
    let phone = Laptop::new(server, 3);
    phone.join(&invited.link, "pat").await.unwrap();
    phone.sync(server).await;
    assert_eq!(known(&phone).await, (Vec::new(), Vec::new()));
    let kinds = phone
        .app
        .unlocked()
        .unwrap()
        .store
        .read(|read| satchel_core::store::document::page(read, None, 50));
    let kinds = kinds.unwrap();
    assert!(!kinds.is_empty() && kinds.iter().all(|row| row.doc_type != DocType::Directory.code()));
}
