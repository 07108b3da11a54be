//! From a map of anything to a message. The caller has bounded depth and refused indefinite lengths.
use super::{Carried, Message, Metadata, Route, StoreHeads, VERSION, float::whole, id, limit};
use minicbor::{
    Decode, Decoder,
    data::Type,
    decode::{self, Error},
};
use satchel_model::id::DocId;
use std::collections::BTreeMap;

type Read<T> = Result<T, Error>;

/// The fields that any message may have.
#[derive(Default)]
struct Fields<'b> {
    kind: Option<&'b str>,
    sender: Option<String>,
    target: Option<String>,
    doc: Option<DocId>,
    data: Option<&'b [u8]>,
    count: Option<u64>,
    session: Option<String>,
    metadata: Option<Metadata>,
    versions: Option<Vec<String>>,
    version: Option<String>,
    message: Option<String>,
    add: Option<Vec<String>>,
    remove: Option<Vec<String>>,
    heads: Option<BTreeMap<String, StoreHeads>>,
}

impl<'b, C> Decode<'b, C> for Message {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Read<Self> {
        let mut fields = Fields::default();
        pairs(d, |d, key| field(d, key, &mut fields))?;
        message(fields)
    }
}

/// Walks a map; keys that are no text are stepped over with their values.
fn pairs<'b>(
    d: &mut Decoder<'b>,
    mut each: impl FnMut(&mut Decoder<'b>, &'b str) -> Read<()>,
) -> Read<()> {
    let n = d.map()?.ok_or_else(|| Error::message("indefinite map"))?;
    for _ in 0..n {
        if d.datatype()? == Type::String {
            let key = d.str()?;
            each(d, key)?;
        } else {
            d.skip()?;
            d.skip()?;
        }
    }
    Ok(())
}

fn field<'b>(d: &mut Decoder<'b>, key: &str, fields: &mut Fields<'b>) -> Read<()> {
    match key {
        "type" => fields.kind = Some(d.str()?),
        "senderId" => fields.sender = text(d, limit::PEER_MAX)?,
        "targetId" => fields.target = text(d, limit::PEER_MAX)?,
        "documentId" => fields.doc = document(d)?,
        "data" => fields.data = bytes(d)?,
        "count" => fields.count = number(d)?,
        "sessionId" => fields.session = text(d, limit::STORAGE_MAX)?,
        // Older clients say `metadata`.
        "peerMetadata" | "metadata" => fields.metadata = metadata(d)?,
        "supportedProtocolVersions" => fields.versions = list(d)?,
        "selectedProtocolVersion" => fields.version = text(d, limit::STORAGE_MAX)?,
        "message" => fields.message = text(d, limit::TEXT_MAX)?,
        "add" => fields.add = list(d)?,
        "remove" => fields.remove = list(d)?,
        "newHeads" => fields.heads = heads(d)?,
        _ => d.skip()?,
    }
    Ok(())
}

fn missing(what: &'static str) -> Error {
    Error::message(what)
}

fn message(f: Fields<'_>) -> Read<Message> {
    let kind = f.kind.ok_or_else(|| missing("type"))?;
    if kind == "error" {
        let message = f.message.unwrap_or_default();
        return Ok(Message::Error { message, sender: f.sender, target: f.target });
    }
    let sender = f.sender.filter(|s| !s.is_empty()).ok_or_else(|| missing("senderId"))?;
    let doc = f.doc.ok_or_else(|| missing("documentId"));
    let data = f.data.filter(|d| !d.is_empty()).map(<[u8]>::to_vec).ok_or_else(|| missing("data"));
    let route = Route { sender, target: f.target.unwrap_or_default() };
    Ok(match kind {
        "join" => Message::Join {
            sender: route.sender,
            metadata: f.metadata.unwrap_or_default(),
            versions: f.versions.unwrap_or_else(|| vec![VERSION.to_owned()]),
        },
        "peer" => Message::Peer {
            route,
            metadata: f.metadata.unwrap_or_default(),
            version: f.version.unwrap_or_else(|| VERSION.to_owned()),
        },
        "request" => Message::Request(Carried { route, doc: doc?, data: data? }),
        "sync" => Message::Sync(Carried { route, doc: doc?, data: data? }),
        "doc-unavailable" => Message::Unavailable { route, doc: doc? },
        "ephemeral" => Message::Ephemeral {
            route,
            doc: doc?,
            count: f.count.ok_or_else(|| missing("count"))?,
            session: f.session.ok_or_else(|| missing("sessionId"))?,
            data: data?,
        },
        "leave" => Message::Leave { sender: route.sender },
        "remote-subscription-change" => Message::RemoteSubscription {
            route,
            add: f.add.unwrap_or_default(),
            remove: f.remove.unwrap_or_default(),
        },
        "remote-heads-changed" => {
            Message::RemoteHeads { route, doc: doc?, heads: f.heads.unwrap_or_default() }
        }
        _ => return Err(Error::message("an unknown type")),
    })
}

