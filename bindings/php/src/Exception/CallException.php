<?php

declare(strict_types=1);

namespace Waarborg\Exception;

use Waarborg\Diagnostic;

/**
 * The call itself is wrong: a moment outside 2000 to 2200, a text that is not UTF-8, a number of another policy, a value
 * that JSON cannot say.
 */
class CallException extends WaarborgException
{
    /** @internal */
    final public static function reason(string $code, string $message, ?string $help = null): self
    {
        return new self([new Diagnostic($code, $message, help: $help)], 0);
    }
}
