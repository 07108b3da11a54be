//! Frames: golden, bounds, hostile bytes.
use super::*;
use crate::sync::{Poke, PokeGroup, Position};
use satchel_model::id::{DocId, GroupId};

fn poke() -> Message {
    Message::Poke(Poke {
        groups: vec![PokeGroup {
            group: GroupId::from_bytes([1; 16]),
            upto: Position { tx: 0, id: 9 },
        }],
        docs: vec![DocId::from_bytes([2; 16])],
    })
}

fn framed(kind: u8, raw: &[u8]) -> Vec<u8> {
    let packed = zstd::bulk::compress(raw, 3).unwrap();
    let mut out = vec![kind];
    out.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
    out.extend(packed);
    out
}

#[test]
fn a_stream_is_cut_into_its_messages_wherever_it_breaks() {
    let bytes = [encode(&poke()), encode(&poke())].concat();
    for at in 0..bytes.len() {
        let mut s = Splitter::default();
        let mut seen = 0;
        for part in [&bytes[..at], &bytes[at..]] {
            s.push(part);
            while let Some((m, raw)) = s.next_frame().unwrap() {
                assert_eq!(m, poke());
                assert_eq!(raw, encode(&poke()));
                seen += 1;
            }
        }
        assert_eq!((seen, s.is_empty()), (2, true), "cut at {at}");
    }
}

#[test]
fn an_unknown_kind_is_malformed_and_an_unknown_key_is_not() {
    assert!(matches!(decode(&framed(0x77, &[0xa0])), Err(FrameError::Malformed(_))));
    let mut raw = poke().encode();
    raw[0] += 1; // one more key
    raw.extend([0x18, 0x63, 0x01]);
    assert_eq!(decode(&framed(0x0b, &raw)).map(|m| m.0), Ok(poke()));
}

#[test]
fn the_wire_bound_counts_on_both_sides() {
    let mut at = vec![0x0b];
    at.extend(u32::try_from(limit::FRAME_WIRE_MAX).unwrap().to_le_bytes());
    assert_eq!(decode(&at), Err(FrameError::Incomplete));
    let mut over = vec![0x0b];
    over.extend(u32::try_from(limit::FRAME_WIRE_MAX + 1).unwrap().to_le_bytes());
    assert_eq!(decode(&over), Err(FrameError::TooLarge(limit::FRAME_WIRE_MAX)));
}

#[test]
fn zip_frame() {
    // 64 MiB of nothing in a few KiB: refused by its declared size.
    let bomb = framed(0x0b, &vec![0; 64 << 20]);
    assert!(bomb.len() < 16 << 10);
    assert_eq!(decode(&bomb), Err(FrameError::TooLarge(limit::FRAME_RAW_MAX)));
    // The same without a declared size.
    let mut e = zstd::stream::Encoder::new(Vec::new(), 3).unwrap();
    e.include_contentsize(false).unwrap();
    std::io::Write::write_all(&mut e, &[0; 100]).unwrap();
    let packed = e.finish().unwrap();
    let mut lying = vec![0x0b];
    lying.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
    lying.extend(packed);
    assert!(matches!(decode(&lying), Err(FrameError::Malformed(_))));
}

#[test]
fn bytes_behind_the_content_are_refused() {
    let mut packed = zstd::bulk::compress(&poke().encode(), 3).unwrap();
    packed.extend(zstd::bulk::compress(&poke().encode(), 3).unwrap());
    let mut two = vec![0x0b];
    two.extend(u32::try_from(packed.len()).unwrap().to_le_bytes());
    two.extend(packed);
    assert!(decode(&two).is_err());
}

#[test]
fn cbor_hostile() {
    let deep = [vec![0xa1, 0x00], vec![0x81; 1_000], vec![0x00]].concat();
    let huge_array = vec![0xa1, 0x00, 0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    let huge_key = vec![0xa1, 0x7b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00];
    let endless = vec![0xbf, 0x00, 0x80];
    for raw in [deep, huge_array, huge_key, endless, vec![]] {
        assert!(matches!(decode(&framed(0x0b, &raw)), Err(FrameError::Malformed(_))), "{raw:02x?}");
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), kind in 0u8..20) {
        drop((decode(&bytes), decode(&framed(kind, &bytes))));
    }
}
