<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Library;

/** The next entry of a dossier, to be stored. */
final class Appended
{
    private function __construct(
        /** Store it byte for byte, under (dossier, seq). It has no line feed. */
        public readonly string $line,
        /** Store it beside the line, in the same transaction: 64 hexadecimal digits. */
        public readonly string $head,
        /** The number of the entry, from 1. */
        public readonly int $seq,
    ) {
    }

    /**
     * What comes of a function that makes the next entry.
     *
     * @internal
     */
    public static function by(Library $library, string $function, #[\SensitiveParameter] mixed ...$arguments): self
    {
        [$line, $head, $seq] = [$library->number('wb_buf *'), $library->number('char[32]'), $library->number('uint32_t')];
        \array_push($arguments, $library->at($line), $head, 32, $library->at($seq));
        $library->call($function, ...$arguments);

        return new self($library->taken($line), \bin2hex(\FFI::string($head, 32)), $seq->cdata);
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
