//! Forgeries: tokens, proofs, chains and bodies that this server did not make or that do not fit.
use proptest::prelude::*;
use satchel_model::{
    entropy::SeededEntropy,
    id::{DeviceId, DocId, Hash, PatientId, SessionId, TenantId},
    time::Timestamp,
};
use satchel_protocol::{
    api::DeviceProof,
    problem::ErrorCode,
    sync::{Message, Position, Push},
};
use satchel_server::{
    auth::{
        proof,
        token::{AccessToken, RefreshToken},
    },
    code,
    http::problem::Failure,
    sync::{
        admit::chain::{Link, link},
        frames, limit,
        token::{Pass, Stage, Token},
    },
};
use satchel_vault::{
    secret::Key32,
    sign::{Namespace, SigningKey},
};

fn key() -> Key32 {
    Key32::from_bytes([7; 32])
}

fn position() -> impl Strategy<Value = Position> {
    any::<(i64, i64)>().prop_map(|(tx, id)| Position { tx, id })
}

fn stage() -> impl Strategy<Value = Stage> {
    prop_oneof![
        position().prop_map(Stage::Events),
        prop::option::of(any::<[u8; 16]>().prop_map(DocId::from_bytes)).prop_map(Stage::Documents),
        any::<u32>().prop_map(Stage::Ahead),
    ]
}

prop_compose! {
    fn token()(
        tenant in any::<[u8; 16]>(),
        device in any::<[u8; 16]>(),
        cluster_epoch in any::<u32>(),
        from in position(),
        pass in prop::option::of((position(), stage(), any::<u32>(), any::<u64>())),
        ahead in prop::option::of(prop::collection::vec(any::<[u8; 16]>(), 0..5)),
    ) -> Token {
        Token {
            v: 1,
            tenant: TenantId::from_bytes(tenant),
            device: DeviceId::from_bytes(device),
            cluster_epoch,
            from,
            pass: pass.map(|(target, stage, docs, bytes)| {
                let ahead = ahead.map(|all| all.into_iter().map(PatientId::from_bytes).collect());
                Pass { target, stage, docs, bytes, ahead }
            }),
        }
    }
}

