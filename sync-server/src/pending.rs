//! Seams to modules that are being written.
pub mod sync {
    pub mod live {
        #[derive(Default)]
        pub struct Registry;
        impl Registry {
            pub fn poke_device(&self, _: satchel_model::id::DeviceId) {}
        }
        pub async fn handle() -> crate::http::problem::Failure {
            crate::http::problem::Failure::new(satchel_protocol::problem::ErrorCode::NotFound)
        }
    }
    pub mod push {
        pub use super::live::handle;
    }
    pub mod pull {
        pub use super::live::handle;
    }
    pub mod create {
        use crate::{http::problem::Failure, state::State};
        pub async fn audit_document(
            _: &State,
            _: &mut satchel_server_store::Tx,
            _: satchel_model::id::DocId,
            _: &satchel_server_store::user::User,
            (): (),
        ) -> Result<(), Failure> {
            Ok(())
        }
    }
}
pub mod seal {
    use crate::{http::problem::Failure, state::State};
    pub async fn fresh_dek(_: &State, _: satchel_model::id::DocId, _: u32) -> Result<(), Failure> {
        Ok(())
    }
}
pub mod audit {
    pub mod sequencer {
        pub fn start(_: &crate::state::App) {}
    }
    pub mod verify {
        use crate::{http::problem::Failure, state::State};
        pub async fn report(_: &State) -> Result<serde_json::Value, Failure> {
            Ok(serde_json::Value::Null)
        }
    }
}
