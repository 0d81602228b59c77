<?php

declare(strict_types=1);

namespace Waarborg;

/** What a claim is worth at a moment. What this package does not know is unknown: not used, and not erased. */
enum Value: string
{
    /** Hold and use. */
    case Live = 'live';
    /** Hold, and do not use. */
    case Held = 'held';
    /** Do not use and do not erase. */
    case Unknown = 'unknown';
    /** No claim. */
    case Ended = 'ended';

    /** @internal The value of a word of a document. */
    public static function read(?string $word): self
    {
        return self::tryFrom($word ?? '') ?? self::Unknown;
    }
}
