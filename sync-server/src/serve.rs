//! Starting and stopping a whole server in this process; the command line and the tests both use it.
use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use axum_server::{Handle, tls_rustls::RustlsConfig};
use satchel_model::id::Hash;
use tokio::net::TcpSocket;

use crate::{
    admin, audience, audit, job, router,
    state::{App, ServeConfig, StartError, State},
    sync::bus,
    task,
};

/// Largest head of a request over HTTP/1, in bytes; also what an open live socket holds.
const HEAD_BYTES: usize = 8 * 1_024;
/// Most headers of a request.
const HEADERS_MAX: usize = 64;
/// Requests one HTTP/2 connection may have open.
const STREAMS_MAX: u32 = 64;

/// Connections that may wait to be taken while a herd arrives.
const BACKLOG: u32 = 4_096;
/// Longest wait for the head of a connection's first request.
const FIRST_REQUEST: Duration = Duration::from_secs(15);

/// A running server.
pub struct Running {
    /// The address in use.
    pub addr: SocketAddr,
    /// SHA-256 over the TLS key's `SubjectPublicKeyInfo`, which devices pin.
    pub spki: Hash,
    /// The one-time set-up code, where nobody can sign in yet.
    pub setup_code: Option<String>,
    /// The shared state.
    pub app: App,
    handle: Handle<SocketAddr>,
}

/// Starts a server: listens, opens or makes the data folder, starts background work.
/// # Errors
/// [`StartError`]; nothing is left running.
pub async fn serve(config: ServeConfig) -> Result<Running, StartError> {
    let at = |error| StartError::Listen(config.listen, error);
    let listener = listen(&config).map_err(at)?;
    let addr = listener.local_addr().map_err(at)?;
    let (app, tls) = State::open(&config, addr).await?;
    let setup_code = app.offer_setup().await?;
    admin::socket::start(&app).map_err(StartError::Socket)?;
    background(&app);
    bus::start(&app, &config.bus);
    let handle = Handle::new();
    let server = axum_server::from_tcp_rustls(listener, RustlsConfig::from_config(tls.config));
    let server = server.map_err(at)?.first_request_timeout(FIRST_REQUEST);
    let mut server = server.handle(handle.clone());
    let http = server.http_builder();
    http.http1().max_headers(HEADERS_MAX).max_buf_size(HEAD_BYTES);
    http.http2().max_concurrent_streams(STREAMS_MAX).max_header_list_size(16 * 1_024);
    let service = router::build(&app).into_make_service_with_connect_info::<SocketAddr>();
    app.tasks.spawn("http", async move {
        if let Err(error) = server.serve(service).await {
            tracing::error!(reason = %error, "the listener failed");
        }
    });
    let engine = app.store.engine().await?;
    tracing::info!(listen = %addr, engine, spki = %tls.spki, node = %app.node, "serving");
    Ok(Running { addr, spki: tls.spki, setup_code, app, handle })
}

/// The listening socket; several processes may share one port where IT said so.
fn listen(config: &ServeConfig) -> std::io::Result<TcpListener> {
    if !config.reuse_port {
        let listener = TcpListener::bind(config.listen)?;
        listener.set_nonblocking(true)?;
        return Ok(listener);
    }
    let is_v4 = config.listen.is_ipv4();
    let socket = if is_v4 { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.set_reuseport(true)?;
    socket.bind(config.listen)?;
    socket.listen(BACKLOG)?.into_std()
}

/// Work beside requests.
fn background(app: &App) {
    job::runner::start(app, &app.tasks, job::kinds(), app.bell.clone());
    audit::sequencer::start(app);
    audit::watch::start(app);
    audience::start(app);
    crate::sync::mend::start(app);
    crate::sync::digest::start(app);
    crate::sync::snapshots::start(app);
    crate::sync::epoch::rounds::start(app);
    let (sweeper, stop) = (App::clone(app), app.tasks.stopping());
    app.tasks.spawn("rates", async move {
        while task::pause(&stop, Duration::from_mins(1)).await {
            sweeper.rates.trim();
        }
    });
}

impl Running {
    /// Returns when the process should end and be started anew, whatever the reason; a supervisor does the rest.
    pub async fn drained(&self) {
        self.app.drain.cancelled().await;
    }

    /// Stops taking connections, waits for open requests and tasks within the configured time, closes the database.
    pub async fn shutdown(self) {
        let patience = Duration::from_secs(self.app.limits.shutdown_s);
        self.handle.graceful_shutdown(Some(patience));
        for task in self.app.tasks.join(patience + Duration::from_secs(1)).await {
            tracing::warn!(task, "left behind at shutdown");
        }
        self.app.store.close().await;
        admin::socket::remove(&self.app.data_dir);
        tracing::info!("stopped");
    }
}
