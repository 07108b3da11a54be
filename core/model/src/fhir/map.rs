//! The mapping: each resource to its document, as puts or word for word.
use super::{Allergy, Condition, Finding, Medicine, Patient, Visit};
use super::{
    Context, DraftDocument, DraftPart, Mapping, Outcome, Refused, fit,
    ident::{self, Identity},
    limit,
    owner::{self, Owner, Owners},
    patient::{self, Standing, Subject},
    reading::{Reading, Resource},
    reference::{self, Target},
    take::{Taken, Trouble},
    version,
};
use crate::{
    cbor,
    crdt::Put,
    document::{
        DocType,
        entry::{self, Entry},
        item::{Draft, set, set_group},
        register::{self, Rest, Source},
    },
    id::{DocId, ItemId, PatientId},
};
use std::collections::BTreeMap;

/// Turns a reading into drafts of documents. Pure: equal input gives equal drafts.
#[must_use]
pub fn map(reading: &Reading<'_>, cx: &Context<'_>) -> Mapping {
    let (patients, remarks) = patient::decide(reading, cx);
    let owners = Owners { reading, cx, patients };
    let mut mapper = Mapper {
        reading,
        cx,
        owners,
        visits: BTreeMap::new(),
        drafts: BTreeMap::new(),
        fates: BTreeMap::new(),
        refused: reading.refused.clone(),
        notes: reading.notes.clone(),
    };
    for (number, remark) in remarks {
        mapper.note(number, "", remark);
    }
    // Visits before what happened in them, patients before visits.
    for round in ["Patient", "Encounter", ""] {
        for (number, resource) in reading.resources.iter().enumerate() {
            let kind = resource.entry.kind.as_str();
            let first = matches!(kind, "Patient" | "Encounter");
            if resource.repeats.is_none() && (kind == round || (round.is_empty() && !first)) {
                mapper.take(number, resource);
            }
        }
    }
    mapper.finish()
}

/// Where a resource went.
#[derive(Clone, Copy)]
struct Fate {
    kept: bool,
    doc: DocId,
    patient: Option<PatientId>,
    /// Kept with a patient it does not name itself: one such copy a patient.
    copy: bool,
}

struct Mapper<'a> {
    reading: &'a Reading<'a>,
    cx: &'a Context<'a>,
    owners: Owners<'a>,
    /// Documents of the Encounters mapped here, with their patient.
    visits: BTreeMap<usize, (DocId, PatientId)>,
    drafts: BTreeMap<(u16, DocId), DraftDocument>,
    fates: BTreeMap<usize, Fate>,
    refused: Vec<Refused>,
    notes: Vec<Refused>,
}

/// One document to write to.
#[derive(Clone, Copy)]
struct Home {
    doc: DocId,
    doc_type: DocType,
    patient: Option<PatientId>,
    key: &'static str,
    /// Kind of an `encounter` document that is begun here.
    opens: Option<&'static str>,
}

