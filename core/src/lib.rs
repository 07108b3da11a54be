//! The device engine of Satchel: encrypted store, commands, sync.
