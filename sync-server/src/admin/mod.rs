//! What IT asks of a data folder: carried out by the running server over its socket, or by the command line itself
//! after it took the lock. One function serves both, so the two cannot drift.
pub mod act;
pub mod client;
pub mod record;
pub mod socket;
pub mod team;

pub use team::TeamCall;

use satchel_model::id::{DeviceId, JobId, PatientId, UserId};
use satchel_protocol::intent::RevokeReason;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::mpsc;

/// One request of IT.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "verb", rename_all = "snake_case")]
pub enum Call {
    /// Is the server at work?
    Health,
    /// Every check of `satchel doctor`.
    Doctor,
    /// Makes an administrator; also the first one.
    AdminCreate {
        /// The clinic's name; needed for the first one.
        clinic: Option<String>,
        /// Sign-in name.
        login: String,
        /// Name as shown.
        name: String,
        /// Password.
        password: String,
    },
    /// Everybody who can sign in.
    UserList,
    /// An invitation.
    UserInvite {
        /// Name as shown.
        name: String,
        /// Stable word of the role.
        role: String,
        /// For patients and trusted persons.
        patient: Option<PatientId>,
        /// Life in hours.
        hours: Option<u32>,
    },
    /// Stops a person signing in; their devices are shut out as replaced.
    UserDeactivate {
        /// The person.
        user: UserId,
    },
    /// Care teams and wards.
    Team(TeamCall),
    /// Everybody's devices.
    DeviceList,
    /// Shuts a device out.
    DeviceRevoke {
        /// The device.
        device: DeviceId,
        /// Why.
        reason: RevokeReason,
    },
    /// Takes over foreign records.
    FhirImport {
        /// Files and folders, absolute.
        paths: Vec<std::path::PathBuf>,
        /// Name of the source of relative ids; empty: what the files say.
        source: String,
    },
    /// Work that is not done, or only what was given up.
    JobList {
        /// Only what was given up.
        dead: bool,
    },
    /// Gives work that was given up another round of tries; all of it where none is named.
    JobRetry {
        /// The job.
        job: Option<JobId>,
    },
    /// Proves the audit.
    AuditVerify,
    /// Which wrapping keys are in use.
    KeysStatus,
    /// A new wrapping key for all document keys.
    KeysRotate,
    /// Schema versions.
    MigrateStatus,
    /// Rebuilds, rectifies, erases or holds records.
    Record {
        /// What is asked for.
        ask: record::Ask,
    },
}

impl Call {
    /// Whether the call may make a data folder that is not there.
    #[must_use]
    pub const fn makes_folder(&self) -> bool {
        match self {
            Self::FhirImport { .. } => true,
            Self::Health
            | Self::Doctor
            | Self::AdminCreate { .. }
            | Self::UserList
            | Self::UserInvite { .. }
            | Self::UserDeactivate { .. }
            | Self::Team(_)
            | Self::DeviceList
            | Self::DeviceRevoke { .. }
            | Self::JobList { .. }
            | Self::JobRetry { .. }
            | Self::AuditVerify
            | Self::KeysStatus
            | Self::KeysRotate
            | Self::Record { .. }
            | Self::MigrateStatus => false,
        }
    }
}

/// How far long work is, told to whoever asked for it. Lossy: the last word is the answer itself.
#[derive(Clone, Default)]
pub struct Progress(Option<mpsc::Sender<Value>>);

impl Progress {
    /// Progress that somebody listens to, and what they hear.
    #[must_use]
    pub fn heard() -> (Self, mpsc::Receiver<Value>) {
        let (sender, receiver) = mpsc::channel(16);
        (Self(Some(sender)), receiver)
    }

    /// Tells how far the work is; dropped where nobody listens or the listener is slow.
    pub fn tell(&self, value: Value) {
        if let Some(sender) = &self.0
            && sender.try_send(value).is_err()
        {
            tracing::debug!("progress was not heard");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_cross_the_socket_as_tagged_json() {
        let device = DeviceId::from_bytes([1; 16]);
        let call = Call::DeviceRevoke { device, reason: RevokeReason::Lost };
        let text = serde_json::to_string(&call).unwrap();
        let want = "{\"verb\":\"device_revoke\",\"device\":\"01010101-0101-0101-0101-010101010101\",\"reason\":\"lost\"}";
        assert_eq!(text, want);
        assert!(serde_json::from_str::<Call>("{\"verb\":\"unknown\"}").is_err());
    }

    #[tokio::test]
    async fn progress_is_heard_in_order_and_dropped_where_nobody_listens() {
        let (progress, mut heard) = Progress::heard();
        for n in 0..40 {
            progress.tell(n.into());
        }
        for n in 0..16 {
            assert_eq!(heard.recv().await, Some(Value::from(n)));
        }
        drop(heard);
        progress.tell(1.into());
        Progress::default().tell(1.into());
    }
}
