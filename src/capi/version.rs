//! Which library this is.

use core::ffi::c_char;

use super::boundary::export;

/// The version of the ABI that this header describes. A library with another one is another library: refuse to use it.
pub const WB_ABI_VERSION: u32 = 1;

/// The version of the library as a text that is never freed, such as "0.1.0".
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub extern "C" fn wb_version_string() -> *const c_char {
    export!(or core::ptr::null(), { concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast() })
}

/// The version of the library as a number: major x 1 000 000 + minor x 1 000 + patch. Compare it with
/// WB_VERSION_NUMBER, which is what the program was compiled with.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub extern "C" fn wb_version_number() -> u32 {
    const NUMBER: u32 = number(env!("CARGO_PKG_VERSION_MAJOR")) * 1_000_000
        + number(env!("CARGO_PKG_VERSION_MINOR")) * 1_000
        + number(env!("CARGO_PKG_VERSION_PATCH"));
    export!(or 0, { NUMBER })
}

/// The version of the ABI that the library speaks. It must equal WB_ABI_VERSION.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub extern "C" fn wb_abi_version() -> u32 {
    export!(or 0, { WB_ABI_VERSION })
}

const fn number(digits: &str) -> u32 {
    match u32::from_str_radix(digits, 10) {
        Ok(number) => number,
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_the_version_has_its_place() {
        let number = wb_version_number();
        let text = format!("{}.{}.{}", number / 1_000_000, number / 1_000 % 1_000, number % 1_000);
        assert_eq!(text, env!("CARGO_PKG_VERSION"));
    }
}
