//! One JSON a line: a command in, a reply or problem out, in order.
use crate::{carry, carry_live};
use satchel_core::app::App;
use satchel_protocol::{
    command::Window,
    limit,
    problem::{ErrorCode, Problem},
};
use std::io;
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _,
};

/// How a device behaves between commands.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Which surface asks.
    pub window: Window,
    /// Sync by itself once a vault is open; else only when asked.
    pub live: bool,
}

/// Answers lines until the input ends; then the vault is locked.
///
/// # Errors
/// A broken pipe.
pub async fn serve(
    app: &App,
    options: Options,
    mut input: impl AsyncBufRead + Unpin,
    mut output: impl AsyncWrite + Unpin,
) -> io::Result<()> {
    let most = u64::try_from(limit::JSON_MAX).unwrap_or(u64::MAX);
    let mut line = Vec::new();
    loop {
        line.clear();
        // One byte over the bound tells a line that is too long from one that just fits.
        let read = (&mut input).take(most.saturating_add(1)).read_until(b'\n', &mut line).await?;
        if read == 0 {
            break;
        }
        if read > limit::JSON_MAX {
            skip(&mut input, &line).await?;
            say(&mut output, &problem(ErrorCode::TooLarge)).await?;
            continue;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let carried = if options.live {
            carry_live(app, options.window, &line).await
        } else {
            carry(app, options.window, &line).await
        };
        say(&mut output, &carried.text).await?;
    }
    carry(app, options.window, br#"{"cmd":"lock"}"#).await;
    Ok(())
}

/// Reads on to the end of a line that is too long.
async fn skip(input: &mut (impl AsyncBufRead + Unpin), begun: &[u8]) -> io::Result<()> {
    if begun.ends_with(b"\n") {
        return Ok(());
    }
    loop {
        let held = input.fill_buf().await?;
        let Some(end) = held.iter().position(|b| *b == b'\n') else {
            let all = held.len();
            if all == 0 {
                return Ok(());
            }
            input.consume(all);
            continue;
        };
        input.consume(end.saturating_add(1));
        return Ok(());
    }
}

async fn say(output: &mut (impl AsyncWrite + Unpin), text: &str) -> io::Result<()> {
    output.write_all(text.as_bytes()).await?;
    output.write_all(b"\n").await?;
    output.flush().await
}

fn problem(code: ErrorCode) -> String {
    serde_json::to_string(&Problem::new(code)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
