<?php

declare(strict_types=1);

namespace School\Desk;

use Waarborg\Explanation;
use Waarborg\Verb;

/** What a role might do with a category for a purpose, and whether it may now: the verbs that have the same answer. */
final class Usage
{
    /** @param list<Verb> $verbs */
    public function __construct(
        public readonly string $role,
        public readonly array $verbs,
        public readonly string $purpose,
        public readonly ?string $recipient,
        public readonly Explanation $why,
    ) {
    }

    /** The same, with one verb more. */
    public function and(Verb $verb): self
    {
        return new self($this->role, [...$this->verbs, $verb], $this->purpose, $this->recipient, $this->why);
    }
}
