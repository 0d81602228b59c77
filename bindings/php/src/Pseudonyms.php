<?php

declare(strict_types=1);

namespace Waarborg;

/**
 * The pseudonyms of many identifiers, by their keys. What was refused has none.
 *
 * @implements \IteratorAggregate<array-key, string>
 */
final class Pseudonyms implements \IteratorAggregate, \Countable
{
    /**
     * @internal
     *
     * @param list<array-key>              $keys
     * @param list<array-key>              $refused
     * @param array<array-key, Diagnostic> $refusals
     */
    public function __construct(
        /** 20 bytes of each, in the order in which they were given; zeroes for what was refused. */
        public readonly string $packed,
        private readonly string $texts,
        private readonly array $keys,
        /** The keys of those that were refused. */
        public readonly array $refused,
        /** Why, by their keys: of the first 1000. */
        public readonly array $refusals,
    ) {
    }

    /** @return \Generator<array-key, string> the 32 characters of each that was not refused */
    public function getIterator(): \Generator
    {
        foreach ($this->keys as $row => $key) {
            $text = \substr($this->texts, 32 * $row, 32);
            if ($text[0] !== "\0") {
                yield $key => $text;
            }
        }
    }

    /** @return array<array-key, string> the 32 characters of each that was not refused */
    public function toArray(): array
    {
        return \iterator_to_array($this->getIterator());
    }

    /** How many were given, also those that were refused. */
    public function count(): int
    {
        return \count($this->keys);
    }

    /** @return array{count: int, refused: list<array-key>, refusals: array<array-key, Diagnostic>} */
    public function __debugInfo(): array
    {
        return ['count' => \count($this->keys), 'refused' => $this->refused, 'refusals' => $this->refusals];
    }
}
