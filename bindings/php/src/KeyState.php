<?php

declare(strict_types=1);

namespace Waarborg;

/**
 * What the key of a pseudonym may be used for.
 */
enum KeyState: string
{
    /** The register has no such key: the pseudonym was made elsewhere. */
    case Foreign = 'foreign';
    /** For new pseudonyms, and to find existing ones. */
    case Active = 'active';
    /** To find existing pseudonyms only. */
    case AcceptOnly = 'accept-only';
    /** For nothing: it is to be gone. */
    case Destroyed = 'destroyed';

    /** A value of a newer library, which this package does not know. It is never a yes. */
    case Other = 'other';

    /** @internal By its number in the C header. */
    public const NUMBERED = [
        1 => self::Foreign,
        2 => self::Active,
        3 => self::AcceptOnly,
        4 => self::Destroyed,
    ];

    /** @internal The value of a word of a document. */
    public static function read(?string $word): self
    {
        return self::tryFrom($word ?? '') ?? self::Other;
    }
}
