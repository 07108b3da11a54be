//! Joining a server: the link of an invitation, and the server's key as words that two people can compare.
use satchel_model::id::{Hash, IdError};

/// What an invitation link carries: enough to find the server, to know it, and to be let in.
///
/// Text form: `satchel://join?a=<host:port>&k=<64 hex digits>&c=<code>`. It travels as a link or as a picture of one.
#[derive(Clone, PartialEq, Eq)]
pub struct JoinLink {
    /// `host:port` of the server.
    pub address: String,
    /// SHA-256 over the `SubjectPublicKeyInfo` of the server's TLS key; a device talks to no other key.
    pub spki: Hash,
    /// The invitation's code.
    pub code: String,
}

/// Why a text is no join link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// It does not begin with `satchel://join?`.
    #[error("not a join link")]
    Scheme,
    /// This part is missing or has the wrong form.
    #[error("join link without a usable {0}")]
    Part(&'static str),
}

impl From<IdError> for JoinError {
    fn from(_: IdError) -> Self {
        Self::Part("key")
    }
}

const SCHEME: &str = "satchel://join?";

/// Most bytes of a link that is looked at.
pub const LINK_MAX: usize = 512;

impl std::fmt::Display for JoinLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{SCHEME}a={}&k={}&c={}", self.address, self.spki, self.code)
    }
}

impl std::str::FromStr for JoinLink {
    type Err = JoinError;

    fn from_str(text: &str) -> Result<Self, JoinError> {
        let text = text.trim();
        let query = text.strip_prefix(SCHEME).filter(|_| text.len() <= LINK_MAX);
        let query = query.ok_or(JoinError::Scheme)?;
        let part = |name: &str| {
            query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
        };
        let address = part("a").filter(|a| is_address(a)).ok_or(JoinError::Part("address"))?;
        let spki = part("k").ok_or(JoinError::Part("key"))?.parse()?;
        let code = part("c").filter(|c| c.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
        Ok(Self {
            address: address.to_owned(),
            spki,
            code: code.ok_or(JoinError::Part("code"))?.to_owned(),
        })
    }
}

/// Whether `text` is `host:port` with nothing that could lead a URL elsewhere.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']');
    !host.is_empty() && host.bytes().all(plain) && port.parse::<u16>().is_ok_and(|p| p > 0)
}

/// The first eight bytes of a key hash as words, for people who compare them by eye or over the telephone.
///
/// 64 bits: a forger would have to try 2^64 keys for one that reads the same.
#[must_use]
pub fn words(spki: &Hash) -> String {
    let word = |byte: &u8| WORDS.get(usize::from(*byte)).copied().unwrap_or_default();
    spki.as_bytes().iter().take(8).map(word).collect::<Vec<_>>().join(" ")
}

