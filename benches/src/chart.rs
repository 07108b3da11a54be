//! Made-up charts that every contestant of a bench stores: a demographics block, then entries, one change each.
//!
//! Plain std and no types of ours, because the peers compile this very file.

const WORDS: &[&str] = &[
    "reports", "chest", "tightness", "since", "Monday", "no", "fever", "cough", "settled", "reviewed", "bloods",
    "repeat", "in", "three", "weeks", "metformin", "raised", "well", "tolerated", "walks", "daily", "sleeps", "poorly",
    "abdomen", "soft", "lungs", "clear", "advised", "rest", "fluids",
];

/// Where a field of an entry goes.
pub type Field = (&'static str, String);

/// One change: the root map, the entry's key in it, and its fields.
pub struct Entry {
    /// Root map.
    pub root: &'static str,
    /// Key of the entry.
    pub key: String,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// Deterministic numbers (a 64-bit linear congruential generator), so that every contestant stores the same charts.
pub struct Numbers(u64);

impl Numbers {
    /// The sequence of chart number `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9).wrapping_add(0x5851_f42d_4c95))
    }

    /// The next number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound.max(1)
    }

    /// So many words.
    pub fn words(&mut self, count: usize) -> String {
        let pick = |n: u64| WORDS[usize::try_from(n).unwrap_or(0) % WORDS.len()];
        (0..count).map(|_| pick(self.below(WORDS.len() as u64))).collect::<Vec<_>>().join(" ")
    }

    /// A random identifier in UUID form.
    pub fn uuid(&mut self) -> String {
        let (a, b, c) = (self.below(1 << 31), self.below(1 << 12), self.below(1 << 31));
        format!("{a:08x}-{b:04x}-7{b:03x}-8{:03x}-{c:012x}", b ^ 0x5a5)
    }
}

/// Root maps of a chart.
pub const ROOTS: [&str; 6] = ["patient", "allergies", "medicines", "problems", "vitals", "notes"];

/// The demographics block: the fields of root map `patient`.
pub fn patient(seed: u64) -> Vec<Field> {
    let mut n = Numbers::new(seed);
    ["given", "family", "identifier", "gender", "birthDate", "phone", "email", "line", "city", "postcode"]
        .map(|key| (key, n.words(1)))
        .into()
}

/// The entries of chart `seed`, in the order in which they are written.
pub fn entries(seed: u64, count: usize) -> Vec<Entry> {
    let mut n = Numbers::new(seed ^ 0xabcd);
    (0..count).map(|i| entry(&mut n, i)).collect()
}

fn entry(n: &mut Numbers, i: usize) -> Entry {
    let by = Numbers::new(n.below(20)).uuid();
    let at = || ("at", "2026-08-01T10:00:00Z".to_owned());
    let (root, mut fields) = match i % 5 {
        0 => ("vitals", vec![
            ("code", "8480-6".to_owned()), ("value", (90 + n.below(60)).to_string()), ("unit", "mm[Hg]".to_owned()),
        ]),
        1 => ("notes", vec![("text", n.words(60)), ("kind", "progress".to_owned())]),
        2 => ("medicines", vec![
            ("code", "860975".to_owned()), ("display", "metformin 500 mg".to_owned()), ("dose", "1".to_owned()),
            ("frequency", "twice a day".to_owned()), ("status", "active".to_owned()),
        ]),
        3 => ("problems", vec![
            ("code", "44054006".to_owned()), ("display", "Type 2 diabetes".to_owned()), ("status", "active".to_owned()),
        ]),
        _ => ("allergies", vec![
            ("code", "7980".to_owned()), ("display", "penicillin".to_owned()), ("criticality", "high".to_owned()),
        ]),
    };
    fields.extend([at(), ("by", by)]);
    Entry { root, key: n.uuid(), fields }
}
