//! Reasons as numbers.

use core::ffi::{CStr, c_char};

use super::boundary::{Failure, export, read};
use super::buf::wb_buf;
use super::error::wb_error;
use super::json;
use super::status::*;
use crate::Diagnostic;
use crate::law::ReasonCode;

/// Why: the values of the field reason of an answer. A value is never used again for something else; a newer library
/// may give one that this header does not name, whose code it tells all the same.
#[repr(C)]
#[derive(Clone, Copy)]
#[allow(dead_code, reason = "C reads these names; the table below is what this library reads")]
pub enum wb_reason {
    WB_REASON_NONE = 0,
    WB_REASON_NOTHING_DECLARED = 1,
    WB_REASON_VERSION_APPLIES = 2,
    WB_REASON_BEFORE_POLICY = 3,
    WB_REASON_UNKNOWN_TO_VERSION = 4,
    WB_REASON_RETIRED = 5,
    WB_REASON_UNREADABLE_ENTRY = 6,
    WB_REASON_AGE_FITS = 7,
    WB_REASON_AGE_OUTSIDE = 8,
    WB_REASON_AGE_UNKNOWN = 9,
    WB_REASON_AGE_CONTRADICTORY = 10,
    WB_REASON_BASIS_HOLDS = 11,
    WB_REASON_BASIS_NOT_BEGUN = 12,
    WB_REASON_BASIS_OVER = 13,
    WB_REASON_BASIS_OVER_USE_THROUGH_TERM = 14,
    WB_REASON_BASIS_UNKNOWN = 15,
    WB_REASON_BASIS_CONTRADICTORY = 16,
    WB_REASON_BASIS_NOT_BOUND = 17,
    WB_REASON_CONSENT_GIVEN = 18,
    WB_REASON_CONSENT_GIVER_GONE = 20,
    WB_REASON_CONSENT_NEVER_ASKED = 21,
    WB_REASON_CONSENT_REFUSED = 22,
    WB_REASON_CONSENT_WITHDRAWN = 23,
    WB_REASON_CONSENT_EXPIRED = 24,
    WB_REASON_CONSENT_SUPERSEDED = 25,
    WB_REASON_CONSENT_SUPERSEDED_OVER = 26,
    WB_REASON_CONSENT_CONTESTED = 27,
    WB_REASON_CONSENT_CONTESTED_OVER = 28,
    WB_REASON_CONSENT_INVALID = 29,
    WB_REASON_CONSENT_NO_AUTHORITY = 30,
    WB_REASON_CONSENT_AUTHORITY_UNKNOWN = 31,
    WB_REASON_CONSENT_HALF = 32,
    WB_REASON_CONSENT_NOT_CARRIED_OVER = 33,
    WB_REASON_AGREEMENT_IN_FORCE = 34,
    WB_REASON_AGREEMENT_TRIAL = 35,
    WB_REASON_AGREEMENT_TRIAL_OVER = 36,
    WB_REASON_AGREEMENT_ENDED = 37,
    WB_REASON_AGREEMENT_OVER = 38,
    WB_REASON_AGREEMENT_NEVER = 39,
    WB_REASON_AGREEMENT_UNNEEDED = 40,
    WB_REASON_OPTION_ON = 41,
    WB_REASON_OPTION_OFF = 42,
    WB_REASON_OPTION_OVER = 43,
    WB_REASON_OPTION_NEVER = 44,
    WB_REASON_OPTION_INSEPARABLE = 45,
    WB_REASON_NOT_OBJECTED = 46,
    WB_REASON_OBJECTION_PENDING = 47,
    WB_REASON_OBJECTION_UPHELD = 48,
    WB_REASON_OBJECTION_REJECTED = 49,
    WB_REASON_OBJECTION_TO_MARKETING = 50,
    WB_REASON_NOT_RESTRICTED = 51,
    WB_REASON_RESTRICTED = 52,
    WB_REASON_RESTRICTED_WITH_GROUND = 53,
    WB_REASON_RESTRICTED_WITH_CONSENT = 54,
    WB_REASON_NOT_ERASED = 55,
    WB_REASON_ERASURE_GRANTED = 56,
    WB_REASON_WITHIN_TERM = 57,
    WB_REASON_TERM_OVER = 58,
    WB_REASON_TERM_OPEN = 59,
    WB_REASON_TERM_UNKNOWN = 60,
    WB_REASON_TERM_UNBOUNDED = 61,
    WB_REASON_TERM_NOT_SUPPLIED = 62,
    WB_REASON_MINIMUM_HOLDS = 63,
    WB_REASON_LEGAL_HOLD = 64,
    WB_REASON_HELD_RESTRICTED = 65,
    WB_REASON_HELD_OPEN_REQUEST = 66,
    WB_REASON_HELD_NEEDED = 67,
    WB_REASON_PURPOSE_NOT_FOR_CATEGORY = 68,
    WB_REASON_ROLE_NOT_PERMITTED = 69,
    WB_REASON_ROLE_NEVER = 70,
    WB_REASON_RELATION_MISSING = 71,
    WB_REASON_TOO_IDENTIFIABLE = 72,
    WB_REASON_PRECONDITION_NOT_MET = 73,
    WB_REASON_RECIPIENT_NOT_NAMED = 74,
    WB_REASON_RECIPIENT_MISSING = 75,
    WB_REASON_TRANSFER_NO_TOOL = 76,
    WB_REASON_TRANSFER_CLAIMED = 77,
    WB_REASON_TRANSFER_LAPSED = 78,
    WB_REASON_TRANSFER_COUNTRY_UNKNOWN = 79,
    WB_REASON_ALREADY_ERASED = 80,
    WB_REASON_CREATED_UNKNOWN = 81,
    WB_REASON_CREATED_WITHOUT_CLAIM = 82,
    WB_REASON_CONSENT_UNANSWERED = 83,
    WB_REASON_CONSENT_UNSETTLED = 84,
    WB_REASON_NOT_OPENED = 85,
    WB_REASON_BODY_ERASED = 86,
    WB_REASON_NO_BACKSTOP = 87,
    WB_REASON_CREATED_BEFORE_CLAIM = 101,
    WB_REASON_NEVER_SETTLED = 102,
    WB_REASON_ERASED_YET_CLAIMED = 103,
    WB_REASON_RECORD_UNSETTLED = 104,
    WB_REASON_CONSENT_ASK_ANEW = 130,
    WB_REASON_CONSENT_OVER_WITHDRAWAL = 131,
    WB_REASON_LAWFUL_AS_DECLARED = 140,
    WB_REASON_UNLAWFUL_AS_DECLARED = 141,
    WB_REASON_FINDING_ACCEPTED = 142,
    WB_REASON_LAW_ROW_UNCONFIRMED = 143,
    WB_REASON_TRANSFER_CONDITION_UNSAID = 144,
}

