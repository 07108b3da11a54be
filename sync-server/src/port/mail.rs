//! The door to a mail server. Mail is not private: what goes out says that there is news, never what.
use futures_util::future::BoxFuture;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp,
};
use satchel_model::time::Timestamp;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, UNIX_EPOCH},
};

use crate::config::Secret;

/// Longest wait for the mail server.
const TIMEOUT: Duration = Duration::from_secs(20);

/// One e-mail, in both of its forms.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// Whom it goes to.
    pub to: String,
    /// Stable for one notice, so that a receiver can tell a repeat.
    pub id: String,
    /// When it was made.
    pub at: Timestamp,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Why a mail did not go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailError {
    /// Worth another try: the server is away, busy, or says so.
    Later(&'static str),
    /// No further try can help: the address or the message is refused.
    Never(&'static str),
}

/// The door.
pub trait Mailer: Send + Sync {
    /// Hands a mail to the mail server; done means that it took it, not that somebody read it.
    fn send(&self, mail: Mail) -> BoxFuture<'_, Result<(), MailError>>;
}

/// A real mail server over SMTP.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a mail server cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SmtpError {
    /// The address of the mail server.
    #[error("mail.smtp_url: {0}")]
    Url(#[from] smtp::Error),
    /// The address mail comes from.
    #[error("mail.from: {0}")]
    From(#[from] lettre::address::AddressError),
}

impl Smtp {
    /// The mail server at `url` (`smtps://`, or `smtp://` with `?tls=required` beyond this machine), writing as `from`.
    ///
    /// # Errors
    /// [`SmtpError`] naming the setting.
    pub fn new(url: &Secret, from: &str) -> Result<Self, SmtpError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose())?
            .timeout(Some(TIMEOUT))
            .build();
        Ok(Self { transport, from: from.parse()? })
    }

    fn message(&self, mail: Mail) -> Result<Message, MailError> {
        let to: Mailbox = mail.to.parse().map_err(|_| MailError::Never("address"))?;
        let ms = u64::try_from(mail.at.millis()).unwrap_or_default();
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject)
            .date(UNIX_EPOCH + Duration::from_millis(ms))
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .multipart(MultiPart::alternative_plain_html(mail.text, mail.html))
            .map_err(|_| MailError::Never("message"))
    }
}

impl Mailer for Smtp {
    fn send(&self, mail: Mail) -> BoxFuture<'_, Result<(), MailError>> {
        Box::pin(async move {
            let message = self.message(mail)?;
            match self.transport.send(message).await {
                Ok(_) => Ok(()),
                Err(error) if error.is_permanent() => Err(MailError::Never("refused")),
                Err(error) if error.is_timeout() => Err(MailError::Later("timeout")),
                Err(error) if error.is_transient() => Err(MailError::Later("busy")),
                Err(_) => Err(MailError::Later("unreachable")),
            }
        })
    }
}

/// A mail server in memory, for tests: keeps what it was given, or answers what it was told to.
#[derive(Clone, Default)]
pub struct Kept(Arc<Mutex<KeptMails>>);

#[derive(Default)]
struct KeptMails {
    mails: Vec<Mail>,
    answer: Option<MailError>,
}

impl Kept {
    /// The mails taken so far.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).mails.clone()
    }

    /// From now on answers this.
    pub fn answer(&self, answer: Option<MailError>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).answer = answer;
    }
}

impl Mailer for Kept {
    fn send(&self, mail: Mail) -> BoxFuture<'_, Result<(), MailError>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = kept.answer.map_or(Ok(()), Err);
        if answer.is_ok() {
            kept.mails.push(mail);
        }
        drop(kept);
        Box::pin(std::future::ready(answer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp(url: &str, from: &str) -> Result<Smtp, SmtpError> {
        Smtp::new(&Secret::new(url.to_owned()), from)
    }

    fn mail(to: &str) -> Mail {
        Mail {
            to: to.to_owned(),
            id: "0198".to_owned(),
            at: Timestamp::from_millis(1_760_000_000_000),
            subject: "جديد".to_owned(),
            text: "text".to_owned(),
            html: "<p>text</p>".to_owned(),
        }
    }

    #[tokio::test]
    async fn a_wrong_setting_is_named() {
        let said = |url, from| smtp(url, from).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(said("ftp://x", "a@b.example").starts_with("mail.smtp_url"));
        assert!(said("smtp://127.0.0.1:1", "nobody").starts_with("mail.from"));
        assert_eq!(said("smtp://127.0.0.1:1", "Clinic <a@b.example>"), "");
    }

    #[tokio::test]
    async fn a_message_has_both_parts_a_stable_id_and_a_time_of_its_own() {
        let smtp = smtp("smtp://127.0.0.1:1", "Clinic <a@b.example>").unwrap();
        let text =
            String::from_utf8(smtp.message(mail("p@c.example")).unwrap().formatted()).unwrap();
        for part in ["Message-ID: <0198@b.example>", "text/plain", "text/html", "To: p@c.example"] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        assert!(text.contains("Date: Thu, 09 Oct 2025 08:53:20 +0000"), "{text}");
        assert_eq!(smtp.message(mail("no address")).err(), Some(MailError::Never("address")));
        let lines = mail("a@b.example\r\nBcc: c@d.example");
        assert_eq!(smtp.message(lines).err(), Some(MailError::Never("address")));
    }

    #[tokio::test]
    async fn a_server_that_is_away_is_worth_another_try() {
        let smtp = smtp("smtp://127.0.0.1:1", "a@b.example").unwrap();
        assert_eq!(smtp.send(mail("p@c.example")).await, Err(MailError::Later("unreachable")));
    }
}
