//! Patient: identity and contact, as the registers of `admin`.
use super::{
    ident,
    json::Json,
    reading::{Reading, Resource},
    take::{self, Take, Taken, Trouble},
};
use crate::{
    crdt::Put,
    document::{
        admin::{GENDERS, NAME_USES},
        item::{Draft, set, set_group},
        register::{
            Address, Birth, Coding, Contact, Deceased, Group, Identifier, PersonName, Rest, Telecom,
        },
    },
    id::ItemId,
};

/// FHIR R4 Patient, as far as `admin` models it.
pub struct Patient {
    /// The name in use; the first that is not retired.
    pub name: Option<PersonName>,
    /// Further names with their use.
    pub names: Vec<(PersonName, Option<String>)>,
    /// Birth date.
    pub birth: Option<Birth>,
    /// Administrative gender.
    pub gender: Option<String>,
    /// Whether and when the patient died.
    pub deceased: Option<Deceased>,
    /// Whether the record is in use.
    pub active: Option<bool>,
    /// Marital status.
    pub marital: Option<Coding>,
    /// Preferred language.
    pub language: Option<String>,
    /// Usual practitioner, in words.
    pub practitioner: Option<String>,
    /// Numbers.
    pub identifiers: Vec<Identifier>,
    /// Ways to reach the patient.
    pub telecoms: Vec<Telecom>,
    /// Addresses.
    pub addresses: Vec<Address>,
    /// People to call.
    pub contacts: Vec<Contact>,
    /// What is not modelled.
    pub rest: Option<String>,
    /// Remarks on members that could not be read.
    pub odd: Vec<String>,
}

/// The value, or nothing and a remark.
fn soft<T: Default>(odd: &mut Vec<String>, taken: Taken<T>) -> T {
    taken.unwrap_or_else(|trouble| {
        odd.push(match trouble {
            Trouble::Keep(reason) | Trouble::Refuse(_, reason) => reason,
        });
        T::default()
    })
}

impl Patient {
    /// Reads a Patient. Nothing is required of one, and a member of the wrong shape does not cost the patient's record:
    /// it stays in the rest and is remarked upon.
    pub(super) fn read(reading: &Reading<'_>, resource: &Resource<'_>) -> Self {
        let mut take = Take::resource(&resource.json);
        let mut odd = Vec::new();
        let people = soft(&mut odd, take.objects("name"));
        let mut names: Vec<_> = people.iter().map(|n| (name(n), text(n, "use"))).collect();
        let usable =
            |u: &Option<String>| !matches!(u.as_deref(), Some("old" | "maiden" | "nickname"));
        let main = names.iter().position(|(_, u)| u.as_deref() == Some("official"));
        let main = main.or_else(|| names.iter().position(|(_, u)| usable(u)));
        let main = main.or(if names.is_empty() { None } else { Some(0) });
        let name = main.map(|at| names.remove(at).0);
        let gender = soft(&mut odd, take.peek_text("gender")).filter(|g| GENDERS.contains(g));
        if gender.is_some() {
            take.spend("gender");
        }
        let birth = soft(&mut odd, take.date("birthDate"));
        let birth = birth.map(|d| Birth { date: d.to_owned(), estimated: None, rest: Rest::new() });
        let deceased = soft(&mut odd, read_deceased(&mut take));
        let active = soft(&mut odd, take.bool("active"));
        let marital = soft(&mut odd, take.concept("maritalStatus"));
        let doctors = soft(&mut odd, take.objects("generalPractitioner"));
        let language = soft(&mut odd, language(&take));
        let mut list = |name: &str| soft(&mut odd, take.objects(name));
        let (identifiers, telecoms) = (list("identifier"), list("telecom"));
        let (addresses, contacts) = (list("address"), list("contact"));
        Self {
            name,
            names,
            birth,
            gender: gender.map(str::to_owned),
            deceased,
            active,
            marital,
            language,
            practitioner: reading.labels(resource, doctors),
            identifiers: identifiers.iter().filter_map(identifier).collect(),
            telecoms: telecoms.iter().filter_map(telecom).collect(),
            addresses: addresses.iter().map(address).collect(),
            contacts: contacts.iter().filter_map(contact).collect(),
            rest: take.rest(),
            odd,
        }
    }

    /// The puts into `admin`: fields of `person`, then one item a name, number, telephone, address and contact.
    pub(super) fn puts(&self, item: ItemId, new: &dyn Fn(&str, ItemId) -> Draft) -> Vec<Put> {
        let mut puts = self.person();
        let mut list = |root: &str, index: usize, build: &dyn Fn(Draft) -> Draft| {
            puts.extend(build(new(root, ident::part(item, root, index))).puts());
        };
        for (index, (name, name_use)) in self.names.iter().enumerate() {
            let known = name_use.as_deref().filter(|u| NAME_USES.contains(u));
            list("names", index, &|d| d.group("name", name).maybe("use", known));
        }
        for (index, value) in self.identifiers.iter().enumerate() {
            list("identifiers", index, &|d| d.group("value", value));
        }
        for (index, value) in self.telecoms.iter().enumerate() {
            list("telecoms", index, &|d| d.group("value", value));
        }
        for (index, value) in self.addresses.iter().enumerate() {
            list("addresses", index, &|d| d.group("value", value));
        }
        for (index, value) in self.contacts.iter().enumerate() {
            list("contacts", index, &|d| d.group("value", value));
        }
        puts
    }

