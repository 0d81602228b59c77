<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Moments;

/**
 * Yes, no, or ask first. What this package does not know is a no.
 *
 * An enum is an object, and an object is true in a condition: compare with `===`, or use {@see Decision::$allowed}.
 */
enum Answer: string
{
    case Deny = 'deny';
    /** Ask first, and whom: {@see Decision::$addressee}. */
    case Ask = 'ask';
    case Permit = 'permit';

    /** @internal By its number in the C header. */
    public const NUMBERED = [
        0 => self::Deny,
        1 => self::Ask,
        2 => self::Permit,
    ];

    /** @internal The value of a word of a document. */
    public static function read(?string $word): self
    {
        return self::tryFrom($word ?? '') ?? self::Deny;
    }

    /**
     * @internal As a line begins that tells of it.
     *
     * @param list<Addressee> $addressee
     */
    public function render(Identifiability $identifiability, array $addressee, ?\DateTimeImmutable $until): string
    {
        $more = match ($this) {
            self::Permit => " {$identifiability->value}",
            self::Ask => \rtrim(' ' . \implode(', ', \array_column($addressee, 'value'))),
            self::Deny => '',
        };

        return $this->value . $more . ($until === null ? '' : ' until ' . Moments::write($until));
    }
}
