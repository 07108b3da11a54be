//! Registers of clinical content.
use super::register;
use crate::quantity::Decimal;

register! {
    /// A concept: what a code list calls it and what a person reads. FHIR `CodeableConcept` with one leading coding.
    Coding {
        req {}
        opt {
            /// URI of the code list.
            system: String,
            /// Code within it.
            code: String,
            /// The list's own words.
            display: String,
            /// The author's own words.
            text: String,
        }
    }
}

impl Coding {
    /// The words to show: the author's, else the list's, else the bare code; empty if nothing is said.
    #[must_use]
    pub fn label(&self) -> &str {
        let said = [&self.text, &self.display, &self.code];
        said.into_iter().flatten().find(|t| !t.is_empty()).map_or("", String::as_str)
    }

    /// Whether both name the same concept of one code list, or, without codes, the same words.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        if let (Some(a), Some(b)) = (&self.code, &other.code) {
            return a == b && self.system == other.system;
        }
        let (a, b) = (crate::text::fold(self.label()), crate::text::fold(other.label()));
        !a.is_empty() && a == b
    }
}

register! {
    /// How a medicine is taken: one value, put whole. Unknown members ride along.
    Regimen {
        req {
            /// The medicine.
            product: Coding,
        }
        opt {
            /// Amount of one dose, exact text; none means "dose not stated", never zero.
            dose: Decimal,
            /// UCUM code of the dose's unit.
            unit: String,
            /// Route of administration, in words or code.
            route: String,
            /// How often: `2/d`, `every 8 h`.
            frequency: String,
            /// When: `morning`, `before meals`.
            timing: String,
            /// If taken only as needed: for what, and at most how much.
            as_needed: String,
            /// For how long.
            duration: String,
            /// Instructions as written where they were not coded.
            text: String,
        }
    }
}

register! {
    /// How something ended. `saw` names the content that its author had in view, so that a change made without
    /// seeing the end, and an end made without seeing the change, are found without any history.
    End {
        req {}
        opt {
            /// FHIR date or `dateTime` of the end.
            date: String,
            /// Why, in the author's words.
            reason: String,
            /// Fingerprint of what was ended, as its author saw it.
            saw: String,
        }
    }
}

register! {
    /// The mark that an item was entered in error. Nothing is deleted: the item stays visible as voided.
    Entry {
        req {
            /// Always `entered-in-error`.
            status: String,
            /// Why, in words.
            reason: String,
            /// User who marked it.
            by: String,
            /// When, milliseconds since 1970.
            at: i64,
        }
        opt {
            /// Fingerprint of the item as that person saw it.
            saw: String,
        }
    }
}

register! {
    /// Where an imported item came from.
    Source {
        req {
            /// Name of the source system or file set.
            from: String,
        }
        opt {
            /// FHIR resource type.
            kind: String,
            /// The resource's id there.
            id: String,
            /// SHA-256 of the canonical resource, hex.
            hash: String,
        }
    }
}

register! {
    /// What was agreed about resuscitation.
    Resuscitation {
        req {
            /// `full`, `limited` or `none`.
            level: String,
        }
        opt {
            /// Details in words.
            note: String,
            /// FHIR date of the agreement.
            date: String,
        }
    }
}

register! {
    /// The weight that doses are computed from.
    Weight {
        req {
            /// Exact decimal.
            value: Decimal,
            /// `kg` or `g`.
            unit: String,
        }
        opt {
            /// FHIR `dateTime` it was measured.
            measured: String,
        }
    }
}

register! {
    /// One dose taken or skipped.
    Tick {
        req {
            /// `taken` or `skipped`.
            state: String,
            /// User who ticked.
            by: String,
            /// When it was ticked, milliseconds since 1970.
            at: i64,
        }
        opt {}
    }
}