    fn person(&self) -> Vec<Put> {
        let mut puts = Vec::new();
        group(&mut puts, "name", self.name.as_ref());
        group(&mut puts, "birth", self.birth.as_ref());
        group(&mut puts, "deceased", self.deceased.as_ref());
        group(&mut puts, "marital", self.marital.as_ref());
        let words = [
            ("gender", &self.gender),
            ("language", &self.language),
            ("practitioner", &self.practitioner),
            ("fhir_rest", &self.rest),
        ];
        for (name, value) in words {
            puts.extend(value.as_deref().map(|v| set(&["person", name], v)));
        }
        puts.extend(self.active.map(|a| set(&["person", "active"], a)));
        puts
    }
}

fn group<G: Group>(puts: &mut Vec<Put>, name: &str, value: Option<&G>) {
    puts.extend(value.map(|v| set_group(&["person", name], v)));
}

fn read_deceased(take: &mut Take<'_>) -> Taken<Option<Deceased>> {
    let of = |deceased, date: Option<&str>| {
        Some(Deceased { deceased, date: date.map(str::to_owned), rest: Rest::new() })
    };
    if let Some(date) = take.date("deceasedDateTime")? {
        return Ok(of(true, Some(date)));
    }
    let flag = take.bool("deceasedBoolean")?;
    Ok(flag.and_then(|d| of(d, None)))
}

/// The preferred language, else the first: its code, else its words.
fn language(take: &Take<'_>) -> Taken<Option<String>> {
    let all = take.objects("communication")?;
    let preferred = all.iter().find(|c| c.get("preferred") == Some(&Json::Bool(true)));
    let Some(language) = preferred.or_else(|| all.first()).and_then(|c| c.get("language")) else {
        return Ok(None);
    };
    Ok(take::codes(&[take::concept("communication.language", language)?]))
}

/// A `HumanName` as the register.
fn name(json: &Json) -> PersonName {
    let joined = |member: &str| {
        let parts = json.get(member).map(Json::elements).unwrap_or_default();
        let words: Vec<_> = parts.iter().filter_map(Json::as_text).collect();
        (!words.is_empty()).then(|| words.join(" "))
    };
    PersonName {
        family: text(json, "family").unwrap_or_default(),
        given: joined("given").unwrap_or_default(),
        prefix: joined("prefix"),
        suffix: joined("suffix"),
        text: text(json, "text"),
        rest: Rest::new(),
    }
}

/// A `HumanName` as one would say it.
pub(super) fn shown_name(json: &Json) -> String {
    let name = name(json);
    if let Some(text) = name.text {
        return text;
    }
    let parts = [name.prefix, Some(name.given), Some(name.family), name.suffix];
    let said: Vec<_> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
    said.join(" ")
}

fn identifier(json: &Json) -> Option<Identifier> {
    let kind = json.get("type").and_then(|t| take::concept("type", t).ok());
    Some(Identifier {
        system: text(json, "system").unwrap_or_default(),
        value: text(json, "value")?,
        kind: kind.map(|k| k.label().to_owned()).filter(|k| !k.is_empty()),
        r#use: text(json, "use"),
        rest: Rest::new(),
    })
}

fn telecom(json: &Json) -> Option<Telecom> {
    let rank = match json.get("rank") {
        Some(Json::Number(digits)) => digits.parse().ok(),
        _ => None,
    };
    Some(Telecom {
        system: text(json, "system").unwrap_or_else(|| "other".to_owned()),
        value: text(json, "value")?,
        r#use: text(json, "use"),
        rank,
        rest: Rest::new(),
    })
}

fn address(json: &Json) -> Address {
    let lines = json.get("line").map(Json::elements).unwrap_or_default();
    let mut lines: Vec<_> = lines.iter().filter_map(Json::as_text).map(str::to_owned).collect();
    if lines.is_empty() {
        lines.extend(text(json, "text"));
    }
    Address {
        lines,
        city: text(json, "city"),
        district: text(json, "district"),
        state: text(json, "state"),
        postal_code: text(json, "postalCode"),
        country: text(json, "country"),
        r#use: text(json, "use"),
        rest: Rest::new(),
    }
}

fn contact(json: &Json) -> Option<Contact> {
    let reach = |system: &str| {
        let list = json.get("telecom").map(Json::elements).unwrap_or_default();
        list.iter().find(|t| t.text("system") == Some(system)).and_then(|t| text(t, "value"))
    };
    let relations = json.get("relationship").map(Json::elements).unwrap_or_default();
    let relations: Vec<_> =
        relations.iter().filter_map(|r| take::concept("relationship", r).ok()).collect();
    let contact = Contact {
        name: json.get("name").map(shown_name).unwrap_or_default(),
        relation: take::labels(&relations),
        phone: reach("phone"),
        email: reach("email"),
        rest: Rest::new(),
    };
    (!contact.name.is_empty() || contact.phone.is_some()).then_some(contact)
}

fn text(json: &Json, name: &str) -> Option<String> {
    json.text(name).filter(|t| !t.trim().is_empty()).map(str::to_owned)
}
