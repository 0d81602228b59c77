<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\ClosedList;

/** What is to be done about the records of a category in a system, or towards a recipient. */
enum ItemKind: string
{
    use ClosedList;

    /** Give them (articles 15 and 20). */
    case Give = 'give';
    /** Give them in part: without what is about others (articles 15(4), 20(4)), or what was not provided (20(1)). */
    case GiveInPart = 'give-in-part';
    /** Correct them (article 16). */
    case Correct = 'correct';
    /** Add the person's own view: an assessment is not a fact that can be wrong (article 16). */
    case AttachOwnView = 'attach-own-view';
    /** Let a human look again at what was decided with them (article 22(3)). */
    case Review = 'review';
    /** Erase them (article 17). */
    case Erase = 'erase';
    /** Take away what leads back to the person: what remains is needed, but not that. */
    case Anonymise = 'anonymise';
    /** Take the person out of records that are about others too. */
    case Detach = 'detach';
    /** Stop their use (article 18). */
    case Restrict = 'restrict';
    /** Stop their use for the purposes that are named (article 21). */
    case Stop = 'stop';
    /** They stay: the item says until when, for what and on what ground. No work. */
    case Keep = 'keep';
    /** Tell a recipient (article 19). */
    case NotifyRecipient = 'notify-recipient';
    /** They were erased before. No work. */
    case AlreadyErased = 'already-erased';
    /** They were erased, and are gone from backups later. No work. */
    case RollsOff = 'rolls-off';
    /** Nobody can tell which are the person's (article 11). No work. */
    case CannotIdentify = 'cannot-identify';
    /** This right does not reach them. No work. */
    case OutOfReach = 'out-of-reach';
    /** Hand the request for them to who decides on them: here they are only processed (article 28(3)(e)). */
    case Forward = 'forward';
    /** The request was refused for them. No work. */
    case Refused = 'refused';

    /** Whether you must do something, and record an outcome. */
    public function isWork(): bool
    {
        return match ($this) {
            self::Keep, self::AlreadyErased, self::RollsOff, self::CannotIdentify, self::OutOfReach, self::Refused => false,
            default => true,
        };
    }

    /** Whether its records come to stand in a package, all of them or in part. */
    public function isGiven(): bool
    {
        return $this === self::Give || $this === self::GiveInPart;
    }
}
