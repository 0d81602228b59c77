<?php

declare(strict_types=1);

namespace Waarborg\Exception;

use Waarborg\Diagnostic;

/** A handle was used after it was closed, or was to be copied. */
final class ClosedException extends CallException
{
    /** @internal */
    public static function of(string $class): self
    {
        return new self([new Diagnostic('closed', "This $class has been closed.", help: 'Make it again, or close it later.')], 0);
    }

    /** @internal */
    public static function copied(string $class): self
    {
        $help = 'Store what it was made from, and make it again.';

        return new self([new Diagnostic('not-copied', "A $class is neither cloned nor serialised.", help: $help)], 0);
    }
}
