//! Counts the bytes that one thread holds, so that a refusal's price is a number and not an impression.
#![expect(unsafe_code, reason = "an allocator can be written in no other way")]
use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

struct Counting;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator unchanged; beside it only plain cells are written.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that is ending has no cells any more, and its last bytes are not counted.
        let held = HELD.try_with(|h| {
            h.set(h.get().saturating_add(layout.size()));
            h.get()
        });
        held.and_then(|held| PEAK.try_with(|p| p.set(p.get().max(held)))).unwrap_or(());
        // SAFETY: the caller's promise about the layout is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.try_with(|h| h.set(h.get().saturating_sub(layout.size()))).unwrap_or(());
        // SAFETY: the caller's promise about pointer and layout is passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// The value of `work`, and the most bytes it held at once beyond what was held before.
pub(crate) fn peak<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.get();
    PEAK.set(before);
    let value = work();
    (value, PEAK.get().saturating_sub(before))
}

#[test]
fn the_peak_is_what_was_held_at_once() {
    let ((), bytes) = peak(|| {
        for _ in 0..10 {
            drop(std::hint::black_box(vec![0_u8; 1_000]));
        }
        drop(std::hint::black_box((vec![0_u8; 1_000], vec![0_u8; 500])));
    });
    assert_eq!(bytes, 1_500);
}
