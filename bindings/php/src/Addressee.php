<?php

declare(strict_types=1);

namespace Waarborg;

/**
 * Whom to ask, for {@see Answer::Ask}.
 */
enum Addressee: string
{
    case Nobody = 'nobody';
    /** For consent: the data subject. */
    case Self = 'self';
    /** For consent: the legal representative. */
    case Representative = 'representative';
    /** For consent: both must give it. */
    case Both = 'both';
    /** For consent: one of both is enough. */
    case Either = 'either';
    /** For an option: the institution. */
    case Institution = 'institution';
    /** For an option: the user. */
    case User = 'user';

    /** A value of a newer library, which this package does not know. It is never a yes. */
    case Other = 'other';

    /** @internal By its number in the C header. */
    public const NUMBERED = [
        0 => self::Nobody,
        1 => self::Self,
        2 => self::Representative,
        3 => self::Both,
        4 => self::Either,
        5 => self::Institution,
        6 => self::User,
    ];

    /** @internal The value of a word of a document. */
    public static function read(?string $word): self
    {
        return self::tryFrom($word ?? '') ?? self::Other;
    }
}
