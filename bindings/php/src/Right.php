<?php

declare(strict_types=1);

namespace Waarborg;

/** A right of the data subject under chapter III of the GDPR. */
enum Right: string
{
    /** Article 15. */
    case Access = 'access';
    /** Article 16. */
    case Rectification = 'rectification';
    /** Article 17. */
    case Erasure = 'erasure';
    /** Article 18. */
    case Restriction = 'restriction';
    /** Article 20. */
    case Portability = 'portability';
    /** Article 21. */
    case Objection = 'objection';
    /** Article 22. */
    case HumanIntervention = 'human-intervention';
    /** Article 7(3): withdrawal of consent. */
    case Withdrawal = 'withdrawal';

    /** A value of a newer library, which this package does not know. */
    case Other = 'other';

    /** @internal The value of a word of a document. */
    public static function read(?string $word): self
    {
        return self::tryFrom($word ?? '') ?? self::Other;
    }
}
