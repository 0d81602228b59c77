<?php

declare(strict_types=1);

namespace Waarborg\Exception;

use Waarborg\Diagnostic;

/**
 * The native library cannot be used here; {@see help()} says what to install or to set. The codes: `ffi-missing`,
 * `ffi-disabled`, `ffi-forbidden`, `library-not-found`, `another-abi`, `older-library`.
 */
final class LibraryException extends WaarborgException
{
    /** @internal */
    public static function reason(string $code, string $message, string $help): self
    {
        return new self([new Diagnostic($code, $message, help: $help)], 0);
    }
}
