//! The audit is intact, and one flipped byte is found.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::scene::Scene;
use super::steps::Steps;
use crate::sh::Run;

pub(crate) fn play(scene: &mut Scene, steps: &mut Steps) -> Result<()> {
    steps.part(&format!("{}: the audit", scene.engine.name()));
    let report = steps.step("the audit of everything above is intact", || {
        let (code, report) = scene.server.verdict(&["audit", "verify"])?;
        ensure!(code == 0, "exit {code}: {report}");
        Ok((report.clone(), report.to_string()))
    })?;
    drop(report);
    steps.step("one flipped byte in a copy of the database is found", || {
        scene.server.kill();
        let (code, report) = match &scene.postgres {
            None => sqlite(scene)?,
            Some(_) => postgres(scene)?,
        };
        ensure!(code == 1, "exit {code}: {report}");
        Ok(((), report.to_string()))
    })
}

fn sqlite(scene: &Scene) -> Result<(i32, Value)> {
    let copy = scene.folder().join("copy");
    Run::new("cp").args(["-r", &text(scene.server.data()), &text(&copy)]).output()?;
    let database = copy.join("satchel.db");
    flip_in_file(&database)?;
    scene.server.beside(copy, None).verdict(&["audit", "verify"])
}

/// Flips one byte of the third leaf. Triggers forbid this to everybody, so a thief drops them first, as is done here.
fn flip_in_file(database: &Path) -> Result<()> {
    let script = "import sqlite3,sys\n\
        c=sqlite3.connect(sys.argv[1])\n\
        for (n,) in c.execute(\"select name from sqlite_master where type='trigger'\").fetchall(): c.execute('drop trigger '+n)\n\
        i,b=c.execute('select id,leaf from audit_leaf order by pos_tx,pos_id limit 1 offset 2').fetchone()\n\
        c.execute('update audit_leaf set leaf=? where id=?',(b[:-1]+bytes([b[-1]^1]),i)); c.commit()";
    Run::new("python3").args(["-c", script, &text(database)]).output().map(drop)
}

fn postgres(scene: &Scene) -> Result<(i32, Value)> {
    let postgres = scene.postgres.as_ref().context("no PostgreSQL")?;
    postgres.sql("postgres", "CREATE DATABASE copy TEMPLATE satchel")?;
    postgres.sql("copy", "ALTER TABLE audit_leaf DISABLE TRIGGER USER")?;
    let flip = "UPDATE audit_leaf SET leaf = set_byte(leaf, length(leaf) - 1, get_byte(leaf, length(leaf) - 1) # 1) \
        WHERE id = (SELECT id FROM audit_leaf ORDER BY pos_tx, pos_id OFFSET 2 LIMIT 1)";
    postgres.sql("copy", flip)?;
    let copy = scene.folder().join("copy");
    Run::new("cp").args(["-r", &text(scene.server.data()), &text(&copy)]).output()?;
    scene.server.beside(copy, Some(postgres.url("copy"))).verdict(&["audit", "verify"])
}

fn text(path: &(impl AsRef<Path> + ?Sized)) -> String {
    PathBuf::from(path.as_ref()).to_string_lossy().into_owned()
}
