//! Registers of identity and contact.
use super::register;

register! {
    /// A person's name, one value: a new family name never meets another's new given name. FHIR `HumanName`.
    PersonName {
        req {
            /// Family name; may be empty where a person has one name only.
            family: String,
            /// Given names in order, joined by a space.
            given: String,
        }
        opt {
            /// Titles before the name.
            prefix: String,
            /// What follows the name.
            suffix: String,
            /// The whole name as it should be shown, where the parts cannot say it.
            text: String,
        }
    }
}

register! {
    /// Date of birth and how sure it is.
    Birth {
        req {
            /// FHIR date: `1980`, `1980-05` or `1980-05-17`.
            date: String,
        }
        opt {
            /// True if the date is a guess.
            estimated: bool,
        }
    }
}

register! {
    /// Whether, and when, the patient died.
    Deceased {
        req {
            /// True if the patient died.
            deceased: bool,
        }
        opt {
            /// FHIR `dateTime` of death, if known.
            date: String,
        }
    }
}

register! {
    /// A number or code that some system gave the patient. FHIR Identifier.
    Identifier {
        req {
            /// URI of the system that gave it.
            system: String,
            /// The value within that system.
            value: String,
        }
        opt {
            /// What kind of identifier it is, in words.
            kind: String,
            /// FHIR `IdentifierUse`.
            r#use: String,
        }
    }
}

register! {
    /// A way to reach the patient. FHIR `ContactPoint`.
    Telecom {
        req {
            /// `phone`, `email`, `sms`, `fax`, `pager`, `url` or `other`.
            system: String,
            /// Number or address as typed.
            value: String,
        }
        opt {
            /// `home`, `work`, `temp`, `old` or `mobile`.
            r#use: String,
            /// 1 is tried first.
            rank: u32,
        }
    }
}

register! {
    /// A postal address. FHIR Address.
    Address {
        req {
            /// Street lines in order.
            lines: Vec<String>,
        }
        opt {
            /// Town.
            city: String,
            /// District or county.
            district: String,
            /// State or province.
            state: String,
            /// Postal code.
            postal_code: String,
            /// Country, name or code.
            country: String,
            /// `home`, `work`, `temp`, `old` or `billing`.
            r#use: String,
        }
    }
}

register! {
    /// Somebody to call about the patient. FHIR `Patient.contact` and `RelatedPerson`.
    Contact {
        req {
            /// Name as it should be shown.
            name: String,
        }
        opt {
            /// Relation in words: mother, guardian, neighbour.
            relation: String,
            /// Telephone number.
            phone: String,
            /// Mail address.
            email: String,
        }
    }
}

register! {
    /// From when to when; either end may be open. FHIR Period.
    Period {
        req {}
        opt {
            /// FHIR `dateTime` the period begins; none: open.
            start: String,
            /// FHIR `dateTime` the period ends; none: open.
            end: String,
        }
    }
}
