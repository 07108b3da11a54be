//! Totals a run-length column without expanding it.
use super::{COUNTER_MAX, GuardError, Limits, reader::Reader};

/// What all columns of a change are measured against.
pub(super) struct Table<'a> {
    /// Size of the actor table, the author included.
    pub(super) actors: u64,
    pub(super) limits: &'a Limits,
}

/// What a column holds, and with it what its rows are compared to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// One row an operation, or none at all.
    Op,
    /// The action: its rows are the operations.
    Action,
    /// How many predecessors each operation has.
    PredCount,
    /// One row a predecessor.
    Pred,
    /// Kind and length of each value.
    ValueMeta,
    /// The bytes of the values.
    Value,
}

/// How a column's values are written.
#[derive(Clone, Copy)]
enum Form {
    /// Unsigned, at most this.
    Uint(u64),
    /// Unsigned and summed up: predecessors of each operation.
    Summed,
    /// Differences; the running sum stays within the counters.
    Delta,
    /// Text of at most this many bytes.
    Text(u64),
    Bool,
    ValueMeta,
    Raw,
}

/// The totals of one column.
pub(super) struct Column {
    role: Role,
    rows: u64,
    /// Predecessors counted, or bytes of value.
    sum: u64,
}

impl Column {
    pub(super) fn read(spec: u64, bytes: &[u8], table: &Table<'_>) -> Result<Self, GuardError> {
        if spec & 0b1000 != 0 {
            return Err(GuardError::Malformed("deflated column"));
        }
        let actor = Form::Uint(table.actors.saturating_sub(1));
        let (role, form) = match spec {
            0x01 | 0x11 => (Role::Op, actor),
            0x02 => (Role::Op, Form::Uint(COUNTER_MAX)),
            0x13 => (Role::Op, Form::Delta),
            0x15 | 0xa5 => (Role::Op, Form::Text(table.limits.key)),
            0x34 | 0x94 => (Role::Op, Form::Bool),
            0x42 => (Role::Action, Form::Uint(ACTION_MAX)),
            0x56 => (Role::ValueMeta, Form::ValueMeta),
            0x57 => (Role::Value, Form::Raw),
            0x70 => (Role::PredCount, Form::Summed),
            0x71 => (Role::Pred, actor),
            0x73 => (Role::Pred, Form::Delta),
            _ => return Err(GuardError::Malformed("unknown column")),
        };
        let max = table.limits.ops;
        // One put may replace several values, but an honest change does not do so row after row.
        let max = if role == Role::Pred { max.saturating_mul(4) } else { max };
        let mut walk = Walk { rows: 0, max, sum: 0, at: 0 };
        match form {
            Form::Raw => walk.sum = super::count(bytes),
            Form::Bool => walk.booleans(bytes)?,
            Form::Uint(_) | Form::Summed | Form::Delta | Form::Text(_) | Form::ValueMeta => {
                walk.runs(bytes, form, table)?;
            }
        }
        Ok(Self { role, rows: walk.rows, sum: walk.sum })
    }
}

/// The highest action number: 0 to 7 are make, put, delete, increment and mark.
const ACTION_MAX: u64 = 7;

/// Operations that no honest change exceeds; beyond it a claim is an attack, not a big import.
const HONEST_OPS_MAX: u64 = 50_000;

/// A walk over one column.
struct Walk {
    rows: u64,
    max: u64,
    sum: u64,
    /// Running sum of a delta column.
    at: i64,
}

impl Walk {
    /// Adds rows; over the limit it is an honest giant or a bomb.
    fn add(&mut self, rows: u64) -> Result<(), GuardError> {
        self.rows = self.rows.checked_add(rows).ok_or(GuardError::Bomb)?;
        if self.rows > self.max.max(HONEST_OPS_MAX) {
            Err(GuardError::Bomb)
        } else if self.rows > self.max {
            Err(GuardError::TooLarge("operations"))
        } else {
            Ok(())
        }
    }

    fn booleans(&mut self, bytes: &[u8]) -> Result<(), GuardError> {
        let mut r = Reader::new(bytes);
        let mut first = true;
        while !r.is_empty() {
            let n = r.uleb()?;
            if n == 0 && !first {
                return Err(GuardError::Malformed("empty run"));
            }
            first = false;
            self.add(n)?;
        }
        Ok(())
    }

