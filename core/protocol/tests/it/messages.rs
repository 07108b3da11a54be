//! Messages and frames: whatever is written reads back, and nothing else does.
use crate::any;
use minicbor::bytes::ByteVec;
use proptest::prelude::*;
use satchel_model::{
    id::{DeviceId, DocId, Hash, Signature},
    time::Timestamp,
};
use satchel_protocol::{
    frame::{self, FrameError, HEADER_LEN, Splitter},
    limit,
    problem::ErrorCode,
    sync::{
        Beacon, DocState, EpochReason, Message, Poke, Position, Push, Trouble, VerdictKind,
        Verdicts, hello_digest,
    },
};

/// The kinds that this version speaks.
const SPOKEN: [u8; 13] =
    [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0e, 0x0f];

/// Raw CBOR as a frame of this kind.
fn framed(kind: u8, raw: &[u8]) -> Vec<u8> {
    let packed = zstd::bulk::compress(raw, 1).unwrap();
    let mut out = vec![kind];
    out.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
    out.extend(packed);
    out
}

proptest! {
    #[test]
    fn every_message_reads_back_as_itself(message in any::message()) {
        let raw = message.encode();
        prop_assert_eq!(Message::decode(message.kind(), &raw), Ok(message));
    }

    #[test]
    fn a_message_has_one_form_only(message in any::message()) {
        let again = Message::decode(message.kind(), &message.encode()).unwrap();
        prop_assert_eq!(again.encode(), message.encode());
    }

    #[test]
    fn every_message_travels_in_a_frame_of_its_own(message in any::message()) {
        let bytes = frame::encode(&message);
        prop_assert_eq!(bytes[0], message.kind());
        prop_assert_eq!(frame::decode(&bytes), Ok((message, bytes.len())));
    }

    #[test]
    fn a_frame_cut_anywhere_waits_for_more(message in any::message(), cut in any::<prop::sample::Index>()) {
        let bytes = frame::encode(&message);
        let at = cut.index(bytes.len());
        prop_assert_eq!(frame::decode(&bytes[..at]), Err(FrameError::Incomplete));
    }

    #[test]
    fn bytes_behind_a_frame_are_left_for_the_next_one(message in any::message(), rest in any::<Vec<u8>>()) {
        let mut bytes = frame::encode(&message);
        let len = bytes.len();
        bytes.extend(rest);
        prop_assert_eq!(frame::decode(&bytes), Ok((message, len)));
    }

    #[test]
    fn a_stream_in_pieces_of_any_size_gives_every_message_in_order(
        messages in prop::collection::vec(any::message(), 1..5),
        piece in 1usize..200,
    ) {
        let bytes: Vec<u8> = messages.iter().flat_map(frame::encode).collect();
        let mut splitter = Splitter::default();
        let mut seen = Vec::new();
        let mut raw = Vec::new();
        for part in bytes.chunks(piece) {
            splitter.push(part);
            while let Some((message, exact)) = splitter.next_frame().unwrap() {
                seen.push(message);
                raw.extend(exact);
            }
        }
        prop_assert!(splitter.is_empty());
        prop_assert_eq!(seen, messages);
        // A checkpoint hashes exactly these bytes.
        prop_assert_eq!(raw, bytes);
    }

    #[test]
    fn a_flipped_bit_is_refused_or_reads_as_a_message_and_never_panics(
        message in any::message(),
        at in any::<prop::sample::Index>(),
        bit in 0u8..8,
    ) {
        let mut bytes = frame::encode(&message);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        match frame::decode(&bytes) {
            Ok((_, used)) => prop_assert!(used <= bytes.len()),
            Err(FrameError::Incomplete | FrameError::TooLarge(_) | FrameError::Malformed(_)) => {}
        }
    }

    #[test]
    fn cbor_cut_short_is_malformed(message in any::message(), cut in any::<prop::sample::Index>()) {
        let raw = message.encode();
        let cut = &raw[..cut.index(raw.len())];
        prop_assert!(matches!(Message::decode(message.kind(), cut), Err(FrameError::Malformed(_))));
    }

    #[test]
    fn a_key_from_the_future_changes_nothing(message in any::message(), value in any::<u32>()) {
        let mut raw = message.encode();
        // A map of up to 23 pairs holds its length in the first byte.
        prop_assume!((0xa0..0xb7).contains(&raw[0]));
        raw[0] += 1;
        raw.extend([0x18, 0x63, 0x1a]);
        raw.extend(value.to_be_bytes());
        prop_assert_eq!(Message::decode(message.kind(), &raw), Ok(message));
    }

    #[test]
    fn a_checkpoint_signs_all_but_its_signature(
        checkpoint in any::checkpoint(),
        other in any::checkpoint(),
        device in any::device(),
        stream in any::hash(),
    ) {
        let digest = checkpoint.digest_for(device, stream);
        let mut resigned = checkpoint.clone();
        resigned.sig = other.sig;
        prop_assert_eq!(resigned.digest_for(device, stream), digest);
        let mut moved = other;
        moved.sig = checkpoint.sig;
        if moved != checkpoint {
            prop_assert_ne!(moved.digest_for(device, stream), digest);
        }
    }

    #[test]
    fn two_beacons_sign_apart(a in any::beacon(), b in any::beacon()) {
        let same = a.id == b.id && a.time == b.time;
        prop_assert_eq!(Beacon::digest(a.id, a.time) == Beacon::digest(b.id, b.time), same);
    }

    #[test]
    fn positions_are_ordered_by_transaction_and_then_by_number(a in any::position(), b in any::position()) {
        prop_assert_eq!(a.cmp(&b), (a.tx, a.id).cmp(&(b.tx, b.id)));
    }
}

