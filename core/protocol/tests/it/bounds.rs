//! Each bound of the wire at nothing, one, its edge and one past it.
use minicbor::bytes::ByteVec;
use satchel_model::id::{DocId, Signature};
use satchel_protocol::{
    frame::{self, FrameError, HEADER_LEN},
    limit::{self, Limits},
    sync::{Message, Poke, Push, PushItem},
};

/// Incompressible bytes, the same each time.
fn noise(len: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    (0..len)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[3]
        })
        .collect()
}

/// A push whose CBOR has exactly `len` bytes.
fn push_of(len: usize) -> Message {
    let with = |body: usize| {
        let item = PushItem {
            env: ByteVec::from(vec![]),
            sig: Signature::from_bytes([0; 64]),
            body: ByteVec::from(vec![0; body]),
            cmd: None,
        };
        Message::Push(Push { items: vec![item] })
    };
    // The length prefix of a large body has five bytes.
    let overhead = with(1 << 17).encode().len() - (1 << 17);
    with(len - overhead)
}

fn framed(raw: &[u8]) -> Vec<u8> {
    let packed = zstd::bulk::compress(raw, 1).unwrap();
    let mut out = vec![0x03];
    out.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
    out.extend(packed);
    out
}

#[test]
fn a_frame_inflates_up_to_its_bound_and_no_further() {
    for (len, fine) in [
        (limit::FRAME_RAW_MAX - 1, true),
        (limit::FRAME_RAW_MAX, true),
        (limit::FRAME_RAW_MAX + 1, false),
    ] {
        let message = push_of(len);
        assert_eq!(message.encode().len(), len);
        let bytes = frame::encode(&message);
        let got = frame::decode(&bytes).map(|m| m.1);
        let want =
            if fine { Ok(bytes.len()) } else { Err(FrameError::TooLarge(limit::FRAME_RAW_MAX)) };
        assert_eq!(got, want, "{len}");
    }
}

#[test]
fn a_frame_that_claims_more_than_the_wire_allows_is_refused_before_it_arrives() {
    for (len, want) in [
        (limit::FRAME_WIRE_MAX, FrameError::Incomplete),
        (limit::FRAME_WIRE_MAX + 1, FrameError::TooLarge(limit::FRAME_WIRE_MAX)),
        (usize::try_from(u32::MAX).unwrap(), FrameError::TooLarge(limit::FRAME_WIRE_MAX)),
    ] {
        let mut head = vec![0x03];
        head.extend(u32::try_from(len).unwrap().to_le_bytes());
        assert_eq!(frame::decode(&head), Err(want));
    }
}

#[test]
fn a_frame_of_exactly_the_wire_bound_is_read_to_its_end() {
    // Not a message, but everything of it was looked at.
    let mut bytes = vec![0x03];
    bytes.extend(u32::try_from(limit::FRAME_WIRE_MAX).unwrap().to_le_bytes());
    bytes.extend(noise(limit::FRAME_WIRE_MAX));
    assert!(matches!(frame::decode(&bytes), Err(FrameError::Malformed(_))));
    bytes.pop();
    assert_eq!(frame::decode(&bytes), Err(FrameError::Incomplete));
}

#[test]
fn a_hello_is_bounded_by_what_it_inflates_to() {
    for (len, large) in [(limit::HELLO_MAX, false), (limit::HELLO_MAX + 1, true)] {
        let raw = vec![0; len];
        let got = Message::decode(0x01, &raw);
        let want = Err(FrameError::TooLarge(limit::HELLO_MAX));
        assert_eq!(got == want, large, "{len}");
        assert!(got.is_err());
    }
}

#[test]
fn only_a_hello_has_that_bound() {
    let docs = vec![DocId::from_bytes([1; 16]); 2_000];
    let poke = Message::Poke(Poke { groups: vec![], docs });
    assert!(poke.encode().len() > limit::HELLO_MAX);
    assert_eq!(Message::decode(0x0b, &poke.encode()), Ok(poke));
}

