//! Keys, sealing, signing and certificates of Satchel.
