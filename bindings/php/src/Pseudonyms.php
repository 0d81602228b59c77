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
    /** @var array<array-key, Fault> why, by the keys of those that were refused: of the first 1000 */
    public readonly array $refused;

    /**
     * @internal
     *
     * @param list<array-key> $keys
     * @param list<Fault>     $refusals
     */
    public function __construct(
        /** 20 bytes of each, in the order in which they were given; zeroes for what was refused. */
        public readonly string $packed,
        private readonly string $texts,
        private readonly array $keys,
        array $refusals,
    ) {
        $this->refused = self::refusals($keys, $refusals);
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

    /** @return array{count: int, refused: array<array-key, Fault>} */
    public function __debugInfo(): array
    {
        return ['count' => \count($this->keys), 'refused' => $this->refused];
    }

    /**
     * @internal
     *
     * @param list<array-key> $keys
     * @param list<Fault>     $faults whose paths begin with the numbers of rows
     *
     * @return array<array-key, Fault>
     */
    public static function refusals(array $keys, array $faults): array
    {
        $refused = [];
        foreach ($faults as $fault) {
            $row = (int) \ltrim($fault->path, '/');
            $refused[$keys[$row] ?? $row] = $fault;
        }

        return $refused;
    }
}
