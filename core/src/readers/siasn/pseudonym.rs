//! Pseudonyms of employee numbers: the same for the same number and key, and nobody without the
//! key can tell the number, not even by trying all of them.

use std::fmt;

use hmac::{Hmac, Mac as _};
use sha2::Sha256;

use crate::readers::ReaderError;

/// The key of pseudonyms. Whoever holds it can tell whether a number belongs to a pseudonym, so it
/// stays with the office, like the list itself. It is never shown.
///
/// ```
/// use mahir::readers::siasn::PseudonymKey;
///
/// let key = PseudonymKey::new(b"thirty-two bytes drawn by chance").unwrap();
/// assert_eq!(key.pseudonym("198001012006041001").len(), 21);
/// assert!(PseudonymKey::new(b"secret").is_err());
/// ```
#[derive(Clone)]
pub struct PseudonymKey(Box<[u8]>);

impl PseudonymKey {
    /// The fewest bytes of a key: 128 bits.
    pub const LEAST: usize = 16;

    /// A key from its bytes. They should come from chance (such as `openssl rand -hex 32`), not
    /// from a head.
    ///
    /// # Errors
    /// [`ReaderError::WeakKey`] if there are fewer than [`PseudonymKey::LEAST`].
    pub fn new(bytes: &[u8]) -> Result<Self, ReaderError> {
        if bytes.len() < Self::LEAST {
            return Err(ReaderError::WeakKey {
                length: bytes.len(),
                least: Self::LEAST,
            });
        }
        Ok(Self(bytes.into()))
    }

    /// The pseudonym of a number: `P` and the first twenty hexadecimal digits (80 bits) of its
    /// HMAC-SHA-256 (RFC 2104). Among five million people the chance of two with one pseudonym is
    /// about one in 10¹¹.
    pub fn pseudonym(&self, number: &str) -> String {
        // HMAC takes a key of any length, so this is never left empty.
        let Ok(mut hash) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        hash.update(number.as_bytes());
        let digest = hash.finalize().into_bytes();
        let mut pseudonym = String::with_capacity(21);
        pseudonym.push('P');
        for byte in digest.iter().take(10) {
            pseudonym.push_str(&format!("{byte:02x}"));
        }
        pseudonym
    }
}

impl fmt::Debug for PseudonymKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PseudonymKey(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test case 6 of RFC 4231 (a key longer than a block): HMAC-SHA-256 begins 60e431591ee0b67f0d8a.
    #[test]
    fn the_hash_is_that_of_rfc_4231() {
        let key = PseudonymKey::new(&[0xaa; 131]).unwrap();
        let text = "Test Using Larger Than Block-Size Key - Hash Key First";
        assert_eq!(key.pseudonym(text), "P60e431591ee0b67f0d8a");
    }

    #[test]
    fn a_key_is_long_and_never_shown() {
        assert!(PseudonymKey::new(b"fifteen bytes..").is_err());
        let key = PseudonymKey::new(b"sixteen bytes...").unwrap();
        assert_eq!(format!("{key:?}"), "PseudonymKey(hidden)");
    }
}
