//! Commands on `chart`: allergies, problems, flags, goals, family history and the facts doses depend on.
use super::{Plan, Planned, Step, Target, WriteError, base, payload, rule};
use crate::{
    crdt::Doc,
    document::{
        DocType,
        item::{Draft, set, set_group},
        register::{Coding, Resuscitation, Weight},
    },
    id::{DocId, ItemId, PatientId},
    rule as rules,
};

payload! {
    /// Adds an allergy or intolerance. A standing "none known" that the author saw becomes inactive.
    AllergyAdd {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// Id of the new item.
        2 item: ItemId,
        /// The substance.
        3 code: Coding,
        /// FHIR `verificationStatus`.
        4 verification: String,
        /// FHIR criticality.
        5 criticality: Option<String>,
        /// What happened, in words.
        6 reaction: Option<String>,
        /// `mild`, `moderate` or `severe`.
        7 severity: Option<String>,
        /// FHIR date it began.
        8 onset: Option<String>,
        /// Remark.
        9 note: Option<String>,
    }
    /// States that no allergy is known.
    AllergyNoneKnown {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// Id of the new item.
        2 item: ItemId,
    }
    /// Changes clinical and verification status.
    AllergySetStatus {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The allergy.
        2 item: ItemId,
        /// FHIR `clinicalStatus`.
        3 clinical: String,
        /// FHIR `verificationStatus`.
        4 verification: String,
        /// The clinical status the form showed.
        5 base_clinical: Option<String>,
        /// The verification status the form showed.
        6 base_verification: Option<String>,
    }
    /// Changes the criticality.
    AllergySetCriticality {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The allergy.
        2 item: ItemId,
        /// FHIR criticality.
        3 criticality: String,
        /// The criticality the form showed.
        4 base: Option<String>,
    }
    /// Adds a problem.
    ProblemAdd {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// Id of the new item.
        2 item: ItemId,
        /// The problem.
        3 code: Coding,
        /// FHIR `clinicalStatus`.
        4 clinical: String,
        /// FHIR date it began.
        5 onset: Option<String>,
        /// Remark.
        6 note: Option<String>,
    }
    /// Changes a problem's clinical status.
    ProblemSetStatus {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The problem.
        2 item: ItemId,
        /// FHIR `clinicalStatus`.
        3 clinical: String,
        /// FHIR date it ended, if it did.
        4 ended: Option<String>,
        /// The status the form showed.
        5 base: String,
    }
    /// Changes a problem's remark.
    ProblemSetNote {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The problem.
        2 item: ItemId,
        /// The remark.
        3 note: String,
    }
    /// Sets the weight that doses are computed from.
    DosingWeightSet {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// Weight and when it was measured.
        2 weight: Weight,
        /// The weight the form showed.
        3 base: Option<Weight>,
        /// Why an unusual weight is right.
        4 override_reason: Option<String>,
    }
    /// Sets what was agreed about resuscitation.
    ResuscitationSet {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The agreement.
        2 value: Resuscitation,
        /// The agreement the form showed.
        3 base: Option<Resuscitation>,
    }
    /// Adds a warning flag.
    FlagAdd {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// Id of the new item.
        2 item: ItemId,
        /// `isolation`, `risk`, `safety`, `communication` or `other`.
        3 kind: String,
        /// What it warns of.
        4 code: Coding,
        /// Remark.
        5 note: Option<String>,
    }
    /// Raises or lowers a flag.
    FlagSet {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// The flag.
        2 item: ItemId,
        /// `active` or `inactive`.
        3 status: String,
    }
    /// Adds a goal.
    GoalAdd {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// Id of the new item.
        2 item: ItemId,
        /// The goal in words.
        3 text: String,
        /// FHIR date it should be reached.
        4 due: Option<String>,
    }
    /// Adds a line of family history.
    FamilyAdd {
        /// The chart.
        0 doc: DocId,
        /// The patient.
        1 patient: PatientId,
        /// Id of the new item.
        2 item: ItemId,
        /// Which relative.
        3 relation: Coding,
        /// What they have or had.
        4 condition: Option<Coding>,
        /// Remark.
        5 note: Option<String>,
    }
}

/// One target: the chart.
pub(super) fn chart(doc: DocId, patient: PatientId) -> Vec<Target> {
    vec![Target { doc, kind: DocType::Chart, patient }]
}

impl Step for AllergyAdd {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        let draft = Draft::new("allergies", self.item, cx.by, cx.at)
            .set("kind", "allergy")
            .group("code", &self.code)
            .set("clinical", "active")
            .set("verification", self.verification.as_str())
            .maybe("criticality", self.criticality.as_deref())
            .maybe("reaction", self.reaction.as_deref())
            .maybe("severity", self.severity.as_deref())
            .maybe("onset", self.onset.as_deref())
            .maybe("note", self.note.as_deref());
        let mut puts = draft.puts();
        // The author saw "none known" and says otherwise; one made without seeing this stays and is raised.
        let known = rules::allergy::standing(doc);
        puts.extend(
            rules::allergy::none_known(&known)
                .map(|id| set(&["allergies", id, "clinical"], "inactive")),
        );
        Ok(Planned::Puts(puts))
    }
}

