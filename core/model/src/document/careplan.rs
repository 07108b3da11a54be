//! `careplan`: plans, targets, tasks and referrals of one patient.
use super::register::Register as R;
use super::schema::{
    CLINICIANS, LINE_MAX, NOTE_MAX, Root, Schema, Value as V, decide, decisions, items, latest,
    names, once,
};

/// FHIR `CarePlan.status`.
pub const PLAN_STATUS: &[&str] = &["draft", "active", "on-hold", "revoked", "completed", "unknown"];
/// FHIR `Task.status`, as far as a clinic uses it.
pub const TASK_STATUS: &[&str] =
    &["requested", "accepted", "in-progress", "on-hold", "completed", "cancelled", "failed"];

const ROOTS: &[Root] = &[
    items(
        "plans",
        CLINICIANS,
        &[
            latest("title", V::Str(LINE_MAX)).required(),
            latest("status", V::Code(PLAN_STATUS)).required(),
            latest("category", V::Register(R::Coding)),
            latest("period", V::Register(R::Period)),
            latest("note", V::Str(NOTE_MAX)),
        ],
    ),
    items(
        "activities",
        CLINICIANS,
        &[
            once("plan", V::Id),
            latest("text", V::Str(NOTE_MAX)).required(),
            latest("code", V::Register(R::Coding)),
            latest("status", V::Code(TASK_STATUS)),
        ],
    ),
    items(
        "targets",
        CLINICIANS,
        &[
            once("goal", V::Id),
            latest("measure", V::Register(R::Coding)).required(),
            latest("value", V::Register(R::Any)),
            latest("due", V::Date),
        ],
    ),
    items(
        "tasks",
        CLINICIANS,
        &[
            latest("text", V::Str(NOTE_MAX)).required(),
            decide("status", V::Code(TASK_STATUS)).required(),
            latest("owner", V::User),
            latest("due", V::Date),
            latest("note", V::Str(NOTE_MAX)),
        ],
    ),
    items(
        "referrals",
        CLINICIANS,
        &[
            latest("code", V::Register(R::Coding)).required(),
            latest("status", V::Code(PLAN_STATUS)).required(),
            latest("to", V::Str(LINE_MAX)),
            latest("reason", V::Str(NOTE_MAX)),
        ],
    ),
    decisions(CLINICIANS),
];
const NAMES: [&str; ROOTS.len()] = names(ROOTS);

/// The schema of `careplan`.
pub const SCHEMA: Schema = Schema { roots: ROOTS, names: &NAMES };
