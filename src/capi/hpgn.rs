//! HPgn: the first hash of the Dutch number service, for who must talk to it.

use core::ffi::c_char;

use super::boundary::{Failure, bytes, export, read};
use super::error::wb_error;
use super::status::*;

/// What an HPgn costs to make; a version of the service's rules.
#[repr(C)]
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "hpgn"), allow(dead_code, reason = "the header is the same without it"))]
pub enum wb_hpgn_cost {
    /// scrypt with N = 131072, r = 8, p = 4, so 128 MiB: since 26 May 2016.
    WB_HPGN_CURRENT = 1,
    /// N = 16384, r = 8, p = 1: before that. To recognise old values only.
    WB_HPGN_UNTIL_2016 = 2,
}

#[cfg(feature = "hpgn")]
fn created(number: &str, salt: &[u8], cost: i32) -> Result<[u8; 64], Failure> {
    use super::domain::refused;
    use crate::Diagnostic;
    use crate::pseudonym::{Hpgn, HpgnCost, HpgnSalt};
    let cost = match cost {
        cost if cost == wb_hpgn_cost::WB_HPGN_CURRENT as i32 => HpgnCost::Current,
        cost if cost == wb_hpgn_cost::WB_HPGN_UNTIL_2016 as i32 => HpgnCost::Until2016,
        _ => {
            let diagnostic = Diagnostic::new("unknown-value", "the argument `cost` is none of its values");
            return Err(Failure::new(WB_STATUS_UNKNOWN_VALUE, diagnostic.expecting("a WB_HPGN_ value")));
        }
    };
    let salt = HpgnSalt::from_bytes(salt).map_err(super::keys::refused)?;
    let text = Hpgn::of(number, &salt, cost).map_err(refused)?.to_string();
    // 32 bytes as hexadecimal digits: always 64.
    Ok(text.as_bytes().first_chunk().copied().unwrap_or([0; 64]))
}

#[cfg(not(feature = "hpgn"))]
fn created(_: &str, _: &[u8], _: i32) -> Result<[u8; 64], Failure> {
    let diagnostic = crate::Diagnostic::new("not-built", "this library was built without HPgn");
    Err(Failure::new(WB_STATUS_NOT_BUILT, diagnostic.helping("build it with the feature `hpgn`")))
}

/// Writes the 64 hexadecimal digits of the HPgn of a number, or of a teacher's BRIN, space and e-mail address, under the
/// salt of an environment (16 to 64 bytes, decoded). cost is one of the WB_HPGN_ values. It costs over a second and
/// 128 MiB. It is no pseudonym, since all suppliers share the salt: do not store it as one. WB_STATUS_NOT_BUILT where the
/// library was built without it.
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_hpgn(
    number: *const c_char,
    number_len: usize,
    salt: *const c_char,
    salt_len: usize,
    cost: i32,
    hpgn: *mut c_char,
    hpgn_capacity: usize,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [], {
        // SAFETY: as the header asks.
        let hpgn = unsafe { bytes::<64>(hpgn, hpgn_capacity, "hpgn")? };
        // SAFETY: as the header asks.
        let (number, salt) = unsafe { (read!(text(number, number_len))?, read!(raw(salt, salt_len))?) };
        hpgn.put(&created(number, salt, cost)?);
        Ok(())
    })
}
