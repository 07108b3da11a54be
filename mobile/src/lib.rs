//! The patient app of Satchel.
