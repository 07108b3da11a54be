//! Passwords: the rule for new ones, and a hasher that can neither be flooded nor used to find out who exists.
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use satchel_model::entropy::Entropy;
use satchel_protocol::problem::{ErrorCode, Problem};
use satchel_vault::{
    password_hash::{self, Verdict},
    secret::{Key32, Password},
};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// Longest password in characters; the hasher reads all of it.
pub const LENGTH_MAX: usize = 256;
/// Characters whose strength is estimated.
const ESTIMATED_MAX: usize = 48;
/// Longest password in bytes that is looked at at all.
const BYTES_MAX: usize = 4 * LENGTH_MAX;

/// Refuses a password that is too short, too long or easy to guess.
///
/// Any Unicode counts, nothing is trimmed, no kinds of characters are demanded (NIST SP 800-63B-4, section 3.1.1.2).
/// `context` are words that make a bad password for this person: clinic, sign-in name, own name.
/// # Errors
/// `weak_password` with `reason` = `too_short`, `too_long` or `guessable`, and `min` where length is the matter.
pub fn check(password: &Password, length_min: usize, context: &[&str]) -> Result<(), Problem> {
    let weak = |reason: &str| Problem::new(ErrorCode::WeakPassword).with("reason", reason);
    let chars = password.chars();
    if chars < length_min {
        return Err(weak("too_short").with("min", length_min));
    }
    if chars > LENGTH_MAX {
        return Err(weak("too_long").with("max", LENGTH_MAX));
    }
    let words: Vec<&str> = context
        .iter()
        .flat_map(|text| text.split_whitespace().chain([*text]))
        .chain(["satchel", "clinic"])
        .collect();
    // The estimate's cost grows much faster than the text: 256 characters take a second and more. A beginning that is
    // hard to guess makes the whole hard to guess.
    let begin: Zeroizing<String> =
        Zeroizing::new(password.expose().chars().take(ESTIMATED_MAX).collect());
    if zxcvbn::zxcvbn(&begin, &words).score() < zxcvbn::Score::Three {
        return Err(weak("guessable"));
    }
    Ok(())
}

/// Hashes and compares passwords, as many at a time as there are cores, with a bounded queue.
pub struct Hashing {
    slots: Arc<Semaphore>,
    cores: usize,
    waiting: AtomicUsize,
    queue: usize,
    pepper: Arc<Key32>,
    entropy: Arc<dyn Entropy>,
}

/// Counts one waiting caller for as long as it lives.
struct Place<'a>(&'a AtomicUsize);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Hashing {
    /// A hasher of `cores` slots and a queue of `queue`.
    #[must_use]
    pub fn new(cores: usize, queue: usize, pepper: &Key32, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            slots: Arc::new(Semaphore::new(cores.max(1))),
            cores: cores.max(1),
            waiting: AtomicUsize::new(0),
            queue,
            pepper: Arc::new(Key32::from_bytes(*pepper.expose())),
            entropy,
        }
    }

    /// The stored form of `password`, after the rule for new ones held.
    /// # Errors
    /// `weak_password`, or `overloaded` with the wait.
    pub async fn create(
        &self,
        password: Password,
        length_min: usize,
        context: Vec<String>,
    ) -> Result<String, Problem> {
        let (pepper, entropy) = (Arc::clone(&self.pepper), Arc::clone(&self.entropy));
        self.run(move || {
            let words: Vec<&str> = context.iter().map(String::as_str).collect();
            check(&password, length_min, &words)?;
            password_hash::hash(&password, &pepper, &*entropy)
                .map_err(|_| Problem::new(ErrorCode::Overloaded).after(5))
        })
        .await?
    }

    /// Compares `password` with the stored form; no stored form costs the same and is simply wrong.
    /// # Errors
    /// `overloaded` with the wait.
    pub async fn verify(
        &self,
        password: Password,
        stored: Option<String>,
    ) -> Result<Verdict, Problem> {
        let pepper = Arc::clone(&self.pepper);
        self.run(move || match stored {
            Some(stored) => password_hash::verify(&password, &pepper, &stored),
            None => password_hash::dummy(&password, &pepper),
        })
        .await
    }

    /// The stored form anew, where the cost parameters have risen.
    /// # Errors
    /// `overloaded` with the wait.
    pub async fn rehash(&self, password: Password) -> Result<String, Problem> {
        let (pepper, entropy) = (Arc::clone(&self.pepper), Arc::clone(&self.entropy));
        self.run(move || password_hash::hash(&password, &pepper, &*entropy))
            .await?
            .map_err(|_| Problem::new(ErrorCode::Overloaded).after(5))
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let before = self.waiting.fetch_add(1, Ordering::SeqCst);
        let place = Place(&self.waiting);
        if before >= self.queue.saturating_add(self.cores) {
            // One hash takes about 50 ms of a core: the queue is empty again after this many seconds.
            let seconds = self.queue.saturating_mul(50).div_ceil(self.cores * 1_000);
            let seconds = u32::try_from(seconds).unwrap_or(60).clamp(1, 60);
            return Err(Problem::new(ErrorCode::Overloaded).after(seconds));
        }
        let slots = Arc::clone(&self.slots);
        let slot = slots.acquire_owned().await.map_err(|_| ErrorCode::Overloaded)?;
        let done = tokio::task::spawn_blocking(move || {
            let out = work();
            drop(slot);
            out
        });
        let done = done.await.map_err(|_| ErrorCode::Internal)?;
        drop(place);
        Ok(done)
    }
}

