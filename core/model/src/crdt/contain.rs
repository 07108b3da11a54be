//! Runs foreign code that may panic, so that no input ends the process.
use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook},
    sync::Once,
};

/// The foreign code panicked; whatever it was working on must be thrown away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the document engine panicked")]
pub(super) struct Panicked;

thread_local! {
    /// How many contained calls this thread is inside of.
    static INSIDE: Cell<u32> = const { Cell::new(0) };
}

/// Counts this thread as inside a contained call until dropped.
struct Entered;

impl Entered {
    fn new() -> Self {
        INSIDE.set(INSIDE.get().saturating_add(1));
        Self
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        INSIDE.set(INSIDE.get().saturating_sub(1));
    }
}

/// The value of `work`, or [`Panicked`]. The caller must not use again what `work` was changing.
///
/// A panic inside prints nothing: its message could hold clinical text. The hook is set once for the whole
/// process and looks at a flag of its own thread, so a panic elsewhere at the same time still reaches the
/// hook that was there before. (Swapping hooks around each call would lose such a report.)
pub(super) fn contained<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    silence();
    let _inside = Entered::new();
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Panicked)
}

/// Puts our filter before the process's panic hook, once.
fn silence() {
    static HOOK: Once = Once::new();
    // Setting a hook while this thread unwinds would itself panic.
    if std::thread::panicking() {
        return;
    }
    HOOK.call_once(|| {
        let previous = take_hook();
        set_hook(Box::new(move |info| {
            if INSIDE.try_with(Cell::get).unwrap_or(0) == 0 {
                previous(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_passes_through() {
        assert_eq!(contained(|| 7), Ok(7));
    }

    #[test]
    fn a_panic_becomes_an_error_and_the_thread_goes_on() {
        assert_eq!(contained(|| panic!("inside")), Err::<(), _>(Panicked));
        assert_eq!(INSIDE.get(), 0);
        assert_eq!(contained(|| 1), Ok(1));
    }

    #[test]
    fn a_panic_within_a_nested_call_leaves_the_outer_one_running() {
        let outer = contained(|| {
            let inner = contained(|| panic!("inner"));
            (inner, INSIDE.get())
        });
        assert_eq!(outer, Ok((Err::<(), _>(Panicked), 1)));
    }
}
