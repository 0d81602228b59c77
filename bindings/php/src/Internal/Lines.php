<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use Waarborg\Exception\CallException;

/**
 * The lines of a dossier as a host keeps them, and their head.
 *
 * @internal
 */
final class Lines
{
    /** The head of a dossier without entries. */
    public const NOTHING = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

    /** @param string|iterable<string> $lines */
    public static function joined(#[\SensitiveParameter] string|iterable $lines): string
    {
        if (\is_string($lines)) {
            return $lines;
        }

        return \implode("\n", \is_array($lines) ? $lines : \iterator_to_array($lines, false));
    }

    /** A head is 64 hexadecimal digits, or the 32 bytes that they stand for. */
    public static function head(#[\SensitiveParameter] ?string $head): string
    {
        if ($head === null) {
            return self::NOTHING;
        }
        if (\strlen($head) !== 64) {
            return $head;
        }
        if (!\ctype_xdigit($head)) {
            $help = 'Store the head as it was given: 64 hexadecimal digits, or 32 bytes.';
            throw CallException::reason('head-digits', 'The head is not made of hexadecimal digits.', $help);
        }

        return (string) \hex2bin($head);
    }
}
