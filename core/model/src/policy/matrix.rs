//! Prints the table of rights for the documentation, from the same function that decides.
use super::{Act, Area, Rule, table};
use crate::{document::DocType, role::Role};
use std::fmt::Write as _;

/// Every row of the table with its name.
pub(super) const AREAS: [(Area, &str); 15] = [
    (Area::Document(DocType::Admin), "admin"),
    (Area::Document(DocType::Chart), "chart"),
    (Area::Document(DocType::Encounter), "encounter draft"),
    (Area::Signed, "encounter signed"),
    (Area::Document(DocType::Careplan), "careplan"),
    (Area::Document(DocType::Diary), "diary"),
    (Area::Document(DocType::Thread), "thread"),
    (Area::Document(DocType::Sensitive), "sensitive"),
    (Area::Document(DocType::Directory), "directory"),
    (Area::Document(DocType::Schedule), "schedule"),
    (Area::Document(DocType::Audit), "device audit"),
    (Area::Accounts, "users"),
    (Area::Devices, "devices"),
    (Area::Audit, "audit"),
    (Area::Review, "review"),
];

/// The matrix role x resource x action as Markdown. A cell lists `action: condition`; `-` means nothing.
#[must_use]
pub fn matrix() -> String {
    let mut out =
        String::from("# Who may do what\n\nPrinted from `satchel_model::policy`; do not edit.\n\n");
    out.push_str("Conditions: `own` the actor's own and released to them; `granted` by the patient to this trusted person; ");
    out.push_str("`related` by clinic, care team, ward, look-up or break-glass, while it lasts; `member` named as taking part; `with reason` given in words and audited; `yes` always.\n\n");
    out.push_str("| resource |");
    for role in Role::ALL {
        row(&mut out, role.name());
    }
    out.push_str("\n|---|");
    out.push_str(&"---|".repeat(Role::ALL.len()));
    for (area, name) in AREAS {
        out.push_str("\n|");
        row(&mut out, name);
        for role in Role::ALL {
            row(&mut out, &cell(role, area));
        }
    }
    out.push('\n');
    out
}

fn row(out: &mut String, text: &str) {
    // Writing to a String cannot fail.
    if write!(out, " {text} |").is_err() {
        out.push('|');
    }
}

fn cell(role: Role, area: Area) -> String {
    let said: Vec<String> = Act::ALL
        .into_iter()
        .map(|act| (act, table::rule(role, area, act)))
        .filter(|(_, rule)| *rule != Rule::Never)
        .map(|(act, rule)| format!("{}: {}", act.name(), rule.name()))
        .collect();
    if said.is_empty() { "-".to_owned() } else { said.join("; ") }
}
