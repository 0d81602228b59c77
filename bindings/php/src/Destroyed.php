<?php

declare(strict_types=1);

namespace Waarborg;


/** A register in which keys are destroyed, and what that does. */
final class Destroyed
{
    /** @internal */
    public function __construct(
        /** It keeps the row as evidence. */
        public readonly Register $register,
        /** What it does, as JSON: `keys`, `at`, `effect`, and a sentence in Dutch and English. */
        public readonly string $report,
    ) {
    }
}
