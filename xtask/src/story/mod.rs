//! `cargo xtask demo --story`: the main job, unattended, on real processes: one server, two laptops, a phone and a
//! third laptop, once on SQLite and once on PostgreSQL. Each step is printed as it is verified.

mod audit;
mod build;
mod crash;
mod device;
mod disagreement;
mod intake;
mod phone;
mod revoked;
mod scene;
mod steps;

use anyhow::{Result, bail};

use crate::args::Args;
pub(crate) use build::{Programs, found, programs};
pub(crate) use scene::Engine;
use scene::Scene;
use steps::Steps;

/// `demo --story [--engine sqlite|postgres] [--quick] [--built]`; `--quick` takes the debug build, `--built` builds nothing.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    let engine = args.value("--engine")?;
    let quick = args.flag("--quick");
    let built = args.flag("--built");
    args.done()?;
    let engines = match engine.as_deref() {
        None => vec![Engine::Sqlite, Engine::Postgres],
        Some("sqlite") => vec![Engine::Sqlite],
        Some("postgres") => vec![Engine::Postgres],
        Some(other) => bail!("--engine {other}: there is sqlite and postgres"),
    };
    let programs = if built { build::found(quick)? } else { build::programs(quick)? };
    tell(&engines, &programs)
}

/// Tells the story on each of `engines`.
pub(crate) fn tell(engines: &[Engine], programs: &Programs) -> Result<()> {
    let mut steps = Steps::default();
    let mut outcome = Ok(());
    for engine in engines {
        outcome =
            outcome.and(Scene::open(programs, *engine).and_then(|scene| play(scene, &mut steps)));
    }
    if steps.close() && outcome.is_ok() {
        Ok(())
    } else {
        outcome.and_then(|()| bail!("the story did not hold"))
    }
}

fn play(mut scene: Scene, steps: &mut Steps) -> Result<()> {
    intake::play(&mut scene, steps)?;
    let mut cast = disagreement::play(&mut scene, steps)?;
    phone::play(&mut scene, &mut cast, steps)?;
    revoked::play(&mut scene, &mut cast, steps)?;
    crash::play(&mut scene, &mut cast, steps)?;
    audit::play(&mut scene, steps)?;
    scene.close();
    Ok(())
}
