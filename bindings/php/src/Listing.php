<?php

declare(strict_types=1);

namespace Waarborg;


/**
 * A list that the library gave out: to iterate, to count, by its number, and as the JSON that it came as. Like every
 * object it is true in a condition, also if it is empty: count it.
 *
 * @template-covariant T of object
 *
 * @implements \IteratorAggregate<int, T>
 * @implements \ArrayAccess<int, T>
 */
abstract class Listing implements \IteratorAggregate, \Countable, \ArrayAccess
{
    /** @param list<T> $items */
    final protected function __construct(
        public readonly array $items,
        /** The document, byte for byte: equal answers have equal bytes. */
        public readonly string $json,
    ) {
    }

    /** @return \ArrayIterator<int, T> */
    final public function getIterator(): \ArrayIterator
    {
        return new \ArrayIterator($this->items);
    }

    final public function count(): int
    {
        return \count($this->items);
    }

    final public function offsetExists(mixed $offset): bool
    {
        return isset($this->items[$offset]);
    }

    /** @return T */
    final public function offsetGet(mixed $offset): object
    {
        return $this->items[$offset] ?? throw new \OutOfBoundsException('There is no such item.');
    }

    final public function offsetSet(mixed $offset, mixed $value): void
    {
        throw new \LogicException('An answer is not changed.');
    }

    final public function offsetUnset(mixed $offset): void
    {
        throw new \LogicException('An answer is not changed.');
    }
}