impl Mapper<'_> {
    fn take(&mut self, number: usize, resource: &Resource<'_>) {
        self.remark_dangling(number, resource);
        let outcome = if resource.entry.kind == "Patient" {
            self.patient(number, resource)
        } else if owner::is_restricted(&resource.json) {
            Err(Trouble::Keep("restricted by its label".to_owned()))
        } else if let Some(what) = owner::modifier(&resource.json) {
            Err(Trouble::Keep(format!("has {what}, which may turn its meaning round")))
        } else {
            self.clinical(number, resource)
        };
        let kept = match outcome {
            Ok(()) => return,
            Err(Trouble::Keep(reason)) => {
                if !reason.is_empty() {
                    self.note(number, "", format!("kept word for word: {reason}"));
                }
                self.keep(number, resource)
            }
            Err(refused) => Err(refused),
        };
        if let Err(Trouble::Refuse(place, reason)) = kept {
            self.refuse(number, &place, reason);
        }
    }

    /// Maps a clinical resource of a type we model; any other type is kept without a remark.
    fn clinical(&mut self, number: usize, resource: &Resource<'_>) -> Taken<()> {
        let kind = resource.entry.kind.as_str();
        if !MODELLED.contains(&kind) {
            return Err(Trouble::Keep(String::new()));
        }
        let subject = match self.owners.named(resource) {
            Some(Owner::Patient(subject)) => subject,
            Some(Owner::Lost(place, reason)) => return Err(Trouble::Refuse(place, reason)),
            Some(Owner::Clinic) => {
                return Err(Trouble::Keep("is about something else than a patient".to_owned()));
            }
            None => {
                let member = if matches!(kind, "AllergyIntolerance" | "Immunization") {
                    "/patient"
                } else {
                    "/subject"
                };
                return Err(Trouble::Refuse(member.to_owned(), "names no patient".to_owned()));
            }
        };
        match kind {
            "Encounter" => self.visit(number, resource, subject),
            "Condition" | "AllergyIntolerance" | "MedicationRequest" | "MedicationStatement" => {
                self.chart(number, resource, subject)
            }
            _ => self.finding(number, resource, subject),
        }
    }

    fn patient(&mut self, number: usize, resource: &Resource<'_>) -> Taken<()> {
        let subject = match self.owners.patients.get(&number) {
            Some(Ok(subject)) => *subject,
            Some(Err(reason)) => return Err(Trouble::Refuse(String::new(), reason.clone())),
            None => return Err(Trouble::Keep(String::new())),
        };
        let patient = Patient::read(self.reading, resource);
        for remark in &patient.odd {
            self.note(number, "", remark.clone());
        }
        if let Some(what) = owner::modifier(&resource.json) {
            self.note(number, "", format!("has {what}: read it in the original"));
        }
        let item = resource.identity.item();
        let source = Self::source(resource);
        let mut puts = patient.puts(item, &|root, id| self.bare(root, id));
        puts.push(set_group(&["person", "source"], &source));
        let home = Home {
            doc: subject.patient.admin(),
            doc_type: DocType::Admin,
            patient: Some(subject.patient),
            key: "admin",
            opens: None,
        };
        let before = puts.len();
        drop_unfit(&mut puts);
        let additive = subject.standing == Standing::Matched;
        // What the patient's own record cannot hold, or must not overwrite, stays readable beside it.
        if puts.len() < before || additive {
            let word = self.entry(resource)?;
            let import = Self::import(Some(subject), resource);
            self.open(import).parts.push(part(number, Vec::new(), vec![word]));
        }
        let mut taken = part(number, puts, Vec::new());
        taken.additive = additive;
        self.open(home).parts.push(taken);
        if subject.standing == Standing::New {
            for (doc, doc_type, key) in [
                (subject.chart, DocType::Chart, "chart"),
                (ident::beside(subject.patient, "diary"), DocType::Diary, "diary"),
            ] {
                self.open(Home { doc, doc_type, patient: Some(subject.patient), key, opens: None });
            }
        }
        self.fate(number, home, false);
        Ok(())
    }

    fn visit(&mut self, number: usize, resource: &Resource<'_>, subject: Subject) -> Taken<()> {
        let visit = Visit::read(self.reading, resource)?;
        let source = Self::source(resource);
        let item = resource.identity.item();
        let puts = visit.puts(item, self.cx.by, &source, &|root, id| self.bare(root, id));
        let known = self.cx.known.resource(&resource.identity);
        let known = known.filter(|p| p.patient == Some(subject.patient));
        let home = Home {
            doc: known.map_or_else(|| resource.identity.document(), |p| p.doc),
            doc_type: DocType::Encounter,
            patient: Some(subject.patient),
            key: "visit",
            opens: None,
        };
        self.put(number, home, puts)?;
        self.visits.insert(number, (home.doc, subject.patient));
        Ok(())
    }

    fn chart(&mut self, number: usize, resource: &Resource<'_>, subject: Subject) -> Taken<()> {
        let encounter = self.encounter(number, resource, subject).map(|d| d.to_string());
        let encounter = encounter.as_deref();
        let source = Self::source(resource);
        let new = |root: &str| self.draft(root, resource.identity.item(), &source);
        let (draft, error) = match resource.entry.kind.as_str() {
            "Condition" => {
                let condition = Condition::read(&resource.json)?;
                (condition.draft(new("problems"), encounter), condition.error)
            }
            "AllergyIntolerance" => {
                let allergy = Allergy::read(&resource.json)?;
                (allergy.draft(new("allergies")), allergy.error)
            }
            kind => {
                let read = if kind == "MedicationRequest" {
                    Medicine::request
                } else {
                    Medicine::statement
                };
                let medicine = read(self.reading, resource)?;
                (medicine.draft(new("medicines"), encounter), medicine.error)
            }
        };
        let home = Home {
            doc: subject.chart,
            doc_type: DocType::Chart,
            patient: Some(subject.patient),
            key: "chart",
            opens: None,
        };
        self.put(number, home, self.marked(draft, error).puts())
    }

    fn finding(&mut self, number: usize, resource: &Resource<'_>, subject: Subject) -> Taken<()> {
        let kind = resource.entry.kind.as_str();
        let read = match kind {
            "Observation" => Finding::observation,
            "Procedure" => Finding::procedure,
            "Immunization" => Finding::immunization,
            _ => Finding::report,
        };
        let finding = read(self.reading, resource)?;
        let patient = subject.patient;
        let (doc, key, opens) = match self.encounter(number, resource, subject) {
            Some(doc) => (doc, "visit", None),
            None if kind == "DiagnosticReport" => {
                (resource.identity.document(), "report", Some("report"))
            }
            None => {
                let day =
                    finding.effective.as_deref().and_then(|d| d.get(..10)).unwrap_or("undated");
                (ident::beside(patient, &format!("loose/{day}")), "report", Some("report"))
            }
        };
        let home = Home { doc, doc_type: DocType::Encounter, patient: Some(patient), key, opens };
        let source = Self::source(resource);
        let draft = finding.draft(self.draft(finding.root, resource.identity.item(), &source));
        self.put(number, home, self.marked(draft, finding.error).puts())?;
        if let (Some(start), Some("report")) = (&finding.effective, opens)
            && let Some(draft) = self.drafts.get_mut(&(home.doc_type.code(), doc))
            && draft.opening.len() < OPENING_PUTS
        {
            draft.opening.push(set(&["encounter", "start"], start.as_str()));
        }
        Ok(())
    }

    /// The visit that the resource happened in, if it is known and of the same patient.
    fn encounter(
        &mut self,
        number: usize,
        resource: &Resource<'_>,
        subject: Subject,
    ) -> Option<DocId> {
        let reference = resource.json.get("encounter")?;
        let (doc, patient) = match self.reading.index.resolve(reference, &resource.identity.source)
        {
            Target::Here(visit) => self.visits.get(&visit).map(|(d, p)| (*d, Some(*p)))?,
            Target::Outside(identity) => {
                self.cx.known.resource(&identity).map(|p| (p.doc, p.patient))?
            }
            Target::Holder(..) | Target::Contained(_) | Target::Dangling => return None,
        };
        if patient != Some(subject.patient) {
            let reason = "its visit is another patient's: filed without it".to_owned();
            self.note(number, "/encounter", reason);
            return None;
        }
        Some(doc)
    }

    /// Keeps a resource word for word with its patient, or with the clinic.
    fn keep(&mut self, number: usize, resource: &Resource<'_>) -> Taken<()> {
        let owner = match self.owners.of(resource) {
            Owner::Lost(place, reason) => return Err(Trouble::Refuse(place, reason)),
            Owner::Patient(subject) => Some(subject),
            Owner::Clinic => None,
        };
        let mut home = Self::import(owner, resource);
        if owner::is_restricted(&resource.json) {
            let Some(patient) = home.patient else {
                let reason = "restricted by its label, and of no patient who could be asked";
                return Err(Trouble::Refuse("/meta/security".to_owned(), reason.to_owned()));
            };
            home = Home {
                doc: ident::beside(patient, "sensitive"),
                doc_type: DocType::Sensitive,
                key: "sensitive",
                opens: None,
                ..home
            };
        }
        let word = self.entry(resource)?;
        self.open(home).parts.push(part(number, Vec::new(), vec![word]));
        self.fate(number, home, true);
        let named = matches!(self.owners.named(resource), Some(Owner::Patient(_)));
        if let Some(fate) = self.fates.get_mut(&number) {
            fate.copy = !named && fate.patient.is_some();
        }
        Ok(())
    }

    /// The document of other records: one a patient, and sixteen a source for those of no patient.
    fn import(owner: Option<Subject>, resource: &Resource<'_>) -> Home {
        let patient = owner.map(|s| s.patient);
        let doc = patient.map_or_else(
            || {
                let item = resource.identity.item();
                let bucket = item.as_bytes().first().copied().unwrap_or_default() & 0x0f;
                Identity::new(&resource.identity.source, "clinic", &bucket.to_string()).document()
            },
            |patient| ident::beside(patient, "import"),
        );
        Home { doc, doc_type: DocType::Encounter, patient, key: "import", opens: Some("import") }
    }

    /// Adds puts, unless one of them has no place in the schema: then the resource is to be kept.
    fn put(&mut self, number: usize, home: Home, puts: Vec<Put>) -> Taken<()> {
        if !puts.iter().all(|p| fit::fits(home.doc_type, p)) {
            return Err(Trouble::Keep("a value is too long or of an unknown form".to_owned()));
        }
        self.open(home).parts.push(part(number, puts, Vec::new()));
        self.fate(number, home, false);
        Ok(())
    }

    /// The draft of a document, begun if this is its first part.
    fn open(&mut self, home: Home) -> &mut DraftDocument {
        let by = self.cx.by;
        self.drafts.entry((home.doc_type.code(), home.doc)).or_insert_with(|| {
            let opening = home.opens.map_or_else(Vec::new, |kind| {
                vec![
                    set(&["encounter", "kind"], kind),
                    set(&["encounter", "author"], by.to_string().as_str()),
                    set(&["encounter", "status"], "finished"),
                ]
            });
            DraftDocument {
                doc: home.doc,
                doc_type: home.doc_type,
                patient: home.patient,
                key: home.key,
                opening,
                parts: Vec::new(),
            }
        })
    }

    /// An item that is a resource.
    fn draft(&self, root: &str, item: ItemId, source: &Source) -> Draft {
        self.bare(root, item).group("source", source)
    }

    /// An item that is part of a resource: a telephone, a participant.
    fn bare(&self, root: &str, item: ItemId) -> Draft {
        Draft::new(root, item, self.cx.by, self.cx.at)
    }

    /// Marks an item that its source calls an error.
    fn marked(&self, draft: Draft, error: bool) -> Draft {
        if !error {
            return draft;
        }
        draft.group(
            "entry",
            &register::Entry {
                status: "entered-in-error".to_owned(),
                reason: "marked as an error in its source".to_owned(),
                by: self.cx.by.to_string(),
                at: self.cx.at.millis(),
                saw: None,
                rest: Rest::new(),
            },
        )
    }

    fn source(resource: &Resource<'_>) -> Source {
        let Identity { source, kind, id } = &resource.identity;
        Source {
            from: source.clone(),
            kind: Some(kind.clone()),
            id: Some(id.clone()),
            // The identity table holds the hash; here it would be a quarter of a reading's bytes.
            hash: None,
            rest: Rest::new(),
        }
    }

    /// The log entry that holds the resource word for word.
    fn entry(&self, resource: &Resource<'_>) -> Taken<Vec<u8>> {
        let json = resource.json.to_text();
        if json.len() > limit::KEPT_BYTES_MAX {
            let reason =
                format!("larger than the {} bytes that can be kept", limit::KEPT_BYTES_MAX);
            return Err(Trouble::Refuse(String::new(), reason));
        }
        // Another content is another entry: a log never rewrites one.
        let revision = format!("{}@{}", resource.identity.id, resource.hash);
        let Identity { source, kind, .. } = &resource.identity;
        Ok(cbor::encode(&Entry::Resource(entry::Resource {
            item: Identity::new(source, kind, &revision).item(),
            by: self.cx.by,
            at: self.cx.at,
            kind: kind.clone(),
            id: resource.entry.id.clone(),
            source: source.clone(),
            json,
        })))
    }

    fn fate(&mut self, number: usize, home: Home, kept: bool) {
        let fate = Fate { kept, doc: home.doc, patient: home.patient, copy: false };
        self.fates.insert(number, fate);
    }

    fn refuse(&mut self, number: usize, place: &str, reason: String) {
        if let Some(resource) = self.reading.resources.get(number) {
            self.refused.push(remark(resource, place, reason));
        }
    }

    fn note(&mut self, number: usize, place: &str, reason: String) {
        if self.notes.len() < limit::LISTED_MAX
            && let Some(resource) = self.reading.resources.get(number)
        {
            self.notes.push(remark(resource, place, reason));
        }
    }

    /// Lists references that lead nowhere; the reference itself stays in the record.
    fn remark_dangling(&mut self, number: usize, resource: &Resource<'_>) {
        let mut texts = Vec::new();
        reference::all(&resource.json, &mut texts);
        for text in texts {
            let lost = match self.reading.index.resolve_text(text, &resource.identity.source) {
                Target::Here(_) => false,
                Target::Outside(identity) => self.cx.known.resource(&identity).is_none(),
                Target::Contained(local) => {
                    let inside = resource.json.get("contained").map(super::json::Json::elements);
                    !inside.unwrap_or_default().iter().any(|c| c.text("id") == Some(local.as_str()))
                }
                Target::Holder(kind, system, value) => {
                    kind != "Patient" || self.cx.known.holder(&system, &value).is_none()
                }
                Target::Dangling => true,
            };
            if lost {
                let kind = text.split(['/', '?']).rfind(|p| p.starts_with(char::is_uppercase));
                let what = version::word(kind.unwrap_or(text));
                self.note(number, "", format!("a reference leads nowhere and is kept: {what}"));
            }
        }
    }

    fn finish(mut self) -> Mapping {
        let mut mapping = Mapping::default();
        let mut numbers = BTreeMap::new();
        for (number, resource) in self.reading.resources.iter().enumerate() {
            let first = resource.repeats.unwrap_or(number);
            let Some(fate) = self.fates.get(&first).copied() else {
                // The first of equal resources has said why already.
                let again = "the equal resource before it was refused";
                self.refused
                    .extend(resource.repeats.map(|_| remark(resource, "", again.to_owned())));
                continue;
            };
            numbers.insert(number, mapping.outcomes.len());
            let tally =
                if fate.kept { &mut mapping.report.kept } else { &mut mapping.report.mapped };
            *tally = tally.saturating_add(1);
            let mut identity = resource.identity.clone();
            if let Some(patient) = fate.patient.filter(|_| fate.copy) {
                identity.id = format!("{}@{patient}", identity.id);
            }
            mapping.outcomes.push(Outcome {
                identity,
                hash: resource.hash,
                kept: fate.kept,
                doc: fate.doc,
                patient: fate.patient,
                repeats: resource.repeats.is_some(),
            });
        }
        mapping.documents = self.drafts.into_values().collect();
        for part in mapping.documents.iter_mut().flat_map(|d| &mut d.parts) {
            part.resource = numbers.get(&part.resource).copied().unwrap_or(usize::MAX);
        }
        let read = self.reading.resources.len().saturating_add(self.reading.refused.len());
        mapping.report.resources = read;
        mapping.report.refused = self.refused;
        mapping.report.notes = self.notes;
        mapping
    }
}

