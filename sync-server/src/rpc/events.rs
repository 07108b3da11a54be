//! What became old, as server-sent events: topics, never content. A page that missed some is told so.
use std::{convert::Infallible, time::Duration};

use axum::body::Bytes;
use futures_util::{Stream, stream};
use satchel_protocol::{
    command::{Event, Topic, Window},
    problem::ErrorCode,
};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio_util::sync::CancellationToken;

use super::Asker;
use crate::{
    authz,
    http::problem::Failure,
    state::App,
    sync::live::{Registry, Watch},
};

/// Time between signs of life; also how soon a page learns that its session is over.
const ALIVE: Duration = Duration::from_secs(20);
/// Shortest time between two events of one page.
const PACE: Duration = Duration::from_millis(250);

/// One open page.
struct Line {
    app: App,
    asker: Asker,
    watch: Watch,
    console: Receiver<Topic>,
    stop: CancellationToken,
    is_new: bool,
}

/// The events of one page, until it goes, its session ends or the server stops.
/// # Errors
/// `overloaded` where too many are open, `unauthenticated` for somebody who may not work any more.
pub async fn stream(
    app: &App,
    asker: Asker,
) -> Result<impl Stream<Item = Result<Bytes, Infallible>> + use<>, Failure> {
    let mut tx = app.store.read().await?;
    let facts = authz::facts(&mut tx, asker.caller.user, app.now()).await?.filter(|f| f.active);
    drop(tx);
    let groups = facts.ok_or(ErrorCode::Unauthenticated)?.groups();
    let watch = Registry::watch(app, groups).ok_or(ErrorCode::Overloaded)?;
    let line = Line {
        app: App::clone(app),
        asker,
        watch,
        console: app.news.listen(),
        stop: app.tasks.stopping(),
        is_new: true,
    };
    Ok(stream::unfold(line, |mut line| async move {
        let text = line.next().await?;
        Some((Ok(Bytes::from(text)), line))
    }))
}

impl Line {
    async fn next(&mut self) -> Option<String> {
        if std::mem::take(&mut self.is_new) {
            // The head of the answer leaves with the first bytes.
            return Some(": open\n\n".to_owned());
        }
        let is_console = self.asker.window == Window::Admin;
        let told = tokio::select! {
            () = self.stop.cancelled() => return None,
            () = self.watch.news() => {
                // News comes in bursts: what follows at once is in this event too.
                tokio::time::timeout(PACE, self.stop.cancelled()).await.ok();
                Some(Event::Changed(topics(&self.asker)))
            }
            topic = self.console.recv(), if is_console => match topic {
                Ok(topic) => Some(Event::Changed(vec![topic, Topic::Audit])),
                Err(RecvError::Lagged(_)) => Some(Event::Lost),
                Err(RecvError::Closed) => return None,
            },
            () = pause() => None,
        };
        match told {
            Some(event) => Some(written(&event)),
            None if self.is_over().await => None,
            None => Some(": alive\n\n".to_owned()),
        }
    }

    /// Whether the session behind the page has ended. A look does not make it last longer.
    async fn is_over(&self) -> bool {
        let Ok(mut tx) = self.app.store.read().await else { return false };
        let session = self.asker.caller.session;
        let found = satchel_server_store::session::find(&mut tx, session).await;
        let now = self.app.now();
        found.is_ok_and(|s| s.is_none_or(|s| s.ended_at.is_some() || now >= s.access_until))
    }
}

async fn pause() {
    tokio::time::timeout(ALIVE, std::future::pending::<()>()).await.ok();
}

/// What news of a person's audiences makes old. Which document it was is not told: asking again costs little.
fn topics(asker: &Asker) -> Vec<Topic> {
    let mut out = vec![Topic::Notices];
    match (asker.window, asker.caller.patient) {
        (Window::Patient, Some(patient)) => out.insert(0, Topic::Patient(patient)),
        (Window::Admin, _) => {
            out.extend([Topic::Directory, Topic::People, Topic::Review, Topic::Audit]);
        }
        (Window::Patient | Window::Clinic | Window::Any, _) => {}
    }
    out
}

fn written(event: &Event) -> String {
    let json = serde_json::to_string(event).unwrap_or_else(|_| r#"{"event":"lost"}"#.to_owned());
    format!("data: {json}\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_of_json() {
        assert_eq!(written(&Event::Lost), "data: {\"event\":\"lost\"}\n\n");
        let text = written(&Event::Changed(vec![Topic::Review]));
        assert_eq!(text, "data: {\"event\":\"changed\",\"value\":[{\"topic\":\"review\"}]}\n\n");
    }
}