/// Whether the next value says that there is none; it is then behind us.
fn absent(d: &mut Decoder<'_>) -> Read<bool> {
    let is = matches!(d.datatype()?, Type::Null | Type::Undefined);
    if is {
        d.skip()?;
    }
    Ok(is)
}

fn text(d: &mut Decoder<'_>, max: usize) -> Read<Option<String>> {
    if absent(d)? {
        return Ok(None);
    }
    let text = d.str()?;
    if text.len() > max {
        Err(Error::message("a text is too long"))
    } else {
        Ok(Some(text.to_owned()))
    }
}

/// Bytes, marked as such or not.
fn bytes<'b>(d: &mut Decoder<'b>) -> Read<Option<&'b [u8]>> {
    if absent(d)? {
        return Ok(None);
    }
    if d.datatype()? == Type::Tag {
        d.tag()?;
    }
    d.bytes().map(Some)
}

fn number(d: &mut Decoder<'_>) -> Read<Option<u64>> {
    if absent(d)? {
        return Ok(None);
    }
    if !matches!(d.datatype()?, Type::F32 | Type::F64) {
        return d.u64().map(Some);
    }
    whole(d.f64()?).map(Some).ok_or_else(|| Error::message("not a whole number"))
}

/// A document by its text or its bytes; one that cannot be is `None`, and so missing where it is needed.
fn document(d: &mut Decoder<'_>) -> Read<Option<DocId>> {
    if absent(d)? {
        return Ok(None);
    }
    if d.datatype()? == Type::String {
        return Ok(id::parse(d.str()?));
    }
    let bytes = bytes(d)?.unwrap_or_default();
    Ok(bytes.try_into().ok().map(DocId::from_bytes))
}

fn list(d: &mut Decoder<'_>) -> Read<Option<Vec<String>>> {
    if absent(d)? {
        return Ok(None);
    }
    let n = d.array()?.ok_or_else(|| Error::message("indefinite list"))?;
    if usize::try_from(n).map_or(true, |n| n > limit::LIST_MAX) {
        return Err(Error::message("a list is too long"));
    }
    (0..n)
        .map(|_| text(d, limit::STORAGE_MAX)?.ok_or_else(|| missing("text")))
        .collect::<Read<_>>()
        .map(Some)
}

fn metadata(d: &mut Decoder<'_>) -> Read<Option<Metadata>> {
    if absent(d)? {
        return Ok(None);
    }
    let mut out = Metadata::default();
    pairs(d, |d, key| {
        match key {
            "storageId" => out.storage = text(d, limit::STORAGE_MAX)?,
            "isEphemeral" => out.ephemeral = !absent(d)? && d.bool()?,
            _ => d.skip()?,
        }
        Ok(())
    })?;
    Ok(Some(out))
}

fn heads(d: &mut Decoder<'_>) -> Read<Option<BTreeMap<String, StoreHeads>>> {
    if absent(d)? {
        return Ok(None);
    }
    let mut out = BTreeMap::new();
    pairs(d, |d, store| {
        if out.len() >= limit::LIST_MAX || store.len() > limit::STORAGE_MAX {
            return Err(decode::Error::message("too many heads"));
        }
        let mut told = StoreHeads { heads: Vec::new(), timestamp: 0 };
        pairs(d, |d, key| {
            match key {
                "heads" => told.heads = list(d)?.unwrap_or_default(),
                "timestamp" => told.timestamp = number(d)?.unwrap_or_default(),
                _ => d.skip()?,
            }
            Ok(())
        })?;
        out.insert(store.to_owned(), told);
        Ok(())
    })?;
    Ok(Some(out))
}