proptest! {
    #[test]
    fn every_feed_token_comes_back_to_its_device(token in token()) {
        let bytes = token.encode(&key());
        prop_assert_eq!(Token::decode(&bytes, token.tenant, token.device, &key()), Some(token));
    }

    #[test]
    fn a_feed_token_bent_cut_or_drawn_out_is_none(
        token in token(),
        at in any::<prop::sample::Index>(),
        bit in 0u8..8,
        more in prop::collection::vec(any::<u8>(), 1..20),
    ) {
        let bytes = token.encode(&key());
        let decode = |bytes: &[u8]| Token::decode(bytes, token.tenant, token.device, &key());
        let mut bent = bytes.clone();
        let at = at.index(bent.len());
        bent[at] ^= 1 << bit;
        prop_assert_eq!(decode(&bent), None);
        prop_assert_eq!(decode(&bytes[..at]), None);
        let mut long = bytes.clone();
        long.extend(&more);
        prop_assert_eq!(decode(&long), None);
        let mut before = more;
        before.extend(&bytes);
        prop_assert_eq!(decode(&before), None);
    }

    #[test]
    fn made_up_bytes_are_no_feed_token(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (tenant, device) = (TenantId::from_bytes([1; 16]), DeviceId::from_bytes([2; 16]));
        prop_assert_eq!(Token::decode(&bytes, tenant, device, &key()), None);
    }

    #[test]
    fn a_feed_token_of_another_version_is_none_though_its_tag_holds(token in token(), v in any::<u8>()) {
        prop_assume!(v != 1);
        let other = Token { v, ..token };
        let bytes = other.encode(&key());
        prop_assert_eq!(Token::decode(&bytes, token.tenant, token.device, &key()), None);
    }

    #[test]
    fn session_tokens_read_back_and_their_relatives_differ(session in any::<[u8; 16]>(), seed in any::<u64>()) {
        let first = RefreshToken::first(SessionId::from_bytes(session), &SeededEntropy::new(seed));
        let again = RefreshToken::parse(&first.text()).unwrap();
        prop_assert_eq!(again.hash(), first.hash());
        prop_assert_eq!(again.session, SessionId::from_bytes(session));
        let next = first.successor(&key());
        prop_assert_eq!(next.session, first.session);
        let all = [
            first.hash(),
            next.hash(),
            first.access(&key()).hash(),
            next.access(&key()).hash(),
        ];
        for (i, a) in all.iter().enumerate() {
            prop_assert!(!all[..i].contains(a));
        }
        prop_assert!(first.precedes(&next.hash(), &key()));
        prop_assert!(!next.precedes(&first.hash(), &key()));
    }

    #[test]
    fn a_session_token_bent_in_one_digit_is_another(
        seed in any::<u64>(),
        at in 0usize..64,
        digit in "[0-9a-f]",
    ) {
        let first = RefreshToken::first(SessionId::from_bytes([1; 16]), &SeededEntropy::new(seed));
        let mut text = first.text();
        prop_assume!(text.get(at..=at) != Some(digit.as_str()));
        text.replace_range(at..=at, &digit);
        let other = RefreshToken::parse(&text).unwrap();
        prop_assert_ne!(other.hash(), first.hash());
        prop_assert!(!other.precedes(&first.successor(&key()).hash(), &key()));
    }

    #[test]
    fn only_64_hex_digits_are_a_token(text in "[0-9a-fA-F]{0,70}|.{0,70}") {
        let fine = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        prop_assert_eq!(RefreshToken::parse(&text).is_some(), fine);
        if AccessToken::parse(&text).is_some() {
            prop_assert!(fine);
        }
    }

    #[test]
    fn a_code_is_known_however_it_is_typed(seed in any::<u64>(), spaces in 0usize..4) {
        let text = code::generate(&SeededEntropy::new(seed), code::INVITATION_GROUPS);
        let meant = code::digest(&text);
        let gap = " ".repeat(spaces);
        for typed in [
            text.to_lowercase(),
            text.replace('-', ""),
            text.replace('-', &gap),
            text.replace('0', "o").replace('1', "l"),
            format!("{gap}{text}{gap}"),
        ] {
            prop_assert_eq!(code::digest(&typed), meant, "{}", typed);
        }
    }

    #[test]
    fn a_code_with_one_other_character_is_another(seed in any::<u64>(), at in 0usize..19, other in "[2-9A-HJKMNP-TV-Z]") {
        let text = code::generate(&SeededEntropy::new(seed), code::INVITATION_GROUPS);
        prop_assume!(!["-", other.as_str()].contains(&text.get(at..=at).unwrap()));
        let mut typed = text.clone();
        typed.replace_range(at..=at, &other);
        prop_assert_ne!(code::digest(&typed), code::digest(&text));
    }

    /// Against the plain list of what the device sent.
    #[test]
    fn a_chain_takes_its_next_item_and_knows_every_other(
        length in 0u64..20,
        ctr in 0u64..24,
        right_prev in any::<bool>(),
        same_hash in any::<bool>(),
    ) {
        let hash = |n: u64| if n == 0 { Hash::ZERO } else { satchel_model::hash::sha256(&[&n.to_be_bytes()]) };
        let other = satchel_model::hash::sha256(&[b"other"]);
        let prev = if right_prev { hash(ctr.saturating_sub(1)) } else { other };
        let env = if same_hash { hash(ctr) } else { other };
        let known = (1..=length).contains(&ctr).then(|| hash(ctr));
        let want = match ctr {
            0 => Link::Fork,
            n if n <= length => if same_hash { Link::Repeat } else { Link::Fork },
            n if n == length + 1 => if right_prev { Link::Next } else { Link::Fork },
            _ => Link::Gap,
        };
        prop_assert_eq!(link((length, hash(length)), (ctr, prev, env), known), want);
    }

    #[test]
    fn a_proof_is_good_for_a_minute_on_either_side(off in -120_000i64..120_000) {
        let signer = SigningKey::from_seed(&Key32::from_bytes([3; 32])).unwrap();
        let at = Timestamp::from_millis(1_000_000_000);
        let digest = DeviceProof::digest("POST /x", b"secret", at);
        let sig = signer.sign(Namespace::PROOF, &digest);
        let given = DeviceProof { device: DeviceId::from_bytes([1; 16]), at, sig };
        let now = at.plus_millis(off);
        let got = proof::check(&given, &signer.public(), "POST /x", b"secret", now);
        match got {
            Ok(()) => prop_assert!(off.abs() <= 60_000),
            Err(problem) => {
                prop_assert!(off.abs() > 60_000);
                prop_assert_eq!(problem.code, ErrorCode::ClockWrong);
                prop_assert_eq!(problem.args["server_time"].as_i64(), Some(now.millis()));
                prop_assert_eq!(problem.args["device_time"].as_i64(), Some(at.millis()));
            }
        }
    }
}

