//! What a device gets: everything it may see, once, from checkpoint to checkpoint, and nothing else.
use crate::{
    harness::{OTHER, Server, on_both},
    signer::{Pulled, Signer},
};
use satchel_model::{
    crdt::Doc,
    document::{self, DocType, card::Card},
    hash,
    id::DocId,
    role::Role,
};
use satchel_protocol::sync::{DocMode, Want};

on_both!(
    a_fresh_device_gets_what_it_may_see_and_then_only_news,
    a_patient_gets_their_own_record_only,
    a_token_of_another_device_starts_anew,
    a_large_document_comes_in_parts,
    a_repair_brings_the_document_whole,
);

fn ids(pulled: &Pulled) -> Vec<DocId> {
    pulled.documents.iter().map(|d| d.doc).collect()
}

async fn clinic(server: &Server) -> (Signer, satchel_protocol::api::Session) {
    let admin = server.admin().await;
    let doctor = server.staff(&admin, "dora", Role::Doctor).await;
    (Signer::enrol(server, &doctor).await, admin)
}

async fn a_fresh_device_gets_what_it_may_see_and_then_only_news(server: &Server) {
    let (mut writer, admin) = clinic(server).await;
    let now = server.now();
    let (patient, chart, items) = writer.register(now);
    writer.push(now, &items).await;
    let problem = writer.problem(now, chart, patient);
    writer.push(now, &[problem]).await;
    server.settle().await;

    server.wait_ms(60_000);
    let now = server.now();
    let nurse = server.staff(&admin, "nell", Role::Nurse).await;
    let mut reader = Signer::enrol(server, &nurse).await;
    server.settle().await;
    let first = reader.pull(now, None).await;
    let mut seen = ids(&first);
    seen.sort();
    assert_eq!(seen.len(), 4, "directory, admin, chart, diary");
    assert_eq!(first.grants.len(), 4, "a grant ahead of each");
    let told = first.documents.iter().find(|d| d.doc == chart).unwrap();
    assert_eq!((told.mode, told.to_seq), (DocMode::Full, 1));
    let held = Doc::load(&told.bytes).unwrap();
    assert_eq!(told.fp, hash::fingerprint(chart, 0, 1, &held.heads()));
    assert_eq!(held.keys(&["problems"]).len(), 1);
    assert_eq!(told.authors[0].user, writer.device.session().me.user);
    let record = first.documents.iter().find(|d| d.doc == patient.admin()).unwrap();
    let card = Card::decode(record.card.as_ref().unwrap()).unwrap();
    assert_eq!(card.name(), "Quill, Ines");
    let empty = first.documents.iter().find(|d| d.doc_type == DocType::Diary.code()).unwrap();
    assert_eq!((empty.to_seq, empty.bytes.len()), (0, 0));
    assert_eq!(
        empty.fp,
        hash::fingerprint(
            empty.doc,
            0,
            0,
            &document::genesis(DocType::Diary, empty.doc, 0).heads()
        )
    );
    assert!(!first.checkpoints.last().unwrap().more);

    let nothing = reader.pull(now, None).await;
    assert!(nothing.documents.is_empty() && nothing.grants.is_empty());
    assert_eq!(nothing.checkpoints.len(), 1);

    let more = writer.problem(now, chart, patient);
    writer.push(now, &[more]).await;
    server.settle().await;
    let news = reader.pull(now, None).await;
    assert_eq!(ids(&news), [chart]);
    let told = &news.documents[0];
    assert_eq!(told.to_seq, 2);
    assert!(news.grants.is_empty(), "it has the document");
    // The writer's own item comes without its body.
    let mine = writer.pull(now, None).await;
    assert_eq!(ids(&mine).len(), 4);
}

