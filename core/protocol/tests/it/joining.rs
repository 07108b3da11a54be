//! Join links: hostile ones are refused, honest ones read back.
use proptest::prelude::*;
use satchel_model::id::Hash;
use satchel_protocol::join::{JoinError, JoinLink, LINK_MAX, is_address, words};

fn key() -> String {
    "ab".repeat(32)
}

proptest! {
    #[test]
    fn every_honest_link_reads_back(
        host in "[a-z][a-z0-9.-]{0,40}",
        port in 1u16..,
        spki in any::<[u8; 32]>(),
        code in "[A-Z0-9]{4}(-[A-Z0-9]{4}){0,3}",
    ) {
        let link = JoinLink { address: format!("{host}:{port}"), spki: Hash::from_bytes(spki), code };
        prop_assert!(link.to_string().parse::<JoinLink>() == Ok(link));
    }

    #[test]
    fn parts_may_come_in_any_order_and_beside_others(order in Just(["a=x:1", "k=", "c=A", "z=9"]).prop_shuffle()) {
        let key = key();
        let parts: Vec<String> =
            order.iter().map(|p| if *p == "k=" { format!("k={key}") } else { (*p).to_owned() }).collect();
        let link: JoinLink = format!("satchel://join?{}", parts.join("&")).parse().unwrap();
        prop_assert_eq!((link.address.as_str(), link.code.as_str()), ("x:1", "A"));
    }

    #[test]
    fn no_text_panics(text in ".{0,600}") {
        drop(text.parse::<JoinLink>());
        drop(format!("satchel://join?{text}").parse::<JoinLink>());
        prop_assert!(!is_address(&text) || text.contains(':'));
    }

    #[test]
    fn an_address_that_is_taken_holds_nothing_that_leads_a_url_elsewhere(text in "[a-z@/?#%:.\\[\\] ]{1,12}:[0-9]{1,5}") {
        if is_address(&text) {
            prop_assert!(!text.contains(['@', '/', '?', '#', '%', ' ']));
        }
    }

    #[test]
    fn words_tell_keys_apart_by_their_first_eight_bytes(a in any::<[u8; 32]>(), b in any::<[u8; 32]>()) {
        let (x, y) = (words(&Hash::from_bytes(a)), words(&Hash::from_bytes(b)));
        prop_assert_eq!(x.split(' ').count(), 8);
        prop_assert_eq!(x == y, a[..8] == b[..8]);
    }
}

#[test]
fn a_link_is_read_up_to_its_bound() {
    let head = format!("satchel://join?a=x:1&k={}&c=", key());
    let link = |len: usize| format!("{head}{}", "A".repeat(len - head.len()));
    assert!(link(LINK_MAX).parse::<JoinLink>().is_ok());
    assert_eq!(link(LINK_MAX + 1).parse::<JoinLink>().err(), Some(JoinError::Scheme));
    // Blanks around it do not count.
    assert!(format!("  {}\n", link(LINK_MAX)).parse::<JoinLink>().is_ok());
}

#[test]
fn an_empty_link_and_a_bare_scheme_are_refused() {
    assert_eq!("".parse::<JoinLink>().err(), Some(JoinError::Scheme));
    assert_eq!("satchel://join".parse::<JoinLink>().err(), Some(JoinError::Scheme));
    assert_eq!("satchel://join?".parse::<JoinLink>().err(), Some(JoinError::Part("address")));
    assert_eq!("SATCHEL://join?a=x:1".parse::<JoinLink>().err(), Some(JoinError::Scheme));
}

#[test]
fn a_code_with_anything_but_letters_digits_and_dashes_is_refused() {
    for code in ["a b", "a/b", "a%20", "ä", "a\u{202e}b", "a;b", "a=b"] {
        let text = format!("satchel://join?a=x:1&k={}&c={code}", key());
        assert_eq!(text.parse::<JoinLink>().err(), Some(JoinError::Part("code")), "{code}");
    }
}

#[test]
fn a_key_of_another_length_or_alphabet_is_refused() {
    for key in ["", "ab", &"ab".repeat(31), &"ab".repeat(33), &"zz".repeat(32), &"é".repeat(32)] {
        let text = format!("satchel://join?a=x:1&k={key}&c=A");
        assert_eq!(text.parse::<JoinLink>().err(), Some(JoinError::Part("key")), "{key}");
    }
}

#[test]
fn the_first_of_two_equal_parts_counts() {
    let link: JoinLink =
        format!("satchel://join?a=good:1&a=evil:2&k={}&c=A&c=B", key()).parse().unwrap();
    assert_eq!((link.address.as_str(), link.code.as_str()), ("good:1", "A"));
}

#[test]
fn ports_are_taken_from_one_to_the_last() {
    for (port, fine) in
        [("0", false), ("1", true), ("65535", true), ("65536", false), ("-1", false), ("", false)]
    {
        assert_eq!(is_address(&format!("host:{port}")), fine, "{port}");
    }
}

#[test]
fn errors_say_what_is_wrong() {
    assert_eq!(JoinError::Scheme.to_string(), "not a join link");
    assert_eq!(JoinError::Part("key").to_string(), "join link without a usable key");
}
