<?php

declare(strict_types=1);

namespace Waarborg;


/** The next entry of a dossier, to be stored. */
final class Appended
{
    /** @internal */
    public function __construct(
        /** Store it byte for byte, under (dossier, seq). It has no line feed. */
        public readonly string $line,
        /** Store it beside the line, in the same transaction: 64 hexadecimal digits. */
        public readonly string $head,
        /** The number of the entry, from 1. */
        public readonly int $seq,
    ) {
    }

    /**
     * Without the line, which is about somebody.
     *
     * @return array{head: string, seq: int}
     */
    public function __debugInfo(): array
    {
        return ['head' => $this->head, 'seq' => $this->seq];
    }
}
