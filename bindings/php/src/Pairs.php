<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Library;
use Waarborg\Internal\Moments;

/**
 * Pseudonyms, each with the one that it becomes, sorted by the second, so that the order says nothing. Personal data: seal
 * what you store.
 *
 * @implements \IteratorAggregate<int, array{string, string}>
 */
final class Pairs implements \IteratorAggregate, \Countable
{
    /**
     * @internal
     *
     * @param list<array-key>              $refused
     * @param array<array-key, Diagnostic> $refusals
     */
    public function __construct(
        /** 40 bytes of each pair. */
        public readonly string $packed,
        /** One line of JSON for your log, without anyone's pseudonym: keep it. */
        public readonly string $entry,
        /** The keys of those that were refused. */
        public readonly array $refused = [],
        /** Why, by their keys: of the first 1000. */
        public readonly array $refusals = [],
    ) {
    }

    /** @return \Generator<int, array{string, string}> the 20 bytes of the one that is had, and of the one it becomes */
    public function getIterator(): \Generator
    {
        foreach ($this->packed === '' ? [] : \str_split($this->packed, 40) as $pair) {
            yield [\substr($pair, 0, 20), \substr($pair, 20)];
        }
    }

    public function count(): int
    {
        return \intdiv(\strlen($this->packed), 40);
    }

    /**
     * The pairs sealed until they expire, 56 bytes each.
     *
     * @param string $key exactly 64 random bytes: hand it to who may follow the pairs, and destroy it with them
     *
     * @throws Exception\KeysException
     */
    public function seal(#[\SensitiveParameter] string $key, \DateTimeInterface $expires): string
    {
        $micros = Moments::micros($expires);
        $count = \count($this);
        [$library, $room] = [Library::get(), \max(1, 56 * $count)];
        $sealed = $library->number("char[$room]");
        $library->call('wb_pairs_seal', $key, $count, $this->packed, $micros, $sealed, 56 * $count);

        return \FFI::string($sealed, 56 * $count);
    }

    /**
     * Opens sealed pairs, with the same moment at which they expire.
     *
     * @throws Exception\NotAllowedException from that moment on
     * @throws Exception\IdentifierException if this is not their key, or one was changed
     */
    public static function open(
        #[\SensitiveParameter] string $key,
        #[\SensitiveParameter] string $sealed,
        \DateTimeInterface $expires,
        \DateTimeInterface $at,
    ): self {
        [$expires, $at] = [Moments::micros($expires), Moments::micros($at)];
        $count = \intdiv(\strlen($sealed), 56);
        [$library, $room] = [Library::get(), \max(1, 40 * $count)];
        $pairs = $library->number("char[$room]");
        $library->call('wb_pairs_open', $key, $count, $sealed, $expires, $at, $pairs, 40 * $count);

        return new self(\FFI::string($pairs, 40 * $count), '');
    }

    /** @return array{count: int} */
    public function __debugInfo(): array
    {
        return ['count' => \count($this)];
    }
}
