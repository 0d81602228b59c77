<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Library;
use Waarborg\Internal\Node;

/** Why: the first reason of an answer. {@see reason()} gives its article and its sentences. */
enum ReasonCode: string
{
    case None = 'none';
    case NothingDeclared = 'nothing-declared';
    case VersionApplies = 'version-applies';
    case BeforePolicy = 'before-policy';
    case UnknownToVersion = 'unknown-to-version';
    case Retired = 'retired';
    case UnreadableEntry = 'unreadable-entry';
    case AgeFits = 'age-fits';
    case AgeOutside = 'age-outside';
    case AgeUnknown = 'age-unknown';
    case AgeContradictory = 'age-contradictory';
    case BasisHolds = 'basis-holds';
    case BasisNotBegun = 'basis-not-begun';
    case BasisOver = 'basis-over';
    case BasisOverUseThroughTerm = 'basis-over-use-through-term';
    case BasisUnknown = 'basis-unknown';
    case BasisContradictory = 'basis-contradictory';
    case BasisNotBound = 'basis-not-bound';
    case ConsentGiven = 'consent-given';
    case ConsentInherited = 'consent-inherited';
    case ConsentGiverGone = 'consent-giver-gone';
    case ConsentNeverAsked = 'consent-never-asked';
    case ConsentRefused = 'consent-refused';
    case ConsentWithdrawn = 'consent-withdrawn';
    case ConsentExpired = 'consent-expired';
    case ConsentSuperseded = 'consent-superseded';
    case ConsentSupersededOver = 'consent-superseded-over';
    case ConsentContested = 'consent-contested';
    case ConsentContestedOver = 'consent-contested-over';
    case ConsentInvalid = 'consent-invalid';
    case ConsentNoAuthority = 'consent-no-authority';
    case ConsentAuthorityUnknown = 'consent-authority-unknown';
    case ConsentHalf = 'consent-half';
    case ConsentNotCarriedOver = 'consent-not-carried-over';
    case AgreementInForce = 'agreement-in-force';
    case AgreementTrial = 'agreement-trial';
    case AgreementTrialOver = 'agreement-trial-over';
    case AgreementEnded = 'agreement-ended';
    case AgreementOver = 'agreement-over';
    case AgreementNever = 'agreement-never';
    case AgreementUnneeded = 'agreement-unneeded';
    case OptionOn = 'option-on';
    case OptionOff = 'option-off';
    case OptionOver = 'option-over';
    case OptionNever = 'option-never';
    case OptionInseparable = 'option-inseparable';
    case NotObjected = 'not-objected';
    case ObjectionPending = 'objection-pending';
    case ObjectionUpheld = 'objection-upheld';
    case ObjectionRejected = 'objection-rejected';
    case ObjectionToMarketing = 'objection-to-marketing';
    case NotRestricted = 'not-restricted';
    case Restricted = 'restricted';
    case RestrictedWithGround = 'restricted-with-ground';
    case RestrictedWithConsent = 'restricted-with-consent';
    case NotErased = 'not-erased';
    case ErasureGranted = 'erasure-granted';
    case WithinTerm = 'within-term';
    case TermOver = 'term-over';
    case TermOpen = 'term-open';
    case TermUnknown = 'term-unknown';
    case TermUnbounded = 'term-unbounded';
    case TermNotSupplied = 'term-not-supplied';
    case MinimumHolds = 'minimum-holds';
    case LegalHold = 'legal-hold';
    case HeldRestricted = 'held-restricted';
    case HeldOpenRequest = 'held-open-request';
    case HeldNeeded = 'held-needed';
    case PurposeNotForCategory = 'purpose-not-for-category';
    case RoleNotPermitted = 'role-not-permitted';
    case RoleNever = 'role-never';
    case RelationMissing = 'relation-missing';
    case TooIdentifiable = 'too-identifiable';
    case PreconditionNotMet = 'precondition-not-met';
    case RecipientNotNamed = 'recipient-not-named';
    case RecipientMissing = 'recipient-missing';
    case TransferNoTool = 'transfer-no-tool';
    case TransferClaimed = 'transfer-claimed';
    case TransferLapsed = 'transfer-lapsed';
    case TransferCountryUnknown = 'transfer-country-unknown';
    case AlreadyErased = 'already-erased';
    case CreatedUnknown = 'created-unknown';
    case CreatedWithoutClaim = 'created-without-claim';
    case ConsentUnanswered = 'consent-unanswered';
    case ConsentUnsettled = 'consent-unsettled';

