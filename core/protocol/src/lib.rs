//! Everything of Satchel that crosses a wire.