    /// Runs: n > 0 repeats one value n times, n < 0 lists -n values, 0 is followed by a number of nulls.
    fn runs(&mut self, bytes: &[u8], form: Form, table: &Table<'_>) -> Result<(), GuardError> {
        let mut r = Reader::new(bytes);
        while !r.is_empty() {
            let n = r.sleb()?;
            if n == 0 {
                self.nulls(&mut r)?;
                continue;
            }
            self.add(n.unsigned_abs())?;
            // Each listed value takes at least a byte, so the loop is bounded by the bytes that are there.
            let (values, times) = if n > 0 { (1, n.unsigned_abs()) } else { (n.unsigned_abs(), 1) };
            (0..values).try_for_each(|_| self.value(&mut r, form, times, table))?;
        }
        Ok(())
    }

    fn nulls(&mut self, r: &mut Reader<'_>) -> Result<(), GuardError> {
        match r.uleb()? {
            0 => Err(GuardError::Malformed("empty run")),
            rows => self.add(rows),
        }
    }

    /// Reads one value that stands for `times` rows.
    fn value(
        &mut self,
        r: &mut Reader<'_>,
        form: Form,
        times: u64,
        table: &Table<'_>,
    ) -> Result<(), GuardError> {
        match form {
            Form::Uint(max) => {
                if r.uleb()? > max {
                    return Err(GuardError::Malformed("number out of range"));
                }
            }
            Form::Summed => self.weigh(r.uleb()?, times)?,
            Form::Delta => {
                let step = i64::try_from(times).ok().and_then(|n| r.sleb().ok()?.checked_mul(n));
                let at = step.and_then(|step| self.at.checked_add(step));
                let within = at.filter(|at| u64::try_from(*at).is_ok_and(|at| at <= COUNTER_MAX));
                self.at = within.ok_or(GuardError::Malformed("counter out of range"))?;
            }
            Form::Text(max) => {
                let length = r.uleb()?;
                if length > max {
                    return Err(GuardError::TooLarge("key"));
                }
                if std::str::from_utf8(r.take(length)?).is_err() {
                    return Err(GuardError::Malformed("key"));
                }
            }
            Form::ValueMeta => {
                let meta = r.uleb()?;
                let length = meta >> 4;
                if length > table.limits.value {
                    return Err(GuardError::TooLarge("value"));
                }
                self.weigh(length, times)?;
            }
            Form::Bool | Form::Raw => return Err(GuardError::Malformed("column form")),
        }
        Ok(())
    }

    fn weigh(&mut self, each: u64, times: u64) -> Result<(), GuardError> {
        let more = each.checked_mul(times).and_then(|w| self.sum.checked_add(w));
        self.sum = more.ok_or(GuardError::Bomb)?;
        Ok(())
    }
}

/// The number of operations, if all columns tell of the same ones.
pub(super) fn agree(columns: &[Column]) -> Result<u64, GuardError> {
    let sum_of = |role| columns.iter().filter(|c| c.role == role).map(|c| c.sum).sum::<u64>();
    let ops = columns.iter().find(|c| c.role == Role::Action).map_or(0, |c| c.rows);
    if ops == 0 {
        return Err(GuardError::Malformed("no operations"));
    }
    let preds = sum_of(Role::PredCount);
    let mut pred_columns = 0_u32;
    for column in columns {
        let want = match column.role {
            Role::Pred => {
                pred_columns = pred_columns.saturating_add(1);
                preds
            }
            // A column of nothing but nulls, or of nothing but `false`, is left out or written empty.
            Role::Op | Role::PredCount | Role::ValueMeta if column.rows == 0 => 0,
            Role::Op | Role::PredCount | Role::ValueMeta | Role::Action => ops,
            Role::Value => 0,
        };
        if column.rows != want {
            return Err(GuardError::Malformed("columns of unequal length"));
        }
    }
    if preds != 0 && pred_columns != 2 {
        return Err(GuardError::Malformed("columns of unequal length"));
    }
    if sum_of(Role::Value) != sum_of(Role::ValueMeta) {
        return Err(GuardError::Malformed("value length"));
    }
    Ok(ops)
}
