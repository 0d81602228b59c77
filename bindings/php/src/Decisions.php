<?php

declare(strict_types=1);

namespace Waarborg;

use FFI\CData;
use Waarborg\Internal\Library;

/**
 * The answers to many questions, by the keys of the questions. They are kept as the library wrote them; a
 * {@see Decision} is made when it is read.
 *
 * @implements \IteratorAggregate<array-key, Decision>
 * @implements \ArrayAccess<array-key, Decision>
 */
final class Decisions implements \IteratorAggregate, \Countable, \ArrayAccess
{
    /** How far the decisions lie apart, and what stands where. */
    private const SIZE = 40;
    private const ROW = 'lanswer/lidentifiability/laddressee/qvalid_until/lreason/lsource/Lentry';

    /** @var array<array-key, int>|null the rows by their keys, once they are asked for */
    private ?array $numbers = null;

    /** @param list<array-key> $keys */
    private function __construct(
        /** The rows as `wb_decision` has them, 40 bytes each, for `unpack`. */
        public readonly string $packed,
        private readonly array $keys,
    ) {
    }

    /**
     * @internal
     *
     * @param list<array-key> $keys
     */
    public static function read(Library $library, CData $rows, array $keys): self
    {
        return new self(\FFI::string($rows, self::SIZE * \count($keys)), $keys);
    }

    /** @internal */
    public static function none(): self
    {
        return new self('', []);
    }

    public function count(): int
    {
        return \count($this->keys);
    }

    /** @return \Generator<array-key, Decision> */
    public function getIterator(): \Generator
    {
        foreach ($this->keys as $row => $key) {
            yield $key => $this->row($row);
        }
    }

    /**
     * The keys of those that are permitted, and of no others.
     *
     * @return list<array-key>
     */
    public function allowed(): array
    {
        // As for a Decision: a form that is not known here is a no, and so is every answer but one. No object is made.
        $allowed = [];
        $place = 4;
        foreach ($this->keys as $key) {
            $row = \unpack('lanswer/lidentifiability', $this->packed, $place);
            $identifiability = Identifiability::NUMBERED[$row['identifiability'] ?? -1] ?? null;
            if ($identifiability !== null && (Answer::NUMBERED[$row['answer'] ?? 0] ?? null) === Answer::Permit) {
                $allowed[] = $key;
            }
            $place += self::SIZE;
        }

        return $allowed;
    }

    public function offsetExists(mixed $offset): bool
    {
        return isset($this->numbers()[$offset]);
    }

    public function offsetGet(mixed $offset): Decision
    {
        return $this->row($this->numbers()[$offset] ?? throw new \OutOfBoundsException('Nobody asked about this one.'));
    }

    public function offsetSet(mixed $offset, mixed $value): void
    {
        throw new \LogicException('An answer is not changed.');
    }

    public function offsetUnset(mixed $offset): void
    {
        throw new \LogicException('An answer is not changed.');
    }

    private function row(int $row): Decision
    {
        $fields = \unpack(self::ROW, $this->packed, self::SIZE * $row + 4);
        \assert(\is_array($fields));
        $identifiability = Identifiability::NUMBERED[$fields['identifiability']] ?? null;

        return new Decision(
            $identifiability === null ? Answer::Deny : Answer::NUMBERED[$fields['answer']] ?? Answer::Deny,
            $identifiability ?? Identifiability::Nothing,
            Addressee::NUMBERED[$fields['addressee']] ?? Addressee::Other,
            ReasonCode::NUMBERED[$fields['reason']] ?? ReasonCode::Other,
            Source::NUMBERED[$fields['source']] ?? Source::Other,
            $fields['entry'] ?: null,
            $fields['valid_until'],
        );
    }

    /** @return array<array-key, int> */
    private function numbers(): array
    {
        return $this->numbers ??= \array_flip($this->keys);
    }
}
