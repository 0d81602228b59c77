<?php

declare(strict_types=1);

namespace Waarborg;

/** How far data can be led back to a person. What this package does not know is nothing. */
enum Identifiability: string
{
    /** In an answer: not at all. */
    case Nothing = 'nothing';
    case Anonymised = 'anonymised';
    case Pseudonymised = 'pseudonymised';
    case Identifiable = 'identifiable';

    /** @internal By its number in the C header. */
    public const NUMBERED = [
        0 => self::Nothing,
        1 => self::Anonymised,
        2 => self::Pseudonymised,
        3 => self::Identifiable,
    ];

    /** @internal The numbers in the C header. */
    public const NUMBERS = ['nothing' => 0, 'anonymised' => 1, 'pseudonymised' => 2, 'identifiable' => 3];

    /** @internal In a question: no identifiability in particular, so the most identifiable one that is allowed. */
    public const ANY = -1;

    /** @internal The value of a word of a document. */
    public static function read(?string $word): self
    {
        return self::tryFrom($word ?? '') ?? self::Nothing;
    }
}
