<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use Waarborg\Exception\UnknownWordException;

/**
 * An enum of which every word matters: what another word stands for cannot be guessed, and it may not be passed over.
 *
 * @internal
 *
 * @phpstan-require-implements \BackedEnum
 */
trait ClosedList
{
    /**
     * @internal The value of a word of a document.
     *
     * @throws UnknownWordException if there is none
     */
    public static function read(?string $word): self
    {
        return self::tryFrom($word ?? '') ?? throw UnknownWordException::of(self::class, $word ?? '');
    }

    /**
     * @internal The same, where there may be none.
     *
     * @throws UnknownWordException
     */
    public static function readOrNull(?string $word): ?self
    {
        return $word === null ? null : self::read($word);
    }
}
