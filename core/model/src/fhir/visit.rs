//! Encounter, as the head of an `encounter` document.
use super::{
    ident,
    json::Json,
    reading::{Reading, Resource},
    take::{self, Take, Taken, Trouble},
};
use crate::{
    crdt::Put,
    document::{
        encounter::STATUS,
        item::{Draft, set, set_group},
        register::{Coding, Source},
    },
    id::{ItemId, UserId},
};

/// FHIR R4 Encounter, as far as the document models it.
pub struct Visit {
    /// Status; `unknown` where the source has a word we do not know.
    pub status: &'static str,
    /// Class of the encounter.
    pub class: Coding,
    /// First type.
    pub kind: Option<Coding>,
    /// Start.
    pub start: Option<String>,
    /// End.
    pub end: Option<String>,
    /// Where, in words.
    pub location: Option<String>,
    /// Why, in words.
    pub reason: Option<String>,
    /// Who took part: name and role in words.
    pub participants: Vec<(String, Option<String>)>,
    /// What is not modelled.
    pub rest: Option<String>,
}

impl Visit {
    /// Reads an Encounter.
    pub(super) fn read(reading: &Reading<'_>, resource: &Resource<'_>) -> Taken<Self> {
        let mut take = Take::resource(&resource.json);
        take.spend_reference("subject");
        let code = take.peek_text("status").ok().flatten();
        if code.is_none() {
            take.need_text("status")?;
        }
        if code == Some("entered-in-error") {
            return Err(Trouble::Keep("an Encounter that was entered in error".to_owned()));
        }
        let status = STATUS.iter().copied().find(|w| Some(*w) == code);
        if status.is_some() {
            take.spend("status");
        }
        take.present("class")?;
        let Some(class @ Json::Object(_)) = take.get("class") else {
            let reason = "class should be a Coding".to_owned();
            return Err(Trouble::Refuse("/class".to_owned(), reason));
        };
        let class_register = take::plain_coding(class);
        if take::write_coding(&class_register).canonical() == class.canonical() {
            take.spend("class");
        }
        let (start, end) = period(&mut take)?;
        let references = |list: &[Json], name: &str| -> Vec<Json> {
            list.iter().filter_map(|l| l.get(name)).cloned().collect()
        };
        let places = references(take.objects("location")?, "location");
        let reason = take::labels(&take.concepts("reasonCode")?);
        let pointed = reading.labels(resource, take.objects("reasonReference")?);
        Ok(Self {
            status: status.unwrap_or("unknown"),
            class: class_register,
            kind: take.concepts("type")?.into_iter().next(),
            start,
            end,
            location: reading.labels(resource, &places),
            reason: reason.or(pointed),
            participants: participants(reading, resource, &take)?,
            rest: take.rest(),
        })
    }

    /// The puts into the document: its head, then one item a participant.
    pub(super) fn puts(
        &self,
        item: ItemId,
        by: UserId,
        source: &Source,
        new: &dyn Fn(&str, ItemId) -> Draft,
    ) -> Vec<Put> {
        let mut puts = vec![
            set(&["encounter", "kind"], "visit"),
            set(&["encounter", "author"], by.to_string().as_str()),
            set(&["encounter", "status"], self.status),
            set_group(&["encounter", "class"], &self.class),
            set_group(&["encounter", "source"], source),
        ];
        let kind = self.kind.as_ref();
        puts.extend(kind.map(|k| set_group(&["encounter", "type"], k)));
        let title = kind.map(|k| k.label().to_owned()).filter(|t| !t.is_empty());
        let words = [
            ("title", &title),
            ("start", &self.start),
            ("end", &self.end),
            ("location", &self.location),
            ("reason", &self.reason),
            ("fhir_rest", &self.rest),
        ];
        for (name, value) in words {
            puts.extend(value.as_deref().map(|v| set(&["encounter", name], v)));
        }
        for (index, (name, role)) in self.participants.iter().enumerate() {
            let draft = new("participants", ident::part(item, "participant", index));
            puts.extend(draft.set("name", name.as_str()).maybe("role", role.as_deref()).puts());
        }
        puts
    }
}

/// Both ends of the period; spent if there is nothing else in it.
fn period(take: &mut Take<'_>) -> Taken<(Option<String>, Option<String>)> {
    let Some(json) = take.object("period")? else { return Ok((None, None)) };
    let (start, end) = (
        super::problem::edge(take, "period", "start")?,
        super::problem::edge(take, "period", "end")?,
    );
    if json.members().iter().all(|(name, _)| matches!(name.as_str(), "start" | "end")) {
        take.spend("period");
    }
    Ok((start, end))
}

fn participants(
    reading: &Reading<'_>,
    resource: &Resource<'_>,
    take: &Take<'_>,
) -> Taken<Vec<(String, Option<String>)>> {
    let mut out = Vec::new();
    for participant in take.objects("participant")? {
        let name = participant.get("individual").and_then(|i| reading.label(resource, i));
        let types = participant.get("type").map(Json::elements).unwrap_or_default();
        let roles: Vec<_> = types.iter().filter_map(|t| take::concept("type", t).ok()).collect();
        out.extend(name.map(|n| (n, take::labels(&roles))));
    }
    Ok(out)
}
