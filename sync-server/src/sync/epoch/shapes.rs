//! In which schema this server writes the next incarnation of each type, and the lenses that lead there.
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use satchel_model::document::{
    DocType, SCHEMA,
    lens::{LENSES, Lens},
};

/// The newest schema of a type.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Its number.
    pub schema: u16,
    /// The lenses up to it.
    pub lenses: &'static [Lens],
}

/// The shapes that differ from this program's own: none, but where a newer program is tried out.
#[derive(Default)]
pub struct Shapes(Mutex<BTreeMap<DocType, Shape>>);

impl Shapes {
    /// The shape of a type.
    #[must_use]
    pub fn of(&self, kind: DocType) -> Shape {
        let set = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&kind).copied();
        set.unwrap_or(Shape { schema: SCHEMA, lenses: LENSES })
    }

    /// Has documents of a type brought to another shape.
    pub fn set(&self, kind: DocType, shape: Shape) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(kind, shape);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_has_this_programs_shape_until_another_is_set() {
        let shapes = Shapes::default();
        assert_eq!(shapes.of(DocType::Chart).schema, SCHEMA);
        shapes.set(DocType::Chart, Shape { schema: SCHEMA + 1, lenses: &[] });
        assert_eq!(shapes.of(DocType::Chart).schema, SCHEMA + 1);
        assert_eq!(shapes.of(DocType::Admin).schema, SCHEMA);
    }
}
