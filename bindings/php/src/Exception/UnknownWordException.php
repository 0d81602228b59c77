<?php

declare(strict_types=1);

namespace Waarborg\Exception;

use Waarborg\Diagnostic;

/**
 * An answer holds a word of a newer library than this package: a kind of item, an outcome, a stage, a ground, a basis.
 * Nothing of that answer was read, since half a plan is what nobody looks at again.
 */
final class UnknownWordException extends WaarborgException
{
    /**
     * @internal
     *
     * @param class-string<\BackedEnum> $list
     */
    public static function of(string $list, string $word): self
    {
        $name = \substr((string) \strrchr($list, '\\'), 1);

        return new self([new Diagnostic(
            'unknown-word',
            "The library is newer than this package, which has no $name `$word`.",
            expected: \implode(', ', \array_column($list::cases(), 'value')),
            help: 'Use the package of that library.',
        )], 0);
    }
}
