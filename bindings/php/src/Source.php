<?php

declare(strict_types=1);

namespace Waarborg;

/**
 * Where the deciding fact stands.
 */
enum Source: string
{
    /** In no entry: the policy, the law, or the absence of an entry. */
    case None = 'none';
    /** In the person's dossier. */
    case Dossier = 'dossier';
    /** Among the institution's own entries. */
    case Institution = 'institution';
    /** In the observations that were passed in. */
    case Observed = 'observed';
    /** In the record that was passed in. */
    case Record = 'record';

    /** A value of a newer library, which this package does not know. It is never a yes. */
    case Other = 'other';

    /** @internal By its number in the C header. */
    public const NUMBERED = [
        0 => self::None,
        1 => self::Dossier,
        2 => self::Institution,
        3 => self::Observed,
        4 => self::Record,
    ];

    /** @internal The value of a word of a document. */
    public static function read(?string $word): self
    {
        return self::tryFrom($word ?? '') ?? self::Other;
    }

    /** @internal As a line ends that tells of it, with the number of the entry. */
    public function render(?int $entry): string
    {
        return match ($this) {
            self::Observed => ' [observed]',
            self::Record => ' [of the record]',
            self::Institution => $entry === null ? '' : " [entry $entry of the institution]",
            default => $entry === null ? '' : " [entry $entry]",
        };
    }
}