/// Refuses texts so long that not even their length is counted.
/// # Errors
/// `weak_password` with `reason` = `too_long`.
pub fn take(text: String) -> Result<Password, Problem> {
    if text.len() > BYTES_MAX {
        let problem = Problem::new(ErrorCode::WeakPassword).with("reason", "too_long");
        return Err(problem.with("max", LENGTH_MAX));
    }
    Ok(Password::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::entropy::SeededEntropy;

    fn reason(text: &str, context: &[&str]) -> Option<String> {
        let problem = check(&Password::from(text), 15, context).err()?;
        assert_eq!(problem.code, ErrorCode::WeakPassword);
        Some(problem.args["reason"].as_str().unwrap().to_owned())
    }

    #[test]
    fn length_is_counted_in_characters_at_both_ends() {
        assert_eq!(reason("", &[]).as_deref(), Some("too_short"));
        assert_eq!(reason("žlutý-kůň-pije", &[]).as_deref(), Some("too_short"));
        assert_eq!(reason("žlutý-kůň-pijeX", &[]), None);
        let varied: String = ('a'..='z').chain('0'..='9').cycle().step_by(7).take(256).collect();
        assert_eq!(reason(&varied, &[]), None);
        assert_eq!(reason(&format!("{varied}x"), &[]).as_deref(), Some("too_long"));
    }

    #[test]
    fn long_but_easy_is_refused() {
        assert_eq!(reason("passwordpassword", &[]).as_deref(), Some("guessable"));
        assert_eq!(reason("aaaaaaaaaaaaaaaaaaaa", &[]).as_deref(), Some("guessable"));
        let own = "Riverside Family Practice";
        assert_eq!(reason("riversidepractice", &[own]).as_deref(), Some("guessable"));
    }

    #[test]
    fn a_monstrous_text_is_not_even_counted() {
        assert!(take("x".repeat(1_024)).is_ok());
        assert_eq!(take("x".repeat(1_025)).err().map(|p| p.code), Some(ErrorCode::WeakPassword));
    }

    fn hashing(cores: usize, queue: usize) -> Hashing {
        let entropy = Arc::new(SeededEntropy::new(1));
        Hashing::new(cores, queue, &Key32::from_bytes([1; 32]), entropy)
    }

    #[tokio::test]
    async fn a_password_is_made_and_known_again() {
        let hashing = hashing(1, 1);
        let made = hashing.create(Password::from("plum kettle orbit 42"), 15, Vec::new()).await;
        let stored = made.unwrap();
        let right = hashing.verify(Password::from("plum kettle orbit 42"), Some(stored.clone()));
        assert_eq!(right.await.unwrap(), Verdict::Right { rehash: false });
        let wrong = hashing.verify(Password::from("plum kettle orbit 43"), Some(stored));
        assert_eq!(wrong.await.unwrap(), Verdict::Wrong);
        let nobody = hashing.verify(Password::from("plum kettle orbit 42"), None);
        assert_eq!(nobody.await.unwrap(), Verdict::Wrong);
        let weak = hashing.create(Password::from("short"), 15, Vec::new()).await;
        assert_eq!(weak.unwrap_err().code, ErrorCode::WeakPassword);
        assert!(hashing.rehash(Password::from("x")).await.unwrap().starts_with("$argon2id$"));
    }

    #[tokio::test]
    async fn beyond_slots_and_queue_the_answer_is_to_come_back() {
        let hashing = Arc::new(hashing(1, 1));
        let (open, gate) = std::sync::mpsc::channel::<()>();
        let (first, second) = (Arc::clone(&hashing), Arc::clone(&hashing));
        let running = first.run(move || gate.recv().is_err());
        let waiting = second.run(|| true);
        tokio::pin!(running, waiting);
        assert!(futures_util::poll!(&mut running).is_pending());
        assert!(futures_util::poll!(&mut waiting).is_pending());
        let refused = hashing.run(|| ()).await.unwrap_err();
        assert_eq!((refused.code, refused.retry_after_s), (ErrorCode::Overloaded, Some(1)));
        drop(open);
        assert!(running.await.unwrap() && waiting.await.unwrap());
        assert!(hashing.run(|| true).await.unwrap());
    }
}
