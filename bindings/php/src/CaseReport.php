<?php

declare(strict_types=1);

namespace Waarborg;


/** What came of running cases. Never test it for truth: ask {@see $passed}. Cases are made up, and it repeats them. */
final class CaseReport implements \Stringable
{
    /** @internal */
    public function __construct(
        /** Whether every case that ran passed. */
        public readonly bool $passed,
        public readonly int $passes,
        public readonly int $failures,
        /** In sentences, for the one who reads the test. */
        public readonly string $text,
        /** The same as data. */
        public readonly string $json,
    ) {
    }

    public function __toString(): string
    {
        return $this->text;
    }
}
