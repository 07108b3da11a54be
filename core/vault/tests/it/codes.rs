//! Recovery codes as people copy them, and passwords as people choose them.
use proptest::prelude::*;
use satchel_model::{entropy::SeededEntropy, id::VaultId, time::Timestamp};
use satchel_vault::{
    keyring::Vmk,
    keyslot::{
        DESTROY_AT, FREE_TRIES, PasswordRefusal, RecoveryCode, Tries, check_password,
        create_recovery,
    },
    secret::Password,
};

fn code(seed: u64) -> RecoveryCode {
    let entropy = SeededEntropy::new(seed);
    let vmk = Vmk::generate(&entropy);
    create_recovery(VaultId::from_bytes([7; 16]), &vmk, &entropy).1
}

proptest! {
    #[test]
    fn a_code_is_read_again_however_it_was_written_down(seed in any::<u64>(), every in 1_usize..9, lower in any::<bool>(), dash in any::<bool>()) {
        let text = code(seed).reveal();
        let mut written = String::new();
        for (at, letter) in text.chars().enumerate() {
            if at > 0 && at % every == 0 {
                written.push(if dash { '-' } else { ' ' });
            }
            // What a hand makes of a zero and of a one.
            let letter = match letter {
                '0' if at % 2 == 0 => 'O',
                '1' if at % 3 == 0 => 'I',
                '1' if at % 3 == 1 => 'l',
                other => other,
            };
            written.push(if lower { letter.to_ascii_lowercase() } else { letter });
        }
        let read = RecoveryCode::parse(&written).expect("the same code");
        prop_assert_eq!(&*read.reveal(), &*text);
    }

    #[test]
    fn one_wrong_letter_is_another_code_or_none(seed in any::<u64>(), at in 0_usize..26, letter in "[0-9A-Z]") {
        let text = code(seed).reveal();
        let mut letters: Vec<char> = text.chars().collect();
        letters[at] = letter.chars().next().unwrap();
        let other: String = letters.into_iter().collect();
        if let Some(read) = RecoveryCode::parse(&other) {
            let same_letter = other.replace('O', "0").replace(['I', 'L'], "1") == *text;
            prop_assert_eq!(*read.reveal() == *text, same_letter);
        }
    }

    #[test]
    fn no_text_makes_reading_a_code_panic(text in "\\PC{0,60}") {
        if let Some(code) = RecoveryCode::parse(&text) {
            prop_assert_eq!(code.reveal().len(), 26);
        }
    }

    #[test]
    fn waiting_only_grows_and_time_only_goes_on(moments in prop::collection::vec(0_i64..1_000_000_000, 1..40)) {
        let mut tries = Tries::default();
        let mut wait = 0;
        for (n, moment) in (1..).zip(moments) {
            let next = tries.counted(Timestamp::from_millis(moment));
            prop_assert_eq!(next.count, n);
            prop_assert!(next.last_at >= tries.last_at);
            let now = next.next_at().millis() - next.last_at.millis();
            prop_assert!(now >= wait, "the wait never shrinks");
            prop_assert_eq!(now == 0, n < FREE_TRIES);
            prop_assert_eq!(next.is_fatal(), n >= DESTROY_AT);
            (tries, wait) = (next, now);
        }
    }

    #[test]
    fn of_two_counts_the_worse_one_stands_whichever_was_restored(a in 0_u32..50, b in 0_u32..50, s in 0_i64..100, t in 0_i64..100) {
        let one = Tries { count: a, last_at: Timestamp::from_millis(s) };
        let two = Tries { count: b, last_at: Timestamp::from_millis(t) };
        let worse = one.worse(two);
        prop_assert_eq!(worse, two.worse(one));
        prop_assert_eq!((worse.count, worse.last_at.millis()), (a.max(b), s.max(t)));
    }
}

#[test]
fn common_and_personal_passwords_are_weak_bound_or_not() {
    for text in [
        "passwordpassword",
        "aaaaaaaaaaaaaaaa",
        "1234567890123456",
        "qwertyuiopasdfgh",
        "abcdefghijklmnop",
        "satchelsatchel12",
    ] {
        for bound in [true, false] {
            let got = check_password(&Password::from(text), bound, &["satchel"]);
            assert_eq!(got, Err(PasswordRefusal::Weak), "{text} bound: {bound}");
        }
    }
}

#[test]
fn four_unrelated_words_will_do_in_any_script() {
    for text in
        ["velvet anchor puddle mosaic", "zámek kolotoč brambora víla", "ليمون قطار نافذة جبل"]
    {
        assert_eq!(check_password(&Password::from(text), false, &[]), Ok(()), "{text}");
    }
}

#[test]
fn a_password_is_counted_in_characters_whatever_their_bytes() {
    let of = |n: usize| Password::new("नमस्तेशर्मा😀ليلى".chars().cycle().take(n).collect());
    assert_eq!(check_password(&of(14), false, &[]), Err(PasswordRefusal::TooShort(15)));
    assert_ne!(check_password(&of(15), false, &[]), Err(PasswordRefusal::TooShort(15)));
    assert_eq!(check_password(&of(257), false, &[]), Err(PasswordRefusal::TooLong));
}
