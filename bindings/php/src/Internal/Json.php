<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use Waarborg\Exception\CallException;

/**
 * What the host passes as an array, as JSON. A text is passed on as it is.
 *
 * @internal
 */
final class Json
{
    private const FLAGS = \JSON_UNESCAPED_SLASHES | \JSON_UNESCAPED_UNICODE | \JSON_PRESERVE_ZERO_FRACTION;

    /**
     * A date becomes RFC 3339 in UTC, an enum its value. For nothing, an empty text.
     *
     * @param array<mixed>|string|null $given
     */
    public static function of(#[\SensitiveParameter] array|string|null $given): string
    {
        if (!\is_array($given)) {
            return $given ?? '';
        }
        \array_walk_recursive($given, static function (mixed &$value): void {
            if ($value instanceof \DateTimeInterface) {
                $value = Moments::write($value);
            }
        });
        $json = \json_encode($given, self::FLAGS);
        if ($json === false) {
            $help = 'Texts are UTF-8, numbers finite, and nothing is nested without an end.';
            throw CallException::reason('not-json', 'The array cannot be said in JSON.', $help);
        }

        return $json;
    }
}