#[test]
fn exactly_the_numbered_kinds_are_spoken() {
    for kind in 0..=u8::MAX {
        let unknown = matches!(
            Message::decode(kind, &[0xf6]),
            Err(FrameError::Malformed(why)) if why == format!("unknown kind {kind}")
        );
        assert_eq!(unknown, !SPOKEN.contains(&kind), "{kind:02x}");
    }
}

#[test]
fn a_frame_names_its_kind_and_another_kind_does_not_read_it() {
    // Verdicts begin with a list of maps, a poke with a list of arrays.
    let poke = Message::Poke(Poke { groups: vec![], docs: vec![DocId::from_bytes([1; 16])] });
    let mut bytes = frame::encode(&poke);
    bytes[0] = 0x02;
    assert!(matches!(frame::decode(&bytes), Err(FrameError::Malformed(_))));
    bytes[0] = 0x0b;
    assert!(frame::decode(&bytes).is_ok());
}

#[test]
fn a_header_of_four_bytes_waits_and_of_five_empty_ones_is_malformed() {
    assert_eq!(frame::decode(&[]), Err(FrameError::Incomplete));
    assert_eq!(frame::decode(&[0x0b, 0, 0, 0]), Err(FrameError::Incomplete));
    assert!(matches!(frame::decode(&[0x0b, 0, 0, 0, 0]), Err(FrameError::Malformed(_))));
    assert_eq!(HEADER_LEN, 5);
}

#[test]
fn a_splitter_that_met_rubbish_goes_on_saying_so() {
    let mut splitter = Splitter::default();
    splitter.push(&framed(0x77, &[0xa0]));
    for _ in 0..3 {
        assert!(matches!(splitter.next_frame(), Err(FrameError::Malformed(_))));
    }
    assert!(!splitter.is_empty());
}

#[test]
fn an_empty_splitter_has_nothing_and_says_so() {
    let mut splitter = Splitter::default();
    assert!(splitter.is_empty());
    assert_eq!(splitter.next_frame(), Ok(None));
    splitter.push(&[]);
    assert!(splitter.is_empty());
}

#[test]
fn a_missing_field_of_a_message_is_malformed() {
    // Empty maps: only what has no required field may be empty.
    for kind in SPOKEN {
        let got = Message::decode(kind, &[0xa0]);
        assert!(matches!(got, Err(FrameError::Malformed(_))), "{kind:02x}: {got:?}");
    }
}

#[test]
fn cbor_of_another_shape_is_malformed_for_every_kind() {
    for raw in [&[][..], &[0x00], &[0x60], &[0xf6], &[0xff], &[0x9f], &[0xa1, 0x60, 0x00]] {
        for kind in SPOKEN {
            assert!(
                matches!(Message::decode(kind, raw), Err(FrameError::Malformed(_))),
                "{kind:02x} {raw:02x?}"
            );
        }
    }
}

#[test]
fn a_state_number_from_the_future_is_malformed_not_guessed() {
    let with = |state: u8| {
        // Map of 2: 0 -> doc, 1 -> how.
        let mut raw = vec![0xa2, 0x00, 0x50];
        raw.extend([1; 16]);
        raw.extend([0x01, state]);
        Message::decode(0x08, &raw)
    };
    assert!(with(1).is_ok());
    assert!(with(2).is_ok());
    for state in [0, 3, 23] {
        assert!(matches!(with(state), Err(FrameError::Malformed(_))), "{state}");
    }
}

