//! Commands that look at the record. Only people who see their own record ask them here: staff work with the app, which
//! has everything on the device.
use satchel_model::{
    cbor,
    crdt::Scalar,
    document::{DocType, card::card, entry::Entry},
    id::{DocId, ItemId, PatientId},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::{
    command::{
        Command, Reply,
        args::{OtherGet, PatientOf, PatientPage},
        reply::{
            Chart, Colleague, Directory, DocumentOpen, ItemRow, Items, PatientLine, PatientOpen,
            Place, ThreadOpen,
        },
    },
    problem::{ErrorCode, Problem},
};
use satchel_server_store::Tx;

use super::read::{self, Reader};
use crate::{auth::session::Caller, directory, http::problem::Failure, state::State};

/// Most things of one answer.
const ITEMS_MAX: u32 = 1_000;
/// Things of one answer where no number is asked for.
const ITEMS: u32 = 200;

/// Carries a command out.
/// # Errors
/// `forbidden` for staff and what is not answered here, `not_found` for what is not for the person.
pub async fn carry(state: &State, caller: &Caller, command: Command) -> Result<Reply, Failure> {
    if matches!(command, Command::DirectoryList) {
        return Ok(directory_list(state, caller).await?.into());
    }
    if !matches!(caller.role, Role::Patient | Role::TrustedPerson) {
        return Err(Problem::new(ErrorCode::Forbidden).with("lift", "app").into());
    }
    let mut tx = state.store.read().await?;
    let desk = Desk { reader: Reader::of(state, &mut tx, caller).await?, tx: &mut tx };
    Ok(match command {
        Command::PatientGet(a) => desk.patient(a).await?.into(),
        Command::ChartGet(a) => desk.chart(a).await?.into(),
        Command::EncounterList(a) => desk.list(a, DocType::Encounter, &["encounter"]).await?.into(),
        Command::DocumentGet(doc) => desk.document(doc).await?.into(),
        Command::ObservationList(a) => {
            desk.list(a, DocType::Encounter, &["observations"]).await?.into()
        }
        Command::DiaryGet(a) => {
            desk.list(a, DocType::Diary, &["readings", "answers", "ticks"]).await?.into()
        }
        Command::ThreadList(a) => desk.list(a, DocType::Thread, &["thread"]).await?.into(),
        Command::ThreadGet(doc) => desk.thread(doc).await?.into(),
        Command::OtherList(a) => desk.list(a, DocType::Encounter, &["others"]).await?.into(),
        Command::OtherGet(a) => desk.other(a).await?.into(),
        other => {
            let word = other.entry().word;
            return Err(Problem::new(ErrorCode::NotFound).with("command", word).into());
        }
    })
}

/// One look.
struct Desk<'a, 'tx> {
    reader: Reader<'a>,
    tx: &'tx mut Tx,
}

impl Desk<'_, '_> {
    async fn patient(self, asked: PatientOf) -> Result<PatientOpen, Failure> {
        let Self { reader, tx } = self;
        let page = reader.page(tx, asked.patient.admin()).await?;
        let shown = reader.shown(tx, &page).await?;
        let card = card(&*reader.doc(tx, &page).await?);
        let name = card.names.first().cloned().unwrap_or_default();
        reader.note(vec![page.row.doc], Some(DocType::Admin)).await?;
        let doc = page.row.doc;
        let conflicts = shown.conflicts.into_iter();
        Ok(PatientOpen {
            conflicts: conflicts
                .map(|c| read::conflict(&page.row, Some(&name), c))
                .collect::<Result<_, _>>()?,
            line: PatientLine { patient: asked.patient, name, card },
            items: shown.rows.into_iter().map(|r| read::item(doc, r)).collect::<Result<_, _>>()?,
        })
    }

    async fn name(&mut self, patient: Option<PatientId>) -> Result<Option<String>, Failure> {
        let Some(patient) = patient else { return Ok(None) };
        let Ok(page) = self.reader.page(self.tx, patient.admin()).await else { return Ok(None) };
        let doc = self.reader.doc(self.tx, &page).await?;
        Ok(Some(card(&doc).names.first().cloned().unwrap_or_default()))
    }

    async fn chart(mut self, asked: PatientOf) -> Result<Chart, Failure> {
        let patient = asked.patient;
        let pages = self.reader.of_patient(self.tx, patient, DocType::Chart).await?;
        let name = self.name(Some(patient)).await?;
        let mut out = Chart {
            patient,
            doc: pages.first().map(|page| page.row.doc),
            items: Vec::new(),
            conflicts: Vec::new(),
            unsent: 0,
        };
        for page in &pages {
            let shown = self.reader.shown(self.tx, page).await?;
            for row in shown.rows {
                out.items.push(read::item(page.row.doc, row)?);
            }
            for open in shown.conflicts {
                out.conflicts.push(read::conflict(&page.row, name.as_deref(), open)?);
            }
        }
        let docs = pages.iter().map(|page| page.row.doc).collect();
        self.reader.note(docs, Some(DocType::Chart)).await?;
        Ok(out)
    }

    async fn document(mut self, doc: DocId) -> Result<DocumentOpen, Failure> {
        let page = self.reader.page(self.tx, doc).await?;
        let name = self.name(page.row.patient).await?;
        let shown = self.reader.shown(self.tx, &page).await?;
        self.reader.note(vec![doc], Some(page.row.kind)).await?;
        let conflicts = shown.conflicts.into_iter();
        Ok(DocumentOpen {
            doc,
            doc_type: page.row.kind.name().to_owned(),
            patient: page.row.patient,
            state: read::state_word(page.row.state).to_owned(),
            items: shown.rows.into_iter().map(|r| read::item(doc, r)).collect::<Result<_, _>>()?,
            conflicts: conflicts
                .map(|c| read::conflict(&page.row, name.as_deref(), c))
                .collect::<Result<_, _>>()?,
            unsent: 0,
        })
    }

    async fn list(
        self,
        asked: PatientPage,
        kind: DocType,
        lists: &[&str],
    ) -> Result<Items, Failure> {
        let limit = asked.limit.unwrap_or(ITEMS).clamp(1, ITEMS_MAX);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut found: Vec<ItemRow> = Vec::new();
        for page in self.reader.of_patient(self.tx, asked.patient, kind).await? {
            let shown = self.reader.shown(self.tx, &page).await?;
            let rows = shown.rows.into_iter().filter(|row| lists.contains(&row.list.as_str()));
            for row in rows {
                found.push(read::item(page.row.doc, row)?);
            }
        }
        found.sort_by_key(|row| std::cmp::Reverse((row.at, row.doc, row.item)));
        let more = found.len() > limit;
        found.truncate(limit);
        self.reader.note(found.iter().map(|row| row.doc).collect(), Some(kind)).await?;
        Ok(Items { items: found, more })
    }

    async fn thread(self, doc: DocId) -> Result<ThreadOpen, Failure> {
        let page = self.reader.page(self.tx, doc).await?;
        if page.row.kind != DocType::Thread {
            return Err(ErrorCode::NotFound.into());
        }
        let shown = self.reader.shown(self.tx, &page).await?;
        let mut rows = shown.rows;
        rows.retain(|row| row.list == "entries");
        rows.sort_by_key(|row| (row.at, row.item));
        self.reader.note(vec![doc], Some(DocType::Thread)).await?;
        let entries = rows.into_iter().map(|r| read::item(doc, r)).collect::<Result<_, _>>()?;
        Ok(ThreadOpen { doc, entries })
    }

    async fn other(self, asked: OtherGet) -> Result<Items, Failure> {
        let page = self.reader.page(self.tx, asked.doc).await?;
        if page.row.kind != DocType::Encounter {
            return Err(ErrorCode::NotFound.into());
        }
        let entries = self.reader.entries(self.tx, &page).await?;
        let kept = entries.iter().find_map(|(value, _)| kept(value, asked.item));
        let (json, at) = if let Some(kept) = kept {
            kept
        } else {
            let doc = self.reader.doc(self.tx, &page).await?;
            match doc.value(&["others", &asked.item.to_string(), "json"]) {
                Some(Scalar::Str(json)) => (json, Timestamp::default()),
                _ => return Err(ErrorCode::NotFound.into()),
            }
        };
        self.reader.note(vec![asked.doc], Some(DocType::Encounter)).await?;
        let item = ItemRow {
            doc: asked.doc,
            list: "others".to_owned(),
            item: asked.item,
            at,
            body: read::raw(json)?,
            unsent: false,
        };
        Ok(Items { items: vec![item], more: false })
    }
}

fn kept(value: &[u8], item: ItemId) -> Option<(String, Timestamp)> {
    match cbor::decode_lenient(value) {
        Ok(Entry::Resource(kept)) if kept.item == item => Some((kept.json, kept.at)),
        _ => None,
    }
}

/// People and places, for staff; the rows come to nobody else, so nobody else is answered any.
async fn directory_list(state: &State, caller: &Caller) -> Result<Directory, Failure> {
    if !caller.role.is_staff() {
        return Ok(Directory::default());
    }
    let mut tx = state.store.read().await?;
    let rows = directory::newest(state, &mut tx).await?;
    let mut out = Directory::default();
    for row in rows.into_values() {
        match row.content {
            satchel_model::row::Content::Person(person) => out.people.push(Colleague {
                user: person.user,
                name: person.name,
                role: person.role.name().to_owned(),
                active: person.active,
            }),
            satchel_model::row::Content::Place(place) if place.active => {
                out.places.push(Place { id: row.id, name: place.name });
            }
            satchel_model::row::Content::Place(_) => {}
        }
    }
    let fold = satchel_model::text::fold;
    out.people.sort_by_cached_key(|person| (!person.active, fold(&person.name), person.user));
    out.places.sort_by_cached_key(|place| fold(&place.name));
    Ok(out)
}