/// Each reason with its number and its code as C reads it. The order of the numbers means nothing: a new reason takes
/// the next one, wherever it stands in the table of reasons.
macro_rules! numbers {
    ($($number:literal, $reason:ident, $code:literal;)+) => {
        #[inline(always)]
        pub(super) fn reason_number(reason: ReasonCode) -> i32 {
            match reason { $(ReasonCode::$reason => $number),+ }
        }

        fn reason_of(number: i32) -> Option<ReasonCode> {
            match number { $($number => Some(ReasonCode::$reason),)+ _ => None }
        }

        fn code_of(number: i32) -> Option<&'static CStr> {
            match number { $($number => Some($code),)+ _ => None }
        }
    };
}

numbers! {
    1, NothingDeclared, c"nothing-declared";
    2, VersionApplies, c"version-applies";
    3, BeforePolicy, c"before-policy";
    4, UnknownToVersion, c"unknown-to-version";
    5, Retired, c"retired";
    6, Unreadable, c"unreadable-entry";
    7, AgeFits, c"age-fits";
    8, AgeOutside, c"age-outside";
    9, AgeUnknown, c"age-unknown";
    10, AgeContradictory, c"age-contradictory";
    11, BasisHolds, c"basis-holds";
    12, BasisNotBegun, c"basis-not-begun";
    13, BasisOver, c"basis-over";
    14, BasisOverUse, c"basis-over-use-through-term";
    15, BasisUnknown, c"basis-unknown";
    16, BasisContradictory, c"basis-contradictory";
    17, BasisNotBound, c"basis-not-bound";
    18, ConsentGiven, c"consent-given";
    20, ConsentGiverGone, c"consent-giver-gone";
    21, ConsentNeverAsked, c"consent-never-asked";
    22, ConsentRefused, c"consent-refused";
    23, ConsentWithdrawn, c"consent-withdrawn";
    24, ConsentExpired, c"consent-expired";
    25, ConsentSuperseded, c"consent-superseded";
    26, ConsentSupersededOver, c"consent-superseded-over";
    27, ConsentContested, c"consent-contested";
    28, ConsentContestedOver, c"consent-contested-over";
    29, ConsentInvalid, c"consent-invalid";
    30, ConsentNoAuthority, c"consent-no-authority";
    31, ConsentAuthorityUnknown, c"consent-authority-unknown";
    32, ConsentHalf, c"consent-half";
    33, ConsentNotCarriedOver, c"consent-not-carried-over";
    34, AgreementInForce, c"agreement-in-force";
    35, AgreementTrial, c"agreement-trial";
    36, AgreementTrialOver, c"agreement-trial-over";
    37, AgreementEnded, c"agreement-ended";
    38, AgreementOver, c"agreement-over";
    39, AgreementNever, c"agreement-never";
    40, AgreementUnneeded, c"agreement-unneeded";
    41, OptionOn, c"option-on";
    42, OptionOff, c"option-off";
    43, OptionOver, c"option-over";
    44, OptionNever, c"option-never";
    45, OptionInseparable, c"option-inseparable";
    46, NotObjected, c"not-objected";
    47, ObjectionPending, c"objection-pending";
    48, ObjectionUpheld, c"objection-upheld";
    49, ObjectionRejected, c"objection-rejected";
    50, ObjectionToMarketing, c"objection-to-marketing";
    51, NotRestricted, c"not-restricted";
    52, Restricted, c"restricted";
    53, RestrictedGround, c"restricted-with-ground";
    54, RestrictedConsent, c"restricted-with-consent";
    55, NotErased, c"not-erased";
    56, ErasureGranted, c"erasure-granted";
    57, WithinTerm, c"within-term";
    58, TermOver, c"term-over";
    59, TermOpen, c"term-open";
    60, TermUnknown, c"term-unknown";
    61, TermUnbounded, c"term-unbounded";
    62, TermNotSupplied, c"term-not-supplied";
    63, MinimumHolds, c"minimum-holds";
    64, LegalHold, c"legal-hold";
    65, HeldRestricted, c"held-restricted";
    66, HeldRequest, c"held-open-request";
    67, HeldNeeded, c"held-needed";
    68, PurposeNotForCategory, c"purpose-not-for-category";
    69, RoleNotPermitted, c"role-not-permitted";
    70, RoleNever, c"role-never";
    71, RelationMissing, c"relation-missing";
    72, TooIdentifiable, c"too-identifiable";
    73, PreconditionNotMet, c"precondition-not-met";
    74, RecipientNotNamed, c"recipient-not-named";
    75, RecipientMissing, c"recipient-missing";
    76, TransferNoTool, c"transfer-no-tool";
    77, TransferClaimed, c"transfer-claimed";
    78, TransferLapsed, c"transfer-lapsed";
    79, TransferCountryUnknown, c"transfer-country-unknown";
    80, NotDueErased, c"already-erased";
    81, CreatedUnknown, c"created-unknown";
    82, CreatedWithoutClaim, c"created-without-claim";
    83, ConsentUnanswered, c"consent-unanswered";
    84, ConsentUnsettled, c"consent-unsettled";
    85, NotOpened, c"not-opened";
    86, BodyErased, c"body-erased";
    87, NoBackstop, c"no-backstop";
    101, CreatedBeforeClaim, c"created-before-claim";
    102, NeverSettled, c"never-settled";
    103, ErasedYetClaimed, c"erased-yet-claimed";
    104, RecordUnsettled, c"record-unsettled";
    130, ConsentAskAnew, c"consent-ask-anew";
    131, ConsentOverWithdrawal, c"consent-over-withdrawal";
    140, LawfulAsDeclared, c"lawful-as-declared";
    141, UnlawfulAsDeclared, c"unlawful-as-declared";
    142, FindingAccepted, c"finding-accepted";
    143, LawRowUnconfirmed, c"law-row-unconfirmed";
    144, TransferConditionUnsaid, c"transfer-condition-unsaid";
}

