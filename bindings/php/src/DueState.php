<?php

declare(strict_types=1);

namespace Waarborg;

/**
 * When a record must be gone.
 */
enum DueState: string
{
    /** No answer. It must not be read as due. */
    case NoAnswer = 'no-answer';
    /** From a moment on. */
    case At = 'at';
    /** At once: it was made while no purpose had a claim on it. */
    case AtOnce = 'at-once';
    /** Not yet: it waits for the end of something that still lasts, or has no end. */
    case PendingEnd = 'pending-end';
    /** Not yet: a fact is missing; review it. */
    case PendingFact = 'pending-fact';
    /** It has already been erased. */
    case Erased = 'erased';

    /** @internal By its number in the C header. */
    public const NUMBERED = [
        0 => self::NoAnswer,
        1 => self::At,
        2 => self::AtOnce,
        3 => self::PendingEnd,
        4 => self::PendingFact,
        5 => self::Erased,
    ];

    /** @internal The value of a word of a document. */
    public static function read(?string $word): self
    {
        return self::tryFrom($word ?? '') ?? self::NoAnswer;
    }
}
