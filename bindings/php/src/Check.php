<?php

declare(strict_types=1);

namespace Waarborg;


/**
 * What came of holding requirements against what is to be released. Never test it for truth: ask {@see $passed}.
 */
final class Check
{
    /**
     * @internal
     *
     * @param list<list<int>> $found
     */
    public function __construct(
        public readonly bool $passed,
        private readonly array $found,
        /** JSON, without any value of the table: keep it as evidence. */
        public readonly string $report,
    ) {
    }

    /**
     * The rows (of cells, their numbers), from 0: what was withheld so that the rest passes, or what fails.
     *
     * @return list<int>
     */
    public function rows(): array
    {
        return $this->found[0] ?? [];
    }

    /**
     * The rows of one of joined tables.
     *
     * @return list<int>
     */
    public function rowsOf(int $table): array
    {
        return $this->found[$table] ?? [];
    }
}
