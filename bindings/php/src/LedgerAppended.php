<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Library;

/** A line of a ledger, to be stored under its number, with the head beside it. It names nobody. */
final class LedgerAppended
{
    private function __construct(
        /** Store it byte for byte. It has no line feed. */
        public readonly string $line,
        /** Store it beside the line, in the same transaction: 64 hexadecimal digits. */
        public readonly string $head,
        /** The number of the line, from 1. */
        public readonly int $seq,
        /** The ledger with the line, to go on with. */
        public readonly Ledger $ledger,
    ) {
    }

    /**
     * What comes of a function that makes a line.
     *
     * @internal
     *
     * @param \Closure(\FFI\CData): Ledger $ledger takes over the handle
     */
    public static function by(
        Library $library,
        \Closure $ledger,
        string $function,
        #[\SensitiveParameter] mixed ...$arguments,
    ): self {
        [$next, $line, $head] = [$library->number('wb_ledger *'), $library->number('wb_buf *'), $library->number('char[32]')];
        \array_push($arguments, $library->at($next), $library->at($line), $head, 32);
        $seq = $library->number('uint32_t');
        $seq->cdata = 1;
        if ($function !== 'wb_ledger_create') {
            $arguments[] = $library->at($seq);
        }
        $library->call($function, ...$arguments);
        $created = $ledger($next);

        return new self($library->taken($line), \bin2hex(\FFI::string($head, 32)), $seq->cdata, $created);
    }
}
