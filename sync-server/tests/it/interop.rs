//! Clients of automerge-repo: in both directions, for whom, and what they can do to nobody. The client here is made of our
//! own parts; the libraries themselves talk in [`crate::interop_peers`].
use std::{sync::Arc, time::Duration};

use futures_util::{SinkExt as _, StreamExt as _};
use satchel_core::sync::transport::client_config;
use satchel_model::{
    actor,
    crdt::{Dialogue, Doc, Guarded, Limits, Put, Said},
    id::{ActorId, DocId, Nonce},
    role::Role,
};
use satchel_protocol::{
    api::Session,
    interop::{Carried, Message, Metadata, Route},
};
use satchel_server::{
    auth,
    interop::dialogue::{Reply, Talks, Who},
};
use satchel_server_store as store;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    Connector, MaybeTlsStream, WebSocketStream, connect_async_tls_with_config,
    tungstenite::{self, client::IntoClientRequest as _},
};

use crate::{
    harness::{OTHER, Server, on_both},
    laptop::{Laptop, laptop},
    web::Page,
};

on_both!(
    two_clients_of_a_patient_see_what_the_other_writes,
    the_wrong_person_gets_nothing,
    a_ticket_opens_one_socket_within_a_minute,
    what_is_refused_ends_the_conversation,
    a_reader_brings_nothing,
    a_silent_conversation_keeps_34_bytes,
);