impl Step for AllergyNoneKnown {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        let known = rules::allergy::standing(doc);
        if rules::allergy::active(&known).next().is_some() {
            return Err(rule("allergy_active", rules::allergy::SOURCE, false));
        }
        if rules::allergy::none_known(&known).next().is_some() {
            return Err(rule("allergy_none_known_already", rules::allergy::SOURCE, false));
        }
        let draft = Draft::new("allergies", self.item, cx.by, cx.at)
            .set("kind", "none_known")
            .group("code", &rules::allergy::none_known_code())
            .set("clinical", "active")
            .set("verification", "confirmed");
        Ok(Planned::Puts(draft.puts()))
    }
}

impl Step for AllergySetStatus {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let id = base::live(doc, "allergies", self.item)?;
        let clinical = ["allergies", &id, "clinical"];
        let verification = ["allergies", &id, "verification"];
        base::word_stands(doc, &clinical, self.base_clinical.as_deref())?;
        base::word_stands(doc, &verification, self.base_verification.as_deref())?;
        Ok(Planned::Puts(vec![
            set(&clinical, self.clinical.as_str()),
            set(&verification, self.verification.as_str()),
        ]))
    }
}

impl Step for AllergySetCriticality {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let id = base::live(doc, "allergies", self.item)?;
        let path = ["allergies", &id, "criticality"];
        base::word_stands(doc, &path, self.base.as_deref())?;
        Ok(Planned::Puts(vec![set(&path, self.criticality.as_str())]))
    }
}

impl Step for ProblemAdd {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        let draft = Draft::new("problems", self.item, cx.by, cx.at)
            .group("code", &self.code)
            .set("clinical", self.clinical.as_str())
            .set("verification", "confirmed")
            .maybe("onset", self.onset.as_deref())
            .maybe("note", self.note.as_deref());
        Ok(Planned::Puts(draft.puts()))
    }
}

impl Step for ProblemSetStatus {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let id = base::live(doc, "problems", self.item)?;
        let path = ["problems", &id, "clinical"];
        base::word_stands(doc, &path, Some(&self.base))?;
        let end = rules::problem::end(doc, &id, self.ended.clone());
        Ok(Planned::Puts(vec![
            set(&path, self.clinical.as_str()),
            set_group(&["problems", &id, "resolved"], &end),
        ]))
    }
}

impl Step for ProblemSetNote {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let id = base::live(doc, "problems", self.item)?;
        let note = set(&["problems", &id, "note"], self.note.as_str());
        let mut puts = vec![note];
        // An edit of a problem known to be resolved keeps the end in step; one made without seeing it does not.
        puts.extend(
            rules::problem::end_after(doc, &id, &puts)
                .map(|end| set_group(&["problems", &id, "resolved"], &end)),
        );
        Ok(Planned::Puts(puts))
    }
}

impl Step for DosingWeightSet {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let path = ["facts", "dosing_weight"];
        base::stands(doc, &path, self.base.as_ref())?;
        rules::dose::weight(&self.weight, self.base.as_ref(), self.override_reason.as_deref())?;
        Ok(Planned::Puts(vec![set_group(&path, &self.weight)]))
    }
}

impl Step for ResuscitationSet {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        if !matches!(self.value.level.as_str(), "full" | "limited" | "none") {
            return Err(WriteError::Invalid { field: "level", code: "unknown" });
        }
        let path = ["facts", "resuscitation"];
        base::stands(doc, &path, self.base.as_ref())?;
        Ok(Planned::Puts(vec![set_group(&path, &self.value)]))
    }
}

impl Step for FlagAdd {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        let draft = Draft::new("flags", self.item, cx.by, cx.at)
            .set("kind", self.kind.as_str())
            .group("code", &self.code)
            .set("status", "active")
            .maybe("note", self.note.as_deref());
        Ok(Planned::Puts(draft.puts()))
    }
}

impl Step for FlagSet {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, doc: &Doc, _: usize, _: &Plan) -> Result<Planned, WriteError> {
        let id = base::live(doc, "flags", self.item)?;
        Ok(Planned::Puts(vec![set(&["flags", &id, "status"], self.status.as_str())]))
    }
}

impl Step for GoalAdd {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        let draft = Draft::new("goals", self.item, cx.by, cx.at)
            .set("text", self.text.as_str())
            .set("status", "active")
            .maybe("due", self.due.as_deref());
        Ok(Planned::Puts(draft.puts()))
    }
}

impl Step for FamilyAdd {
    fn targets(&self) -> Vec<Target> {
        chart(self.doc, self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        let draft = Draft::new("family", self.item, cx.by, cx.at)
            .group("relation", &self.relation)
            .maybe_group("condition", self.condition.as_ref())
            .maybe("note", self.note.as_deref());
        Ok(Planned::Puts(draft.puts()))
    }
}
