//! libFuzzer's bytes for the target `envelope`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| satchel_fuzz::targets::envelope(data));
