//! The local carriers between a screen and the device engine.
