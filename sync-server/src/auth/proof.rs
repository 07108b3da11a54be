//! Proof that a device's key is at hand when a secret is used: a stolen token alone opens nothing.
use satchel_model::{id::PublicKey, time::Timestamp};
use satchel_protocol::{
    api::DeviceProof,
    limit::HELLO_PROOF_MS,
    problem::{ErrorCode, Problem},
};
use satchel_vault::sign::{self, Namespace};

/// Checks a proof over `method_path` and `secret` (the password or token in the body) by the key `public`.
/// # Errors
/// `bad_proof` for a wrong signature; `clock_wrong` with the server's time where the proof's time is off by more than a
/// minute, so that the device can mend its clock and try again.
pub fn check(
    proof: &DeviceProof,
    public: &PublicKey,
    method_path: &str,
    secret: &[u8],
    now: Timestamp,
) -> Result<(), Problem> {
    let digest = DeviceProof::digest(method_path, secret, proof.at);
    sign::verify(Namespace::PROOF, public, &digest, &proof.sig)
        .map_err(|_| Problem::new(ErrorCode::BadProof))?;
    if now.since(proof.at).abs() > HELLO_PROOF_MS {
        let problem = Problem::new(ErrorCode::ClockWrong).with("server_time", now.millis());
        return Err(problem.with("device_time", proof.at.millis()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::id::DeviceId;
    use satchel_vault::{secret::Key32, sign::SigningKey};

    fn signed(at: i64) -> (DeviceProof, PublicKey) {
        let key = SigningKey::from_seed(&Key32::from_bytes([3; 32])).unwrap();
        let at = Timestamp::from_millis(at);
        let digest = DeviceProof::digest("POST /x", b"secret", at);
        let sig = key.sign(Namespace::PROOF, &digest);
        (DeviceProof { device: DeviceId::from_bytes([1; 16]), at, sig }, key.public())
    }

    fn code(now: i64, route: &str, secret: &[u8]) -> Option<ErrorCode> {
        let (proof, public) = signed(1_000_000);
        let now = Timestamp::from_millis(now);
        check(&proof, &public, route, secret, now).err().map(|p| p.code)
    }

    #[test]
    fn a_proof_holds_for_its_route_secret_key_and_minute_alone() {
        assert_eq!(code(1_000_000, "POST /x", b"secret"), None);
        assert_eq!(code(1_000_000, "POST /y", b"secret"), Some(ErrorCode::BadProof));
        assert_eq!(code(1_000_000, "POST /x", b"other"), Some(ErrorCode::BadProof));
        for (now, bad) in [(940_000, false), (939_999, true), (1_060_000, false), (1_060_001, true)]
        {
            let want = bad.then_some(ErrorCode::ClockWrong);
            assert_eq!(code(now, "POST /x", b"secret"), want, "{now}");
        }
    }
}
