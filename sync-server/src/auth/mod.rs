//! Who somebody is: passwords, sessions, invitations, devices and their proofs.
pub mod device;
pub mod enrol;
pub mod password;
pub mod person;
pub mod profile;
pub mod proof;
pub mod session;
pub mod sign_in;
pub mod token;
pub mod trail;
