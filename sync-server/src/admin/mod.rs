//! What IT asks of a data folder: carried out by the running server over its socket, or by the command line itself
//! after it took the lock. One function serves both, so the two cannot drift.
pub mod act;
pub mod client;
pub mod socket;

use satchel_model::id::{DeviceId, PatientId, UserId};
use satchel_protocol::intent::RevokeReason;
use serde::{Deserialize, Serialize};

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
    /// Everybody's devices.
    DeviceList,
    /// Shuts a device out.
    DeviceRevoke {
        /// The device.
        device: DeviceId,
        /// Why.
        reason: RevokeReason,
    },
    /// Proves the audit.
    AuditVerify,
    /// Schema versions.
    MigrateStatus,
}