/// Types that are mapped; every other is kept.
const MODELLED: [&str; 9] = [
    "AllergyIntolerance",
    "Condition",
    "DiagnosticReport",
    "Encounter",
    "Immunization",
    "MedicationRequest",
    "MedicationStatement",
    "Observation",
    "Procedure",
];

/// Puts that begin a document of loose results: kind, author, status and one start.
const OPENING_PUTS: usize = 4;

fn part(resource: usize, puts: Vec<Put>, entries: Vec<Vec<u8>>) -> DraftPart {
    DraftPart { resource, puts, entries, additive: false }
}

fn remark(resource: &Resource<'_>, place: &str, reason: String) -> Refused {
    Refused {
        file: resource.entry.file.to_owned(),
        place: format!("{}{place}", resource.entry.place),
        reason,
    }
}

/// Drops puts that `admin` cannot hold, whole items where their value is one of them.
fn drop_unfit(puts: &mut Vec<Put>) {
    let unfit: Vec<_> = puts.iter().filter(|p| !fit::fits(DocType::Admin, p)).cloned().collect();
    for bad in unfit {
        let path = bad.path();
        match path.as_slice() {
            [root, item, _] => {
                let item = [root.clone(), item.clone()];
                puts.retain(|p| !p.path().starts_with(&item));
            }
            _ => puts.retain(|p| *p != bad),
        }
    }
}
