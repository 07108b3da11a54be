//! Step 1: sizes, before a byte is read.
use super::Refusal;
use satchel_protocol::{env::ItemKind, limit, problem::ErrorCode, sync::PushItem};

/// Refuses an item that no honest device sends; nothing is known about its sender yet.
/// # Errors
/// `too_large`.
pub fn unread(item: &PushItem) -> Result<(), ErrorCode> {
    let cmd = item.cmd.as_ref().map_or(0, |c| c.len());
    let fits = item.env.len() <= limit::ENV_MAX
        && item.body.len() <= limit::CHANGE_MAX
        && cmd <= limit::COMMAND_MAX;
    if fits { Ok(()) } else { Err(ErrorCode::TooLarge) }
}

/// Refuses a body that is too large for its kind.
/// # Errors
/// `too_large`, naming the kind.
pub fn body(kind: ItemKind, len: usize) -> Result<(), Refusal> {
    let (max, name) = match kind {
        ItemKind::Change => (limit::CHANGE_MAX, "change"),
        ItemKind::Entry | ItemKind::Row => (limit::ENTRY_MAX, "entry"),
        ItemKind::Intent => (limit::INTENT_MAX, "intent"),
    };
    if len <= max { Ok(()) } else { Err(Refusal::at(ErrorCode::TooLarge, name)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::id::Signature;

    fn item(env: usize, body: usize, cmd: Option<usize>) -> PushItem {
        PushItem {
            env: vec![0; env].into(),
            sig: Signature::from_bytes([0; 64]),
            body: vec![0; body].into(),
            cmd: cmd.map(|n| vec![0; n].into()),
        }
    }

    #[test]
    fn each_part_may_be_as_large_as_its_bound_and_no_larger() {
        assert_eq!(unread(&item(0, 0, None)), Ok(()));
        let largest = item(limit::ENV_MAX, limit::CHANGE_MAX, Some(limit::COMMAND_MAX));
        assert_eq!(unread(&largest), Ok(()));
        for over in [
            item(limit::ENV_MAX + 1, 0, None),
            item(0, limit::CHANGE_MAX + 1, None),
            item(0, 0, Some(limit::COMMAND_MAX + 1)),
        ] {
            assert_eq!(unread(&over), Err(ErrorCode::TooLarge));
        }
    }

    #[test]
    fn each_kind_has_its_own_bound() {
        for (kind, max) in [
            (ItemKind::Change, limit::CHANGE_MAX),
            (ItemKind::Entry, limit::ENTRY_MAX),
            (ItemKind::Intent, limit::INTENT_MAX),
        ] {
            assert_eq!(body(kind, max), Ok(()));
            assert_eq!(body(kind, max + 1).unwrap_err().code, ErrorCode::TooLarge);
        }
    }
}
