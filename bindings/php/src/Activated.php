<?php

declare(strict_types=1);

namespace Waarborg;


/** A register with one key more. */
final class Activated
{
    /** @internal */
    public function __construct(
        /** Store it before you use the key. */
        public readonly Register $register,
        /** The number of the key, which stands in each pseudonym it makes. */
        public readonly int $key,
    ) {
    }
}