/// One word for each byte value; the order is frozen.
#[rustfmt::skip]
const WORDS: [&str; 256] = [
    "acorn", "actor", "album", "alder", "alpha", "amber", "anchor", "angle",
    "apple", "apron", "arch", "arena", "armor", "arrow", "aspen", "atlas",
    "attic", "autumn", "awning", "bacon", "badge", "bakery", "ball", "bamboo",
    "banjo", "barley", "basin", "basket", "beach", "beacon", "bean", "bell",
    "berry", "birch", "bishop", "bison", "blanket", "blossom", "boat", "bonfire",
    "book", "border", "bottle", "boulder", "bowl", "branch", "brass", "bread",
    "breeze", "brick", "bridge", "bronze", "brook", "broom", "bucket", "buffalo",
    "bugle", "butter", "button", "cabin", "cable", "cactus", "camel", "camera",
    "canal", "candle", "canoe", "canvas", "canyon", "carbon", "carpet", "carrot",
    "castle", "cedar", "cello", "chalk", "cherry", "chess", "chimney", "circle",
    "citrus", "clay", "cliff", "clock", "clover", "coast", "cobalt", "coconut",
    "coffee", "comet", "compass", "copper", "coral", "cork", "cotton", "crane",
    "crater", "cricket", "crown", "crystal", "cube", "curtain", "cypress", "daisy",
    "dawn", "delta", "desert", "diamond", "dolphin", "domino", "donkey", "door",
    "dragon", "drum", "eagle", "earth", "easel", "echo", "elbow", "ember",
    "engine", "fabric", "falcon", "feather", "fern", "ferry", "field", "fiddle",
    "finch", "fjord", "flag", "flame", "flint", "flower", "flute", "forest",
    "fossil", "fountain", "fox", "frost", "galaxy", "garden", "garlic", "gate",
    "geyser", "ginger", "glacier", "glass", "globe", "goose", "granite", "grape",
    "gravel", "guitar", "hammer", "harbor", "harp", "harvest", "hazel", "hedge",
    "helmet", "heron", "hickory", "hill", "honey", "horizon", "horn", "horse",
    "hotel", "igloo", "indigo", "island", "ivory", "ivy", "jacket", "jade",
    "jaguar", "jasmine", "jigsaw", "jungle", "juniper", "kayak", "kettle", "kitchen",
    "kite", "koala", "ladder", "lagoon", "lake", "lantern", "lava", "lemon",
    "lentil", "lily", "lime", "linen", "lion", "lobster", "locket", "lotus",
    "lumber", "magnet", "mango", "maple", "marble", "meadow", "melon", "mercury",
    "meteor", "mill", "mint", "mirror", "moon", "mosaic", "moss", "mountain",
    "museum", "napkin", "needle", "nickel", "north", "nutmeg", "oak", "oasis",
    "oboe", "ocean", "olive", "onion", "opal", "orbit", "orchid", "otter",
    "oval", "owl", "oyster", "paddle", "palace", "panda", "paper", "parrot",
    "peach", "pearl", "pebble", "pencil", "pepper", "piano", "pigeon", "pillow",
    "pine", "planet", "plum", "pocket", "pond", "poplar", "poppy", "prairie",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> JoinLink {
        JoinLink {
            address: "clinic.example:8443".to_owned(),
            spki: Hash::from_bytes([0xab; 32]),
            code: "ABCD-EFGH".to_owned(),
        }
    }

    #[test]
    fn the_text_form_is_frozen_and_reads_back() {
        let text = link().to_string();
        let key = "ab".repeat(32);
        assert_eq!(text, format!("satchel://join?a=clinic.example:8443&k={key}&c=ABCD-EFGH"));
        assert!(text.parse() == Ok(link()));
        assert!(format!(" {text}&later=1 \n").parse() == Ok(link()));
    }

    #[test]
    fn what_is_no_link_is_refused_with_the_part_that_is_wrong() {
        let key = "ab".repeat(32);
        let wrong = |text: String| text.parse::<JoinLink>().err();
        assert_eq!(wrong("https://join?a=x:1".to_owned()), Some(JoinError::Scheme));
        assert_eq!(wrong(format!("{SCHEME}k={key}&c=A")), Some(JoinError::Part("address")));
        assert_eq!(wrong(format!("{SCHEME}a=x@y:1&k={key}&c=A")), Some(JoinError::Part("address")));
        assert_eq!(wrong(format!("{SCHEME}a=x:1&k=ab&c=A")), Some(JoinError::Part("key")));
        assert_eq!(wrong(format!("{SCHEME}a=x:1&k={key}&c=")), Some(JoinError::Part("code")));
        assert_eq!(wrong(format!("{SCHEME}{}", "x".repeat(LINK_MAX))), Some(JoinError::Scheme));
    }

    #[test]
    fn an_address_has_a_host_and_a_port_and_nothing_else() {
        for (text, fine) in [
            ("localhost:1", true),
            ("[::1]:8443", true),
            ("host:0", false),
            ("host:65536", false),
            ("host", false),
            (":1", false),
            ("a/b:1", false),
        ] {
            assert_eq!(is_address(text), fine, "{text}");
        }
    }

    #[test]
    fn words_are_distinct_and_frozen() {
        let mut all = WORDS.to_vec();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 256);
        let hash = Hash::from_bytes(std::array::from_fn(|i| u8::try_from(i * 8).unwrap()));
        assert_eq!(words(&hash), "acorn apple attic banjo berry book breeze bugle");
    }
}