/// How a client shows who it is.
pub(crate) enum Door<'a> {
    Ticket(&'a str),
    Bearer(&'a str),
    Cookie(&'a str, &'a str),
    Nothing,
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A client with a copy of one document.
struct Client {
    socket: Socket,
    me: String,
    server: String,
    id: DocId,
    doc: Doc,
    dialogue: Dialogue,
    actor: ActorId,
}

/// Opens a socket, or says with which status the server refused.
pub(crate) async fn open(server: &Server, door: Door<'_>) -> Result<Socket, u16> {
    let query = if let Door::Ticket(t) = door { format!("?ticket={t}") } else { String::new() };
    let url = format!("wss://{}/v1/interop{query}", server.running.addr);
    let mut request = url.into_client_request().unwrap();
    let mut set = |name: &'static str, value: &str| {
        request.headers_mut().insert(name, value.parse().unwrap());
    };
    match door {
        Door::Bearer(token) => set("authorization", &format!("Bearer {token}")),
        Door::Cookie(cookie, origin) => {
            set("cookie", cookie);
            set("origin", origin);
        }
        Door::Ticket(_) | Door::Nothing => {}
    }
    let tls = client_config(server.running.app.place.spki, &["http/1.1"]).unwrap();
    let tls = Some(Connector::Rustls(Arc::new(tls)));
    match connect_async_tls_with_config(request, None, true, tls).await {
        Ok((socket, _)) => Ok(socket),
        Err(tungstenite::Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

/// A ticket of a session.
pub(crate) async fn ticket(server: &Server, session: &Session) -> String {
    let answer = server.post("/api/v1/interop/tickets", Some(&session.access), json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body["ticket"].as_str().unwrap().to_owned()
}

async fn hear(socket: &mut Socket) -> Option<Message> {
    let next = async {
        loop {
            match socket.next().await {
                Some(Ok(tungstenite::Message::Binary(bytes))) => {
                    return Some(Message::read(&bytes).unwrap());
                }
                Some(Ok(tungstenite::Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    };
    // Far longer than it takes: a lost answer fails the test instead of hanging it.
    tokio::time::timeout(Duration::from_mins(1), next).await.unwrap()
}

async fn tell(socket: &mut Socket, message: &Message) {
    socket.send(tungstenite::Message::Binary(message.write().into())).await.unwrap();
}

async fn join(socket: &mut Socket, me: &str, storage: Option<&str>) -> String {
    let metadata = Metadata { storage: storage.map(str::to_owned), ephemeral: storage.is_none() };
    let versions = vec!["1".to_owned()];
    tell(socket, &Message::Join { sender: me.to_owned(), metadata, versions }).await;
    let Some(Message::Peer { route, metadata, version }) = hear(socket).await else {
        panic!("no answer to the join");
    };
    assert_eq!((route.target.as_str(), version.as_str()), (me, "1"));
    assert!(metadata.storage.is_some() && !metadata.ephemeral);
    route.sender
}

impl Client {
    async fn new(mut socket: Socket, me: &str, id: &Value, storage: Option<&str>) -> Self {
        let server = join(&mut socket, me, storage).await;
        let actor =
            ActorId::from_bytes(std::array::from_fn(|i| me.bytes().cycle().nth(i).unwrap_or(1)));
        Self {
            socket,
            me: me.to_owned(),
            server,
            id: serde_json::from_value(id.clone()).unwrap(),
            doc: Doc::load(&[]).unwrap(),
            dialogue: Dialogue::new(false),
            actor,
        }
    }

    fn route(&self) -> Route {
        Route { sender: self.me.clone(), target: self.server.clone() }
    }

    /// Says what there is to say; whether there was something.
    async fn say(&mut self) -> bool {
        let Some(data) = self.dialogue.say(&self.doc).unwrap() else { return false };
        let carried = Carried { route: self.route(), doc: self.id, data };
        let message = if self.doc.heads().is_empty() {
            Message::Request(carried)
        } else {
            Message::Sync(carried)
        };
        tell(&mut self.socket, &message).await;
        true
    }

    /// Asks for the document, takes it, and says so.
    async fn begin(&mut self) {
        self.say().await;
        assert_eq!(self.hear().await, None);
        assert!(!self.doc.heads().is_empty(), "it came whole");
        self.say().await;
    }

    /// Hears one message; what is no sync message comes back.
    async fn hear(&mut self) -> Option<Message> {
        match hear(&mut self.socket).await {
            Some(Message::Sync(carried)) => {
                assert_eq!((carried.doc, &carried.route.target), (self.id, &self.me));
                let said = Said::read(&carried.data, &Limits::SERVER, false).unwrap();
                let changes: Vec<Guarded> = said
                    .changes()
                    .iter()
                    .map(|c| Guarded::new(c.clone(), &Limits::SERVER).unwrap())
                    .collect();
                self.doc.apply(&changes).unwrap();
                self.dialogue.hear(&self.doc, said).unwrap();
                None
            }
            other => Some(other.unwrap()),
        }
    }

    /// Talks until the document has this tick.
    async fn until(&mut self, key: &str) {
        while self.doc.value(&["ticks", key]).is_none() {
            self.say().await;
            assert_eq!(self.hear().await, None);
        }
    }

    /// Writes and sends; the answer is heard. One time in a hundred the filter of what the server has names the change
    /// wrongly: then the server asks for it, and it goes up in a second round.
    async fn write(&mut self, puts: &[Put]) -> Option<Message> {
        self.doc.edit(self.actor, Nonce::from_bytes([self.actor.as_bytes()[0]; 16]), puts).unwrap();
        assert!(self.say().await);
        let mut answer = self.hear().await;
        while answer.is_none() && self.say().await {
            answer = self.hear().await;
        }
        answer
    }
}

fn tick(key: &str, by: &Session) -> Vec<Put> {
    let text = json!({ "at": 1_790_000_000_000_i64, "by": by.me.user, "state": "taken" });
    vec![Put::Set(vec!["ticks".into(), key.into()], text.to_string().as_str().into())]
}

/// A clinic with a doctor, two patients with diaries, and their sessions.
pub(crate) struct Clinic {
    pub(crate) doctor: Laptop,
    pub(crate) patient: Value,
    pub(crate) chart: Value,
    pub(crate) diary: Value,
    pub(crate) own: Session,
    pub(crate) stranger: Session,
}

pub(crate) async fn clinic(server: &Server) -> Clinic {
    let admin = server.admin().await;
    let doctor = laptop(server, &admin, "doc", Role::Doctor, 1).await;
    let [patient, chart, diary] = doctor.patient("Okafor").await;
    let [other, ..] = doctor.patient("Stranger").await;
    doctor.sync(server).await;
    let mut sessions = Vec::new();
    for (of, login) in [(&patient, "pat"), (&other, "stan")] {
        let invited =
            server.invite_patient(&admin, serde_json::from_value(of.clone()).unwrap()).await;
        sessions.push(server.accept(&invited.code, login).await.read());
    }
    let [own, stranger] = sessions.try_into().ok().unwrap();
    Clinic { doctor, patient, chart, diary, own, stranger }
}

/// How many audit leaves of a kind there are about a document.
async fn leaves(server: &Server, kind: &str, doc: &Value) -> usize {
    let app = &server.running.app;
    let mut tx = app.store.read().await.unwrap();
    let doc = serde_json::from_value(doc.clone()).unwrap();
    let first = store::Position::ZERO;
    let all = store::audit::list(&mut tx, app.keys.tenant, Some(doc), first, 1_000).await.unwrap();
    let events = all.iter().map(|l| satchel_model::audit::Event::from_leaf(&l.leaf).unwrap());
    events.filter(|e| e.kind.name() == kind).count()
}

async fn two_clients_of_a_patient_see_what_the_other_writes(server: &Server) {
    let clinic = clinic(server).await;
    let ticket = ticket(server, &clinic.own).await;
    let page = Page::open(server, "pat", OTHER).await;
    let origin = format!("https://{}", server.running.addr);
    let a = open(server, Door::Ticket(&ticket)).await.unwrap();
    let b = open(server, Door::Cookie(&page.cookie, &origin)).await.unwrap();
    let mut a = Client::new(a, "a", &clinic.diary, None).await;
    let mut b = Client::new(b, "b", &clinic.diary, Some("store-b")).await;
    for client in [&mut a, &mut b] {
        client.begin().await;
    }
    assert_eq!(a.write(&tick("from-a", &clinic.own)).await, None);
    b.until("from-a").await;
    assert_eq!(b.write(&tick("from-b", &clinic.own)).await, None);
    a.until("from-b").await;
    assert_eq!(leaves(server, "record_changed", &clinic.diary).await, 2);
    assert_eq!(leaves(server, "record_read", &clinic.diary).await, 2, "one a conversation");
    // What they wrote is the record: the doctor's laptop takes it like anything else.
    assert_eq!(clinic.doctor.sync(server).await["refused"], 0);
    let of = json!({ "patient": clinic.patient });
    let shown = clinic.doctor.say("diary_get", of).await.unwrap().to_string();
    assert!(shown.contains("from-a") && shown.contains("from-b"), "{shown}");
}

async fn the_wrong_person_gets_nothing(server: &Server) {
    let clinic = clinic(server).await;
    let socket = open(server, Door::Bearer(&clinic.stranger.access)).await.unwrap();
    let mut client = Client::new(socket, "x", &clinic.diary, None).await;
    client.say().await;
    let unavailable = |client: &Client| {
        let route = Route { sender: client.server.clone(), target: client.me.clone() };
        Some(Message::Unavailable { route, doc: client.id })
    };
    assert_eq!(client.hear().await, unavailable(&client));
    // Also one who knows what it holds, and one who asks for nothing that exists.
    client.doc =
        satchel_model::document::genesis(satchel_model::document::DocType::Diary, client.id, 0);
    client.dialogue = Dialogue::new(false);
    client.doc.edit(client.actor, Nonce::from_bytes([1; 16]), &tick("x", &clinic.own)).unwrap();
    client.say().await;
    assert_eq!(client.hear().await, unavailable(&client));
    client.id = DocId::from_bytes([9; 16]);
    client.dialogue = Dialogue::new(false);
    client.say().await;
    assert_eq!(client.hear().await, unavailable(&client));
    assert_eq!(leaves(server, "record_read", &clinic.diary).await, 0);
    assert_eq!(leaves(server, "record_changed", &clinic.diary).await, 0);
    // A log is no document for such a client either, and nobody speaks for another.
    let foreign = Route { sender: "somebody".into(), target: client.server.clone() };
    let carried = Carried { route: foreign, doc: client.id, data: vec![0x42, 0, 0, 0, 0] };
    tell(&mut client.socket, &Message::Sync(carried)).await;
    let Some(Message::Error { message, .. }) = hear(&mut client.socket).await else {
        panic!("no error");
    };
    assert_eq!(message, "malformed");
    assert_eq!(hear(&mut client.socket).await, None, "the socket is closed");
}

async fn a_ticket_opens_one_socket_within_a_minute(server: &Server) {
    let clinic = clinic(server).await;
    let once = ticket(server, &clinic.own).await;
    assert!(open(server, Door::Ticket(&once)).await.is_ok());
    assert_eq!(open(server, Door::Ticket(&once)).await.err(), Some(401), "twice");
    let late = ticket(server, &clinic.own).await;
    server.wait_ms(60_000);
    assert_eq!(open(server, Door::Ticket(&late)).await.err(), Some(401), "too late");
    for wrong in ["", "ab", &"ab".repeat(32)] {
        assert_eq!(open(server, Door::Ticket(wrong)).await.err(), Some(401), "{wrong}");
    }
    assert_eq!(open(server, Door::Nothing).await.err(), Some(401));
    assert_eq!(open(server, Door::Bearer("ab")).await.err(), Some(401));
    let page = Page::open(server, "pat", OTHER).await;
    let foreign = open(server, Door::Cookie(&page.cookie, "https://evil.example")).await;
    assert_eq!(foreign.err(), Some(403));
    let unused = ticket(server, &clinic.own).await;
    let gone = server.send("DELETE", "/api/v1/sessions/current", Some(&clinic.own.access), None);
    assert_eq!(gone.await.status, 204);
    assert_eq!(open(server, Door::Ticket(&unused)).await.err(), Some(401), "signed out");
}

/// The word of the error that ends a conversation.
fn over(message: Option<Message>) -> String {
    let Some(Message::Error { message, .. }) = message else { panic!("{message:?}") };
    message.split(':').next().unwrap().to_owned()
}

async fn what_is_refused_ends_the_conversation(server: &Server) {
    let clinic = clinic(server).await;
    let server_actor = {
        let app = &server.running.app;
        let doc = serde_json::from_value(clinic.diary.clone()).unwrap();
        actor::derive(&app.keys.signing.public(), doc, 0, 0)
    };
    let foreign = vec![Put::Set(
        vec!["ticks".into(), "k".into()],
        json!({ "at": 1, "by": clinic.stranger.me.user, "state": "taken" })
            .to_string()
            .as_str()
            .into(),
    )];
    let root = vec![Put::Map(vec!["mine".into()])];
    let own = tick("k", &clinic.own);
    for (n, (puts, actor, code)) in [
        (&root, None, "forbidden_path"),
        (&foreign, None, "forbidden_path"),
        (&own, Some(server_actor), "actor_mismatch"),
    ]
    .into_iter()
    .enumerate()
    {
        let socket = open(server, Door::Bearer(&clinic.own.access)).await.unwrap();
        let mut client = Client::new(socket, &format!("c{n}"), &clinic.diary, None).await;
        client.say().await;
        assert_eq!(client.hear().await, None);
        client.actor = actor.unwrap_or(client.actor);
        assert_eq!(over(client.write(puts).await), code);
        let again = Carried { route: client.route(), doc: client.id, data: vec![0x42, 0, 0, 0, 0] };
        tell(&mut client.socket, &Message::Sync(again)).await;
        assert_eq!(over(client.hear().await), code, "it stays over");
    }
    assert_eq!(leaves(server, "record_changed", &clinic.diary).await, 0);
    assert_eq!(leaves(server, "change_refused", &clinic.diary).await, 3);
    let socket = open(server, Door::Bearer(&clinic.own.access)).await.unwrap();
    let mut client = Client::new(socket, "bad", &clinic.diary, None).await;
    let carried = Carried { route: client.route(), doc: client.id, data: vec![0x44, 1] };
    tell(&mut client.socket, &Message::Sync(carried)).await;
    assert_eq!(over(client.hear().await), "malformed");
}

async fn a_reader_brings_nothing(server: &Server) {
    let clinic = clinic(server).await;
    let socket = open(server, Door::Bearer(&clinic.own.access)).await.unwrap();
    let mut client = Client::new(socket, "r", &clinic.chart, None).await;
    client.say().await;
    assert_eq!(client.hear().await, None);
    assert!(!client.doc.heads().is_empty(), "a patient reads the own chart");
    let before = client.doc.heads();
    let evil = vec![Put::Map(vec!["mine".into()])];
    client.doc.edit(client.actor, Nonce::from_bytes([1; 16]), &evil).unwrap();
    client.say().await;
    // Messages are answered in order: once this one is, the other has been heard.
    let nothing = Carried {
        doc: DocId::from_bytes([9; 16]),
        data: vec![0x42, 0, 0, 0, 0],
        route: client.route(),
    };
    tell(&mut client.socket, &Message::Request(nothing)).await;
    while !matches!(hear(&mut client.socket).await, Some(Message::Unavailable { .. })) {}
    assert_eq!(leaves(server, "change_refused", &clinic.chart).await, 0, "it was not even read");
    let mut tx = server.running.app.store.read().await.unwrap();
    let row = store::document::find(&mut tx, client.id).await.unwrap().unwrap();
    assert_eq!(row.heads, before);
}

async fn a_silent_conversation_keeps_34_bytes(server: &Server) {
    let clinic = clinic(server).await;
    let app = &server.running.app;
    let caller = auth::session::authenticate(app, &clinic.own.access).await.unwrap();
    let who = Who { state: app, caller: &caller, storage: Some("store-a") };
    let doc: DocId = serde_json::from_value(clinic.diary.clone()).unwrap();
    let (mut talks, mut client) = (Talks::default(), Dialogue::new(false));
    let mut copy = Doc::load(&[]).unwrap();
    let route = Route { sender: "a".into(), target: String::new() };
    while let Some(data) = client.say(&copy).unwrap() {
        let carried = Carried { route: route.clone(), doc, data };
        let Reply::Say(down) = talks.hear(&who, carried).await.unwrap() else { break };
        let said = Said::read(&down, &Limits::SERVER, false).unwrap();
        let changes = said.changes().iter().cloned();
        let changes: Vec<_> = changes.map(|c| Guarded::new(c, &Limits::SERVER).unwrap()).collect();
        copy.apply(&changes).unwrap();
        client.hear(&copy, said).unwrap();
    }
    assert_eq!(talks.awake(), 1);
    server.wait_ms(29_999);
    talks.rest(&who, false).await.unwrap();
    assert_eq!(talks.awake(), 1);
    server.wait_ms(1);
    talks.rest(&who, false).await.unwrap();
    assert_eq!((talks.awake(), talks.has(doc)), (0, true));
    let mut tx = app.store.read().await.unwrap();
    let key = (caller.user, "store-a", doc);
    let kept = store::interop::find_state(&mut tx, key).await.unwrap().unwrap();
    assert_eq!(kept.len(), 34);
    assert_eq!(store::interop::count_states(&mut tx).await.unwrap(), 1);
    drop(tx);
    assert_eq!(talks.news(&who).await.unwrap(), Vec::new(), "nothing is new");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_passed_on_reaches_the_other_client_once_and_comes_back_to_nobody() {
    let server = Server::sqlite().await;
    let clinic = clinic(&server).await;
    let mut clients = Vec::new();
    for me in ["a", "b"] {
        let socket = open(&server, Door::Bearer(&clinic.own.access)).await.unwrap();
        let mut client = Client::new(socket, me, &clinic.diary, None).await;
        client.say().await;
        assert_eq!(client.hear().await, None);
        clients.push(client);
    }
    let [mut a, mut b]: [Client; 2] = clients.try_into().ok().unwrap();
    let said = |sender: &str, target: &str, count| Message::Ephemeral {
        route: Route { sender: sender.into(), target: target.into() },
        doc: a.id,
        count,
        session: "s".into(),
        data: vec![0xa0],
    };
    let (one, two) = (said("a", "", 1), said("a", "", 2));
    let echo = said("a", "", 3);
    let to_b = [said("a", "b", 1), said("a", "b", 2)];
    for message in [&one, &one, &two] {
        tell(&mut a.socket, message).await;
    }
    assert_eq!(b.hear().await.as_ref(), Some(&to_b[0]));
    assert_eq!(b.hear().await.as_ref(), Some(&to_b[1]), "the repeated one was dropped");
    // b echoes it, as the library does; then says something of its own, which is the next that a hears.
    tell(&mut b.socket, &echo).await;
    let own = Message::Ephemeral {
        route: Route { sender: "b".into(), target: String::new() },
        doc: b.id,
        count: 1,
        session: "t".into(),
        data: vec![0xa0],
    };
    tell(&mut b.socket, &own).await;
    let Some(Message::Ephemeral { route, .. }) = a.hear().await else { panic!("nothing") };
    assert_eq!((route.sender.as_str(), route.target.as_str()), ("b", "a"));
    // A second join under a's name takes its place.
    let socket = open(&server, Door::Bearer(&clinic.own.access)).await.unwrap();
    let mut again = Client::new(socket, "a", &clinic.diary, None).await;
    assert_eq!(hear(&mut a.socket).await, None);
    again.say().await;
    assert_eq!(again.hear().await, None);
    server.stop().await;
}