#[test]
fn document_states_keep_their_numbers() {
    let known = [DocState::Live, DocState::Final, DocState::Frozen, DocState::Erased];
    for (state, code) in known.into_iter().zip(1..) {
        assert_eq!(state.code(), code);
        assert_eq!(DocState::from_code(code), Some(state));
    }
    for code in [0, 5, u8::MAX] {
        assert_eq!(DocState::from_code(code), None);
    }
}

#[test]
fn reasons_of_an_epoch_keep_their_numbers() {
    let known = [
        (EpochReason::Compaction, "compaction"),
        (EpochReason::Migration, "migration"),
        (EpochReason::Rectification, "rectification"),
        (EpochReason::Erasure, "erasure"),
    ];
    for ((reason, word), code) in known.into_iter().zip(1..) {
        assert_eq!((reason.code(), reason.word()), (code, word));
        assert_eq!(EpochReason::from_code(code), Some(reason));
    }
    assert!([0, 5, u8::MAX].iter().all(|code| EpochReason::from_code(*code).is_none()));
}

#[test]
fn every_error_code_survives_a_refusal_and_a_problem() {
    for code in ErrorCode::ALL {
        let refusal = VerdictKind::Reject { code: code.number(), detail: None, in_review: false };
        assert_eq!(refusal.error_code(), Some(*code));
        let trouble = Trouble { code: code.number(), retry_after_s: None, incident: None };
        assert_eq!(trouble.error_code(), *code);
    }
}

#[test]
fn a_code_of_a_newer_server_reads_as_internal() {
    for code in [0, 17, 99, 224, 500, u16::MAX] {
        let trouble = Trouble { code, retry_after_s: None, incident: None };
        assert_eq!(trouble.error_code(), ErrorCode::Internal, "{code}");
    }
}

#[test]
fn what_is_not_a_refusal_has_no_code() {
    let pos = Position { tx: 0, id: 1 };
    assert_eq!(VerdictKind::Ok { seq: 1, pos, result: None }.error_code(), None);
    assert_eq!(VerdictKind::Dup { seq: 1, pos }.error_code(), None);
    assert_eq!(VerdictKind::Held.error_code(), None);
}

#[test]
fn an_empty_push_and_empty_verdicts_are_messages() {
    for message in [Message::Push(Push::default()), Message::Verdicts(Verdicts::default())] {
        assert_eq!(frame::decode(&frame::encode(&message)).unwrap().0, message);
    }
}

#[test]
fn a_proof_without_a_beacon_is_one_with_sixteen_zero_bytes() {
    let at = Timestamp::from_millis(5);
    let zero = satchel_model::id::BeaconId::from_bytes([0; 16]);
    assert_eq!(hello_digest(b"t", at, None), hello_digest(b"t", at, Some(zero)));
    assert_ne!(hello_digest(b"", at, None), hello_digest(b"t", at, None));
}

#[test]
fn a_large_message_shrinks_on_its_way_and_comes_out_whole() {
    let item = satchel_protocol::sync::PushItem {
        env: ByteVec::from(vec![1; 200]),
        sig: Signature::from_bytes([2; 64]),
        body: ByteVec::from(vec![3; limit::CHANGE_MAX]),
        cmd: None,
    };
    let message = Message::Push(Push { items: vec![item; 8] });
    let bytes = frame::encode(&message);
    assert!(bytes.len() < limit::FRAME_WIRE_MAX / 100, "{}", bytes.len());
    assert_eq!(frame::decode(&bytes), Ok((message, bytes.len())));
}

#[test]
fn a_checkpoint_of_one_device_is_none_of_another() {
    let runner = &mut proptest::test_runner::TestRunner::deterministic();
    let tree = any::checkpoint().new_tree(runner).unwrap();
    let checkpoint = proptest::strategy::ValueTree::current(&tree);
    let stream = Hash::from_bytes([1; 32]);
    let of = |n| checkpoint.digest_for(DeviceId::from_bytes([n; 16]), stream);
    assert_ne!(of(1), of(2));
    assert_ne!(of(1), checkpoint.digest_for(DeviceId::from_bytes([1; 16]), Hash::ZERO));
}
