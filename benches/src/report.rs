//! What a bench prints and keeps.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Raw runs of one bench.
pub(crate) struct Report {
    bench: &'static str,
    runs: Vec<Value>,
}

impl Report {
    pub(crate) fn new(bench: &'static str) -> Self {
        Self { bench, runs: Vec::new() }
    }

    /// Prints the median of `values` as one line and keeps all of them.
    pub(crate) fn metric(&mut self, metric: &str, unit: &str, values: &[f64], params: &Value) {
        self.line(metric, unit, values, params, None);
    }

    /// The same of a peer.
    pub(crate) fn peer(
        &mut self,
        metric: &str,
        unit: &str,
        values: &[f64],
        params: &Value,
        peer: &str,
    ) {
        self.line(metric, unit, values, params, Some(peer));
    }

    fn line(
        &mut self,
        metric: &str,
        unit: &str,
        values: &[f64],
        params: &Value,
        peer: Option<&str>,
    ) {
        let value = rounded(median(values));
        say(&json!({"bench": self.bench, "metric": metric, "value": value, "unit": unit, "peer": peer, "params": params}).to_string());
        self.runs.push(
            json!({"metric": metric, "unit": unit, "peer": peer, "params": params, "runs": values}),
        );
    }

    /// Writes the raw runs to `folder/ID.json`.
    pub(crate) fn keep(&self, folder: &Path) -> Result<()> {
        let path = folder.join(format!("{}.json", self.bench));
        write(&path, &format!("{:#}\n", json!({"bench": self.bench, "metrics": self.runs})))
    }
}

#[expect(clippy::disallowed_methods, reason = "a record of measurements, not state")]
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// The middle one, or the mean of the two in the middle.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match (sorted.len() % 2, sorted.get(half)) {
        (_, None) => f64::NAN,
        (1, Some(middle)) => *middle,
        (_, Some(upper)) => f64::midpoint(*upper, sorted[half - 1]),
    }
}

/// The smallest value that `percent` of all do not exceed.
pub(crate) fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// Four significant digits are more than a shared machine deserves.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    let scale = 10_f64.powf(3.0 - value.abs().log10().floor());
    (value * scale).round() / scale
}

/// One line on stdout.
pub(crate) fn say(line: &str) {
    drop(writeln!(std::io::stdout(), "{line}"));
}

/// One line on stderr.
pub(crate) fn fail(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}

#[cfg(test)]
mod tests {
    use super::{median, percentile, rounded};

    #[test]
    fn medians_are_in_the_middle() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!((median(&[4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < 1e-9);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        assert!((percentile(&values, 95) - 95.0).abs() < 1e-9);
        assert!((percentile(&values, 100) - 100.0).abs() < 1e-9);
        assert!((percentile(&[7.0], 50) - 7.0).abs() < 1e-9);
    }

    #[test]
    fn figures_have_four_digits() {
        assert!((rounded(1234.56) - 1235.0).abs() < 1e-9);
        assert!((rounded(0.001_234_56) - 0.001_235).abs() < 1e-9);
        assert!(rounded(0.0).abs() < 1e-9);
    }
}
