<?php

declare(strict_types=1);

namespace School;

/** An entry that was stored. */
final class Written
{
    public function __construct(
        /** Its number in the dossier. */
        public readonly int $seq,
        /** How often it was written again because another writer was first. */
        public readonly int $again,
    ) {
    }
}
