<?php

declare(strict_types=1);

namespace Waarborg;

use FFI\CData;
use Waarborg\Internal\Moments;

/**
 * An answer. **Never test it for truth**: like every object it is true in a condition, also if it is a no. Ask
 * {@see $allowed}, or compare {@see $answer} with `===`.
 *
 * @property-read \DateTimeImmutable|null $validUntil The first moment at which the answer can be another, if no entry is added,
 *                                               in UTC; null for never.
 */
final class Decision implements \JsonSerializable, \Stringable
{
    /** Whether it may be done now: true for {@see Answer::Permit} and nothing else. */
    public readonly bool $allowed;

    /** @internal */
    public function __construct(
        public readonly Answer $answer,
        /** The identifiability to use; {@see Identifiability::Nothing} unless permitted. */
        public readonly Identifiability $identifiability,
        /** Whom to ask first; {@see Addressee::Nobody} unless the answer is to ask. */
        public readonly Addressee $addressee,
        /** The first reason. */
        public readonly ReasonCode $reason,
        /** Where the deciding fact stands. */
        public readonly Source $source,
        /** The number of the entry that decided; null for none. */
        public readonly ?int $entry,
        /** What `validUntil` is made of when it is read: microseconds of UTC since 1970. */
        private readonly int $micros,
    ) {
        $this->allowed = $answer === Answer::Permit;
    }

    /**
     * Reads what the library wrote. What is not known here is a no.
     *
     * @internal
     */
    public static function read(CData $row): self
    {
        $identifiability = Identifiability::NUMBERED[$row->identifiability] ?? null;

        return new self(
            $identifiability === null ? Answer::Deny : Answer::NUMBERED[$row->answer] ?? Answer::Deny,
            $identifiability ?? Identifiability::Nothing,
            Addressee::NUMBERED[$row->addressee] ?? Addressee::Other,
            ReasonCode::NUMBERED[$row->reason] ?? ReasonCode::Other,
            Source::NUMBERED[$row->source] ?? Source::Other,
            $row->entry ?: null,
            $row->valid_until,
        );
    }

    public function __get(string $name): ?\DateTimeImmutable
    {
        if ($name !== 'validUntil') {
            throw new \LogicException('A decision has no such property.');
        }

        return Moments::at($this->micros);
    }

    public function __isset(string $name): bool
    {
        return $name === 'validUntil' && $this->micros !== Moments::NEVER;
    }

    /**
     * One line, for a log: the answer, with the identifiability to use or whom to ask, until when, and the first reason. It is true in a
     * condition, as the decision is.
     */
    public function __toString(): string
    {
        $answer = $this->answer->render($this->identifiability, [$this->addressee], Moments::at($this->micros));

        return "$answer: {$this->reason->value}" . $this->source->render($this->entry);
    }

    /**
     * For a log of your own, by the words of the library.
     *
     * @return array<string, string|int|bool|null>
     */
    public function jsonSerialize(): array
    {
        $validUntil = Moments::at($this->micros);

        return [
            'answer' => $this->answer->value,
            'allowed' => $this->allowed,
            'identifiability' => $this->identifiability->value,
            'valid-until' => $validUntil === null ? null : Moments::write($validUntil),
            'addressee' => $this->addressee->value,
            'reason' => $this->reason->value,
            'source' => $this->source->value,
            'entry' => $this->entry,
        ];
    }
}
