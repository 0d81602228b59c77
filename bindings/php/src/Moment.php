<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Moments;

/** A day, or an instant: as precise as what is known of it. One of the two is null. */
final class Moment implements \JsonSerializable, \Stringable
{
    private function __construct(
        /** Such as `2026-03-05`; as the end of a term it counts to its end. */
        public readonly ?string $day,
        /** In UTC. */
        public readonly ?\DateTimeImmutable $instant,
    ) {
    }

    /** @internal */
    public static function read(string $text): self
    {
        return \str_contains($text, 'T') ? new self(null, Moments::read($text)) : new self($text, null);
    }

    /**
     * What the host passes as a day or an instant, as documents say it.
     *
     * @internal
     */
    public static function written(#[\SensitiveParameter] string|\DateTimeInterface|self $moment): string
    {
        return $moment instanceof \DateTimeInterface ? Moments::write($moment) : (string) $moment;
    }

    /** The day in a zone, such as that of the policy: of an instant, the day on which it falls there. */
    public function dayIn(\DateTimeZone $zone): string
    {
        return $this->day ?? $this->instant?->setTimezone($zone)->format('Y-m-d') ?? '';
    }

    /** As it stands in documents: a day, or an instant in RFC 3339, in UTC with all its microseconds. */
    public function __toString(): string
    {
        return $this->day ?? ($this->instant === null ? '' : Moments::write($this->instant));
    }

    public function jsonSerialize(): string
    {
        return (string) $this;
    }
}
