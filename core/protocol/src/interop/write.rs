//! From a message to its map: definite lengths, shortest forms, absent fields left out.
use super::{Carried, Message, Metadata, Route, id};
use minicbor::{
    Encode, Encoder,
    encode::{Error, Write},
};
use satchel_model::id::DocId;

type Wrote<W> = Result<(), Error<<W as Write>::Error>>;

fn pair<W: Write>(e: &mut Encoder<W>, key: &str, value: &str) -> Wrote<W> {
    e.str(key)?.str(value)?;
    Ok(())
}

fn routed<W: Write>(e: &mut Encoder<W>, route: &Route) -> Wrote<W> {
    pair(e, "senderId", &route.sender)?;
    pair(e, "targetId", &route.target)
}

fn about<W: Write>(e: &mut Encoder<W>, doc: DocId) -> Wrote<W> {
    pair(e, "documentId", &id::text(doc))
}

fn bytes<W: Write>(e: &mut Encoder<W>, data: &[u8]) -> Wrote<W> {
    e.str("data")?.bytes(data)?;
    Ok(())
}

fn metadata<W: Write>(e: &mut Encoder<W>, metadata: &Metadata) -> Wrote<W> {
    e.str("peerMetadata")?.map(if metadata.storage.is_some() { 2 } else { 1 })?;
    if let Some(storage) = &metadata.storage {
        pair(e, "storageId", storage)?;
    }
    e.str("isEphemeral")?.bool(metadata.ephemeral)?;
    Ok(())
}

fn list<W: Write>(e: &mut Encoder<W>, key: &str, texts: &[String]) -> Wrote<W> {
    e.str(key)?.array(u64::try_from(texts.len()).unwrap_or(0))?;
    for text in texts {
        e.str(text)?;
    }
    Ok(())
}

fn carried<W: Write>(e: &mut Encoder<W>, kind: &str, carried: &Carried) -> Wrote<W> {
    e.map(5)?;
    pair(e, "type", kind)?;
    routed(e, &carried.route)?;
    about(e, carried.doc)?;
    bytes(e, &carried.data)
}

impl<C> Encode<C> for Message {
    fn encode<W: Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Wrote<W> {
        match self {
            Self::Join { sender, metadata: about, versions } => {
                e.map(4)?;
                pair(e, "type", "join")?;
                pair(e, "senderId", sender)?;
                metadata(e, about)?;
                list(e, "supportedProtocolVersions", versions)
            }
            Self::Peer { route, metadata: about, version } => {
                e.map(5)?;
                pair(e, "type", "peer")?;
                routed(e, route)?;
                metadata(e, about)?;
                pair(e, "selectedProtocolVersion", version)
            }
            Self::Request(what) => carried(e, "request", what),
            Self::Sync(what) => carried(e, "sync", what),
            Self::Unavailable { route, doc } => {
                e.map(4)?;
                pair(e, "type", "doc-unavailable")?;
                routed(e, route)?;
                about(e, *doc)
            }
            Self::Ephemeral { route, doc, count, session, data } => {
                e.map(7)?;
                pair(e, "type", "ephemeral")?;
                routed(e, route)?;
                about(e, *doc)?;
                e.str("count")?.u64(*count)?;
                pair(e, "sessionId", session)?;
                bytes(e, data)
            }
            Self::Error { message, sender, target } => {
                let named = [("senderId", sender), ("targetId", target)];
                let mut named = named.iter().filter_map(|(key, name)| Some((*key, name.as_ref()?)));
                e.map(u64::try_from(named.clone().count()).unwrap_or(0).saturating_add(2))?;
                pair(e, "type", "error")?;
                pair(e, "message", message)?;
                named.try_for_each(|(key, name)| pair(e, key, name))
            }
            Self::Leave { sender } => {
                e.map(2)?;
                pair(e, "type", "leave")?;
                pair(e, "senderId", sender)
            }
            Self::RemoteSubscription { route, add, remove } => {
                e.map(5)?;
                pair(e, "type", "remote-subscription-change")?;
                routed(e, route)?;
                list(e, "add", add)?;
                list(e, "remove", remove)
            }
            Self::RemoteHeads { route, doc, heads } => {
                e.map(5)?;
                pair(e, "type", "remote-heads-changed")?;
                routed(e, route)?;
                about(e, *doc)?;
                e.str("newHeads")?.map(u64::try_from(heads.len()).unwrap_or(0))?;
                for (store, told) in heads {
                    e.str(store)?.map(2)?;
                    list(e, "heads", &told.heads)?;
                    e.str("timestamp")?.u64(told.timestamp)?;
                }
                Ok(())
            }
        }
    }
}
