//! One Satchel device without a window: for servers' own devices, demos and end-to-end tests.
#![forbid(unsafe_code)]
mod cli;

use anyhow::{Context as _, Result};
use satchel_bridge::line;
use satchel_core::{app::App, clock::SystemClock, host::FileHost};
use satchel_vault::random::OsEntropy;
use std::{io::Write as _, sync::Arc};

fn main() -> Result<()> {
    // First of all: without a provider the TLS stack refuses to start.
    drop(rustls::crypto::ring::default_provider().install_default());
    let Some(args) = cli::read()? else {
        writeln!(std::io::stdout(), "{}", cli::HELP)?;
        return Ok(());
    };
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_max_level(tracing::Level::INFO)
        .init();
    std::fs::create_dir_all(&args.dir)
        .with_context(|| format!("cannot make {}", args.dir.display()))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(args))?;
    // A reader of standard input may still sit in a read that never ends.
    runtime.shutdown_background();
    Ok(())
}

async fn run(args: cli::Args) -> Result<()> {
    let host = Arc::new(FileHost::new(args.keys.clone()));
    let app = App::new(host, args.dir.clone(), Arc::new(SystemClock), Arc::new(OsEntropy::new()));
    if args.listen {
        return listen(app, args).await;
    }
    let options = line::Options { window: args.window, live: args.live };
    let input = tokio::io::BufReader::new(tokio::io::stdin());
    Ok(line::serve(&app, options, input, tokio::io::stdout()).await?)
}

#[cfg(feature = "bridge")]
async fn listen(app: App, args: cli::Args) -> Result<()> {
    use satchel_bridge::loopback::{Options, open};
    let options = Options { window: args.window, live: args.live, screens: args.screens };
    let (door, serving) = open(Arc::new(app), options, &OsEntropy::new()).await?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", serde_json::to_string(&door)?)?;
    out.flush()?;
    Ok(serving.await?)
}

#[cfg(not(feature = "bridge"))]
fn listen(_: App, _: cli::Args) -> std::future::Ready<Result<()>> {
    std::future::ready(Err(anyhow::anyhow!("this program was built without the loopback carrier")))
}
