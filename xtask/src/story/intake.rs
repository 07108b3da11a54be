//! A fresh server, its first administrator, and a clinic's records from another system.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::scene::{PASSWORD, Scene};
use super::steps::Steps;
use crate::sh::{self, Run};

/// Sample bundles: made-up people, as another system exports them.
const BUNDLES: &str = "../shared/fhir/synthea.tar.gz";

pub(crate) fn play(scene: &mut Scene, steps: &mut Steps) -> Result<()> {
    steps.part(&format!("{}: a new clinic", scene.engine.name()));
    steps.step("a server starts with nothing configured", || {
        let greeting = scene.server.start()?;
        let code = greeting.get("setup_code").and_then(Value::as_str).context("no set-up code")?;
        ensure!(code.len() >= 8, "a set-up code of {} characters", code.len());
        Ok(((), format!("listens on {}, prints a one-time set-up code", scene.server.address()?)))
    })?;
    steps.step("the first administrator is made", || {
        let password = scene.folder().join("admin-password");
        secret(&password, PASSWORD)?;
        let password = password.to_string_lossy().into_owned();
        let words = [
            "admin",
            "create",
            "--clinic",
            "Riverside",
            "--login",
            "ada",
            "--name",
            "Ada",
            "--password-file",
            &password,
        ];
        let made = scene.server.verb(&words)?;
        Ok(((), format!("user {}", made.get("user").and_then(Value::as_str).context("no user")?)))
    })?;
    let folder = steps.step("bundles of another system are here", || bundles(scene))?;
    // An import is its data folder's one process: the server rests meanwhile.
    scene.server.kill();
    let counts = steps.step("they are imported, and every resource is accounted for", || {
        let counts = import(scene, &folder)?;
        let [resources, mapped, kept, refused] = ["resources", "mapped", "kept", "refused"].map(|key| number(&counts, key));
        ensure!(resources > 0 && refused == 0 && mapped + kept + refused == resources, "{counts}");
        Ok((resources, format!("{resources} resources: {mapped} mapped, {kept} kept as they came, {refused} refused")))
    })?;
    steps.step("a second import changes nothing", || {
        let again = import(scene, &folder)?;
        ensure!(number(&again, "unchanged") == counts && number(&again, "refused") == 0, "{again}");
        Ok(((), format!("{counts} unchanged")))
    })?;
    steps.step("the server starts again over them", || {
        scene.server.start()?;
        Ok(((), format!("listens on {}", scene.server.address()?)))
    })
}

fn import(scene: &Scene, folder: &str) -> Result<Value> {
    scene.server.verb(&["fhir", "import", folder])
}

pub(crate) fn number(value: &Value, key: &str) -> u64 {
    value.get(key).and_then(Value::as_u64).unwrap_or(0)
}

/// Unpacks the sample bundles.
fn bundles(scene: &Scene) -> Result<(String, String)> {
    let packed = sh::root().join(BUNDLES);
    if !packed.is_file() {
        bail!("{BUNDLES} is not here: the story is told on real bundles");
    }
    let into = scene.folder().join("bundles");
    std::fs::create_dir_all(&into)?;
    let (from, into) = (packed.to_string_lossy().into_owned(), into.to_string_lossy().into_owned());
    Run::new("tar").args(["xzf", &from, "-C", &into]).output()?;
    let listed = Run::new("find").args([&into, "-type", "f"]).output()?;
    let mut files: Vec<&str> = listed.lines().collect();
    files.sort_unstable();
    ensure!(!files.is_empty(), "{BUNDLES} is empty");
    if scene.is_quick() {
        for file in files.split_off(files.len().div_ceil(5)) {
            std::fs::remove_file(file)?;
        }
    }
    Ok((into.clone(), format!("{} files", files.len())))
}

#[expect(clippy::disallowed_methods, reason = "a throw-away password of a test stand")]
fn secret(path: &std::path::Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