async fn a_patient_gets_their_own_record_only(server: &Server) {
    let (mut writer, admin) = clinic(server).await;
    let now = server.now();
    let (patient, chart, items) = writer.register(now);
    writer.push(now, &items).await;
    let problem = writer.problem(now, chart, patient);
    writer.push(now, &[problem]).await;
    let (_, other, items) = writer.register(now);
    writer.push(now, &items).await;
    server.settle().await;

    server.wait_ms(60_000);
    let now = server.now();
    let invited = server.invite_patient(&admin, patient).await;
    let session = server.accept(&invited.code, "ines").await.read();
    let mut phone = Signer::enrol(server, &session).await;
    server.settle().await;
    let got = phone.pull(now, None).await;
    assert_eq!(got.documents.len(), 3);
    assert!(got.documents.iter().all(|d| d.patient == Some(patient)));
    assert!(!ids(&got).contains(&other));
    let wants = vec![Want { doc: other, epoch: 0, have_seq: 0 }];
    let refused = phone.pull(now, Some(wants)).await;
    assert!(refused.documents.is_empty(), "asking by name brings nothing either");
    let item = phone.problem(now, chart, patient);
    assert_eq!(phone.push(now, &[item]).await.words(), ["forbidden_doc"]);
    assert_ne!(OTHER, "");
}

async fn a_token_of_another_device_starts_anew(server: &Server) {
    let (mut writer, _) = clinic(server).await;
    let now = server.now();
    let (_, _, items) = writer.register(now);
    writer.push(now, &items).await;
    server.settle().await;
    assert_eq!(writer.pull(now, None).await.documents.len(), 4);
    assert_eq!(writer.pull(now, None).await.documents.len(), 0);
    let mut bent = writer.token.clone().unwrap();
    bent[5] ^= 1;
    writer.token = Some(bent);
    assert_eq!(writer.pull(now, None).await.documents.len(), 4);
}

async fn a_large_document_comes_in_parts(server: &Server) {
    let (mut writer, _) = clinic(server).await;
    let now = server.now();
    let (patient, chart, items) = writer.register(now);
    writer.push(now, &items).await;
    // Random notes do not pack, so the saved document is larger than a part.
    for _ in 0..9 {
        let mut items = Vec::new();
        for _ in 0..100 {
            let mut json = writer.problem_json(now, chart, patient);
            let mut noise = [0; 400];
            writer.entropy().fill(&mut noise);
            json["note"] = hex::encode(noise).into();
            items.push(writer.write(now, json));
        }
        assert!(writer.push(now, &items).await.words().iter().all(|w| w == "ok"));
    }
    server.settle().await;
    let got = writer.pull(now, None).await;
    let parts: Vec<_> = got.documents.iter().filter(|d| d.doc == chart).collect();
    assert!(parts.len() > 1, "{}", parts.len());
    let n = u16::try_from(parts.len()).unwrap();
    let order: Vec<_> = parts.iter().map(|d| d.part.unwrap()).map(|p| (p.i, p.n)).collect();
    assert_eq!(order, (0..n).map(|i| (i, n)).collect::<Vec<_>>());
    let whole: Vec<u8> = parts.iter().flat_map(|d| d.bytes.to_vec()).collect();
    assert_eq!(Doc::load(&whole).unwrap().keys(&["problems"]).len(), 900);
}

async fn a_repair_brings_the_document_whole(server: &Server) {
    let (mut writer, _) = clinic(server).await;
    let now = server.now();
    let (patient, chart, items) = writer.register(now);
    writer.push(now, &items).await;
    let more = [writer.problem(now, chart, patient), writer.problem(now, chart, patient)];
    writer.push(now, &more).await;
    server.settle().await;
    writer.pull(now, None).await;
    let whole = vec![Want { doc: chart, epoch: 0, have_seq: 0 }];
    let got = writer.pull(now, Some(whole)).await;
    assert_eq!((ids(&got), got.documents[0].mode), (vec![chart], DocMode::Full));
    let rest = vec![Want { doc: chart, epoch: 0, have_seq: 1 }];
    let got = writer.pull(now, Some(rest)).await;
    assert_eq!((got.documents[0].from_seq, got.documents[0].to_seq), (2, 2));
}
