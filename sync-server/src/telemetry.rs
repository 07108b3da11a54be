//! Logs: JSON lines whose fields come from an allow list, so that no name, token or text can slip in.
use std::{fmt::Write as _, sync::Arc};

use satchel_model::time::Clock;
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    fmt::{FmtContext, FormatEvent, FormatFields, format::Writer},
    layer::SubscriberExt as _,
    registry::LookupSpan,
    util::SubscriberInitExt as _,
};

/// Fields that may be logged: ids, codes, counts, durations, fixed words. Everything else prints as `-`.
pub const ALLOWED: &[&str] = &[
    "message", "request", "incident", "method", "route", "path", "status", "code", "ms", "count",
    "bytes", "doc", "device", "user", "job", "kind", "task", "engine", "version", "listen", "spki",
    "attempt", "ctr", "seq", "signal", "verdict", "reason", "position", "tenant", "error", "words",
    "node",
];

/// Writes one event as one line, JSON or text, with allowed fields only.
struct Lines {
    json: bool,
    clock: Arc<dyn Clock>,
}

impl<S, N> FormatEvent<S, N> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> std::fmt::Result {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let at = self.clock.now().rfc3339();
        let level = event.metadata().level();
        let target = event.metadata().target();
        if self.json {
            let mut line = serde_json::Map::new();
            line.insert("at".into(), at.into());
            line.insert("level".into(), level.to_string().to_lowercase().into());
            line.insert("target".into(), target.into());
            line.extend(fields.0);
            return writeln!(writer, "{}", serde_json::Value::Object(line));
        }
        let mut rest = String::new();
        let mut message = String::new();
        for (name, value) in fields.0 {
            match (name.as_str(), &value) {
                ("message", serde_json::Value::String(text)) => message.clone_from(text),
                (name, value) => write!(rest, " {name}={value}")?,
            }
        }
        writeln!(writer, "{at} {level:>5} {message}{rest}")
    }
}

/// The allowed fields of one event.
#[derive(Default)]
struct Fields(serde_json::Map<String, serde_json::Value>);

impl Fields {
    fn put(&mut self, field: &Field, value: serde_json::Value) {
        let allowed = ALLOWED.contains(&field.name());
        let value = if allowed { value } else { serde_json::Value::from("-") };
        self.0.insert(field.name().to_owned(), value);
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.put(field, format!("{value:?}").into());
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value.into());
    }
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value.into());
    }
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value.into());
    }
    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value.into());
    }
}

/// Starts logging to standard error. A second call changes nothing: tests and the binary share a process.
///
/// Foreign crates are kept at `warn`: their messages are not ours to vouch for, and their fields are filtered too.
pub fn start(level: &str, json: bool, clock: Arc<dyn Clock>) {
    let ours: Level = level.parse().unwrap_or(Level::INFO);
    let targets = tracing_subscriber::filter::Targets::new()
        .with_target("satchel_server", ours)
        .with_target("satchel_server_store", ours)
        .with_default(Level::ERROR);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .event_format(Lines { json, clock });
    if tracing_subscriber::registry().with(targets).with(lines).try_init().is_err() {
        tracing::debug!("logging was started before");
    }
}

/// Replaces the panic message, which may quote data, by the place of the panic alone.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        tracing::error!(reason = place, "panic");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::time::ManualClock;
    use std::sync::{Mutex, PoisonError};

    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn logged(json: bool, work: impl FnOnce()) -> String {
        let sink = Sink::default();
        let writer = sink.clone();
        let layer = tracing_subscriber::fmt::layer()
            .with_writer(move || writer.clone())
            .event_format(Lines { json, clock: Arc::new(ManualClock::at(0)) });
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), work);
        let bytes = sink.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_field_outside_the_list_loses_its_value() {
        let line = logged(true, || {
            tracing::info!(status = 200_u64, patient_name = "Canary", token = ?"s3cret", "done");
        });
        assert_eq!(
            line,
            "{\"at\":\"1970-01-01T00:00:00.000Z\",\"level\":\"info\",\"message\":\"done\",\"patient_name\":\"-\",\
             \"status\":200,\"target\":\"satchel_server::telemetry::tests\",\"token\":\"-\"}\n"
        );
    }

    #[test]
    fn text_lines_carry_the_same_fields() {
        let line = logged(false, || tracing::warn!(code = "unknown", name = "Canary", "refused"));
        assert_eq!(line, "1970-01-01T00:00:00.000Z  WARN refused code=\"unknown\" name=\"-\"\n");
    }
}
