//! Two laptops that stay online: what one writes reaches the other by a poke alone. The clock of the test stands still,
//! so no poll ever comes due.
use std::time::Duration;

use crate::{
    harness::Server,
    laptop::{Laptop, laptop},
};
use satchel_model::role::Role;

/// Waits until the laptop lists as many patients, woken by what its engine tells.
pub(crate) async fn until_listed(laptop: &Laptop, count: usize) -> Vec<String> {
    let mut heard = laptop.app.events();
    let listed = async {
        loop {
            let names = laptop.names().await;
            if names.len() == count {
                return names;
            }
            heard.next().await;
        }
    };
    // Far longer than it takes; without a bound a lost poke would hang the run instead of failing it.
    tokio::time::timeout(Duration::from_mins(1), listed).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_laptop_online_sees_anothers_patient_without_asking() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let doctor = laptop(&server, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(&server, &admin, "nan", Role::Nurse, 2).await;
    nurse.app.go_online().unwrap();
    doctor.app.go_online().unwrap();
    doctor.patient("Okafor").await;
    assert_eq!(until_listed(&nurse, 1).await, ["Okafor, Ada"]);
    // And the other way round, over the same sockets.
    nurse.patient("Tanaka").await;
    assert_eq!(until_listed(&doctor, 2).await.len(), 2);
    server.stop().await;
}