#[test]
fn a_proof_signed_for_another_purpose_is_bad_at_any_time() {
    let signer = SigningKey::from_seed(&Key32::from_bytes([3; 32])).unwrap();
    let at = Timestamp::from_millis(1_000_000_000);
    let digest = DeviceProof::digest("POST /x", b"secret", at);
    for namespace in [Namespace::ENV, Namespace::HELLO, Namespace::CERT, Namespace::BEACON] {
        let sig = signer.sign(namespace, &digest);
        let given = DeviceProof { device: DeviceId::from_bytes([1; 16]), at, sig };
        for now in [at, at.plus_millis(999_999)] {
            let got = proof::check(&given, &signer.public(), "POST /x", b"secret", now);
            assert_eq!(got.unwrap_err().code, ErrorCode::BadProof);
        }
    }
}

async fn read(bytes: Vec<u8>, max: usize) -> Result<Vec<Message>, Failure> {
    frames::read(axum::body::Body::from(bytes), max).await
}

fn push() -> Message {
    Message::Push(Push::default())
}

#[tokio::test]
async fn a_body_of_frames_is_read_whole_up_to_its_bound() {
    let bytes = frames::bytes(&[push(), push(), push()]);
    let len = bytes.len();
    assert_eq!(read(vec![], 0).await.unwrap(), []);
    assert_eq!(read(bytes.clone(), len).await.unwrap(), [push(), push(), push()]);
    assert_eq!(read(bytes.clone(), len + 1).await.unwrap().len(), 3);
    assert_eq!(read(bytes, len - 1).await.unwrap_err().code(), ErrorCode::TooLarge);
}

#[tokio::test]
async fn a_body_that_ends_inside_a_frame_is_malformed() {
    let bytes = frames::bytes(&[push(), push()]);
    for cut in 1..bytes.len() {
        let got = read(bytes[..cut].to_vec(), 9_999).await;
        if cut == bytes.len() / 2 {
            assert_eq!(got.unwrap(), [push()]);
        } else {
            assert_eq!(got.unwrap_err().code(), ErrorCode::Malformed, "{cut}");
        }
    }
}

#[tokio::test]
async fn rubbish_and_frames_that_claim_too_much_are_told_apart() {
    assert_eq!(read(vec![0x77; 99], 999).await.unwrap_err().code(), ErrorCode::TooLarge);
    let mut unknown = frames::bytes(&[push()]);
    unknown[0] = 0x77;
    assert_eq!(read(unknown, 999).await.unwrap_err().code(), ErrorCode::Malformed);
    let claims = [&[0x03][..], &u32::MAX.to_le_bytes()].concat();
    assert_eq!(read(claims, 999).await.unwrap_err().code(), ErrorCode::TooLarge);
}

#[test]
fn a_failure_ends_a_conversation_with_its_number_and_wait() {
    let problem = satchel_protocol::problem::Problem::new(ErrorCode::Overloaded).after(7);
    let Message::Problem(trouble) = frames::trouble(&Failure(problem)) else {
        panic!("another message")
    };
    assert_eq!((trouble.error_code(), trouble.retry_after_s), (ErrorCode::Overloaded, Some(7)));
    assert_eq!(trouble.incident, None);
}

#[test]
fn bounds_of_the_server_fit_what_the_wire_allows() {
    const {
        use satchel_protocol::limit as wire;
        assert!(limit::PUSH_BODY > wire::PUSH_UNANSWERED_MAX * wire::FRAME_WIRE_MAX);
        assert!(limit::PART_BYTES <= wire::FRAME_AIM);
        assert!(limit::OPENED_MAX >= wire::SNAPSHOT_MAX);
        assert!(limit::OPENED_MAX >= wire::ENTRY_IMPORT_MAX);
        assert!(limit::PULL_BODY >= wire::HELLO_MAX + wire::PULL_WANT_MAX * 40);
    }
}
