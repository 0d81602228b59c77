<?php

declare(strict_types=1);

namespace Waarborg\Internal;

/**
 * Moments as the library counts them: microseconds of UTC since 1970.
 *
 * @internal
 */
final class Moments
{
    public const NEVER = \PHP_INT_MAX;

    /** Any time zone comes in. A moment that does not fit is one that the library refuses. */
    public static function micros(\DateTimeInterface $at): int
    {
        $seconds = $at->getTimestamp();
        if ($seconds > 9_000_000_000_000 || $seconds < -9_000_000_000_000) {
            return \PHP_INT_MIN;
        }

        return $seconds * 1_000_000 + (int) $at->format('u');
    }

    /** UTC goes out; null for never. */
    public static function at(int $micros): ?\DateTimeImmutable
    {
        if ($micros === self::NEVER || $micros === \PHP_INT_MIN) {
            return null;
        }
        $rest = $micros % 1_000_000;
        $rest = $rest < 0 ? $rest + 1_000_000 : $rest;
        $seconds = \intdiv($micros - $rest, 1_000_000);

        return new \DateTimeImmutable(\gmdate('Y-m-d\TH:i:s', $seconds) . \sprintf('.%06d', $rest), self::utc());
    }

    /** A moment of a document of the library, which is in UTC. */
    public static function read(string $text): \DateTimeImmutable
    {
        return (new \DateTimeImmutable($text))->setTimezone(self::utc());
    }

    /** As documents say it: RFC 3339, in UTC, with all its microseconds. */
    public static function write(\DateTimeInterface $at): string
    {
        return \DateTimeImmutable::createFromInterface($at)->setTimezone(self::utc())->format('Y-m-d\TH:i:s.u\Z');
    }

    private static function utc(): \DateTimeZone
    {
        return new \DateTimeZone('UTC');
    }
}