#[test]
fn a_large_window_is_refused_though_the_content_is_small() {
    let raw = push_of(1 << 18).encode();
    let mut encoder = zstd::stream::Encoder::new(Vec::new(), 1).unwrap();
    encoder.window_log(limit::FRAME_WINDOW_LOG + 3).unwrap();
    encoder.include_contentsize(true).unwrap();
    encoder.set_pledged_src_size(Some(u64::try_from(raw.len()).unwrap())).unwrap();
    std::io::Write::write_all(&mut encoder, &raw).unwrap();
    let packed = encoder.finish().unwrap();
    let mut bytes = vec![0x03];
    bytes.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
    bytes.extend(packed);
    // A frame that states its size is one segment, whose window is its content: read or refused, never more memory.
    match frame::decode(&bytes) {
        Ok((message, used)) => {
            assert_eq!((message.encode(), used), (raw, bytes.len()));
        }
        Err(error) => assert!(matches!(error, FrameError::Malformed(_)), "{error}"),
    }
}

#[test]
fn rubbish_that_is_no_zstd_is_malformed() {
    for len in [1, 2, 3, 4, 5, 17, 1_000] {
        let packed = noise(len);
        let mut bytes = vec![0x03];
        bytes.extend(u32::try_from(len).unwrap().to_le_bytes());
        bytes.extend(packed);
        assert!(matches!(frame::decode(&bytes), Err(FrameError::Malformed(_))), "{len}");
    }
}

#[test]
fn packed_bytes_cut_inside_are_malformed_not_incomplete() {
    let whole = framed(&push_of(1 << 18).encode());
    let packed = &whole[HEADER_LEN..];
    for cut in [packed.len() - 1, packed.len() / 2, 8] {
        let mut bytes = vec![0x03];
        bytes.extend(u32::try_from(cut).unwrap().to_le_bytes());
        bytes.extend(&packed[..cut]);
        assert!(matches!(frame::decode(&bytes), Err(FrameError::Malformed(_))), "{cut}");
    }
}

#[test]
fn what_welcome_tells_are_the_bounds_of_this_build() {
    let told = Limits::default();
    assert_eq!(
        told,
        Limits {
            frame_aim: 524_288,
            frame_wire_max: 1_048_576,
            push_items_max: 256,
            push_unanswered_max: 4,
            change_max: 262_144,
            entry_max: 65_536,
            intent_max: 16_384,
            pull_budget_max: 67_108_864,
            pull_want_max: 1_000,
        }
    );
}

#[test]
fn bounds_fit_into_each_other() {
    const {
        assert!(limit::FRAME_AIM <= limit::FRAME_WIRE_MAX);
        assert!(limit::FRAME_WIRE_MAX <= limit::FRAME_RAW_MAX);
        assert!(limit::CHANGE_MAX <= limit::FRAME_AIM);
        assert!(limit::ENTRY_MAX <= limit::CHANGE_MAX);
        assert!(limit::INTENT_MAX <= limit::ENTRY_MAX);
        assert!(limit::SNAPSHOT_MAX <= limit::FRAME_RAW_MAX);
        assert!(limit::PULL_BUDGET <= limit::PULL_BUDGET_MAX);
        assert!(limit::COMMAND_MAX <= limit::JSON_MAX);
        assert!(limit::CLOCK_BANNER_MS < limit::CLOCK_FLAG_MS);
        assert!(limit::HELLO_PROOF_MS <= limit::CLOCK_BANNER_MS);
        assert!(limit::LEASE_STAFF_DAYS <= limit::LEASE_PATIENT_DAYS);
    }
}

#[test]
fn a_full_push_of_the_largest_envelopes_fits_a_frame() {
    let item = PushItem {
        env: ByteVec::from(vec![0; limit::ENV_MAX]),
        sig: Signature::from_bytes([1; 64]),
        body: ByteVec::from(vec![]),
        cmd: None,
    };
    let push = Message::Push(Push { items: vec![item; limit::PUSH_ITEMS_MAX] });
    assert!(push.encode().len() <= limit::FRAME_RAW_MAX);
}