/// The stable code of a reason, such as "consent-withdrawn": a text with a NUL after it, which is never freed. NULL for
/// a number that is no reason.
///
/// @since 0.1, stable
#[unsafe(no_mangle)]
pub extern "C" fn wb_reason_code(reason: i32) -> *const c_char {
    export!(or core::ptr::null(), { code_of(reason).map_or(core::ptr::null(), CStr::as_ptr) })
}

/// What a reason says, as JSON: its code, the article of law it rests on (empty where it rests on a fact alone), and a
/// sentence in Dutch and in English. WB_STATUS_UNKNOWN_VALUE for a number that is no reason.
///
/// {"v":1,"reason","code","article","nl","en"}
///
/// @since 0.1, experimental
#[unsafe(no_mangle)]
pub unsafe extern "C" fn wb_reason_json(
    reason: i32,
    json: *mut *mut wb_buf,
    err: *mut *mut wb_error,
) -> wb_status {
    export!(err, [json], {
        // SAFETY: as the header asks.
        let json = unsafe { read!(out(json))? };
        let found = reason_of(reason).ok_or_else(|| {
            let diagnostic =
                Diagnostic::new("unknown-value", "the argument `reason` has a value that means nothing");
            Failure::new(WB_STATUS_UNKNOWN_VALUE, diagnostic.expecting("one of the WB_REASON_ values"))
        })?;
        json.put(wb_buf::of(json::reason(reason, found)));
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_one_number_and_its_own_code() {
        for reason in ReasonCode::ALL {
            let code = code_of(reason_number(*reason)).unwrap();
            assert_eq!(code.to_str().unwrap(), reason.as_str());
            assert_eq!(reason_of(reason_number(*reason)), Some(*reason));
        }
        assert!([0, -1, i32::MIN, i32::MAX].into_iter().all(|number| code_of(number).is_none()));
    }

    #[test]
    fn the_names_in_the_header_are_the_codes() {
        let source = include_str!("reason.rs");
        for reason in ReasonCode::ALL {
            let name = reason.as_str().replace('-', "_").to_uppercase();
            let line = format!("\n    WB_REASON_{name} = {},\n", reason_number(*reason));
            assert!(source.contains(&line), "{}", line.trim());
        }
    }
}
