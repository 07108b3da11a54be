//! Commands that only the server answers; they ride as items of kind intent.
use minicbor::{Decode, Encode};
use satchel_model::{
    id::{DeviceId, DocId, Hash, PatientId},
    time::Timestamp,
};

/// Who is to see a new document besides the clinic's staff.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Staff only.
    #[n(1)]
    Clinic,
    /// Staff and the patient.
    #[n(2)]
    ClinicAndPatient,
}

/// Why a device is shut out.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum RevokeReason {
    /// Lost or stolen: late edits go to review with an alert.
    #[n(1)]
    Lost,
    /// Replaced, or the person left: late edits go to review without one.
    #[n(2)]
    Replaced,
}

/// What is asked of the server.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Ask {
    /// Makes a document, ahead of its content: audience and key must exist first.
    #[n(1)]
    DocumentCreate {
        /// The new document; the envelope names it too.
        #[n(0)]
        doc: DocId,
        /// Its type number.
        #[n(1)]
        doc_type: u16,
        /// The patient it is about.
        #[n(2)]
        patient: Option<PatientId>,
        /// Who may see it.
        #[n(3)]
        audience: Audience,
    },
    /// Shuts a device out.
    #[n(2)]
    DeviceRevoke {
        /// The device.
        #[n(0)]
        device: DeviceId,
        /// Why.
        #[n(1)]
        reason: RevokeReason,
    },
    /// Looks a patient of the clinic up: the person sees them for a time, then it ends by itself.
    #[n(3)]
    PatientLookUp {
        /// The patient.
        #[n(0)]
        patient: PatientId,
    },
    /// Carries out the command that travels beside this item, for a device too old to write the document's schema.
    #[n(10)]
    Command {
        /// The refused item that the command was written as; zero where it never was one.
        #[n(0)]
        of: Hash,
    },
}

/// An intent as it travels: the value inside the nonce wrapper of [`crate::env::Nonced`].
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Intent {
    /// What is asked.
    #[n(0)]
    pub ask: Ask,
    /// The row version it was asked against, where there is one.
    #[n(1)]
    pub expects: Option<u64>,
    /// After this moment by server time the answer is `expired`.
    #[n(2)]
    pub not_after: Option<Timestamp>,
}