    /** A value of a newer library, which this package does not know. It is never a yes. */
    case Other = 'other';

    /** @internal By its number in the C header. */
    public const NUMBERED = [
        0 => self::None,
        1 => self::NothingDeclared,
        2 => self::VersionApplies,
        3 => self::BeforePolicy,
        4 => self::UnknownToVersion,
        5 => self::Retired,
        6 => self::UnreadableEntry,
        7 => self::AgeFits,
        8 => self::AgeOutside,
        9 => self::AgeUnknown,
        10 => self::AgeContradictory,
        11 => self::BasisHolds,
        12 => self::BasisNotBegun,
        13 => self::BasisOver,
        14 => self::BasisOverUseThroughTerm,
        15 => self::BasisUnknown,
        16 => self::BasisContradictory,
        17 => self::BasisNotBound,
        18 => self::ConsentGiven,
        19 => self::ConsentInherited,
        20 => self::ConsentGiverGone,
        21 => self::ConsentNeverAsked,
        22 => self::ConsentRefused,
        23 => self::ConsentWithdrawn,
        24 => self::ConsentExpired,
        25 => self::ConsentSuperseded,
        26 => self::ConsentSupersededOver,
        27 => self::ConsentContested,
        28 => self::ConsentContestedOver,
        29 => self::ConsentInvalid,
        30 => self::ConsentNoAuthority,
        31 => self::ConsentAuthorityUnknown,
        32 => self::ConsentHalf,
        33 => self::ConsentNotCarriedOver,
        34 => self::AgreementInForce,
        35 => self::AgreementTrial,
        36 => self::AgreementTrialOver,
        37 => self::AgreementEnded,
        38 => self::AgreementOver,
        39 => self::AgreementNever,
        40 => self::AgreementUnneeded,
        41 => self::OptionOn,
        42 => self::OptionOff,
        43 => self::OptionOver,
        44 => self::OptionNever,
        45 => self::OptionInseparable,
        46 => self::NotObjected,
        47 => self::ObjectionPending,
        48 => self::ObjectionUpheld,
        49 => self::ObjectionRejected,
        50 => self::ObjectionToMarketing,
        51 => self::NotRestricted,
        52 => self::Restricted,
        53 => self::RestrictedWithGround,
        54 => self::RestrictedWithConsent,
        55 => self::NotErased,
        56 => self::ErasureGranted,
        57 => self::WithinTerm,
        58 => self::TermOver,
        59 => self::TermOpen,
        60 => self::TermUnknown,
        61 => self::TermUnbounded,
        62 => self::TermNotSupplied,
        63 => self::MinimumHolds,
        64 => self::LegalHold,
        65 => self::HeldRestricted,
        66 => self::HeldOpenRequest,
        67 => self::HeldNeeded,
        68 => self::PurposeNotForCategory,
        69 => self::RoleNotPermitted,
        70 => self::RoleNever,
        71 => self::RelationMissing,
        72 => self::TooIdentifiable,
        73 => self::PreconditionNotMet,
        74 => self::RecipientNotNamed,
        75 => self::RecipientMissing,
        76 => self::TransferNoTool,
        77 => self::TransferClaimed,
        78 => self::TransferLapsed,
        79 => self::TransferCountryUnknown,
        80 => self::AlreadyErased,
        81 => self::CreatedUnknown,
        82 => self::CreatedWithoutClaim,
        83 => self::ConsentUnanswered,
        84 => self::ConsentUnsettled,
    ];

    /** @internal The value of a word of a document. */
    public static function read(?string $word): self
    {
        return self::tryFrom($word ?? '') ?? self::Other;
    }

    /** What it says: the article of law it rests on, and a sentence in Dutch and in English. */
    public function reason(): Reason
    {
        $number = \array_search($this, self::NUMBERED, true);

        return Reason::read(Node::read(Library::get()->text('wb_reason_json', \is_int($number) ? $number : -1)));
    }
}
