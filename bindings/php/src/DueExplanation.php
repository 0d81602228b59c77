<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** When a record must be gone, with the reason in words. */
final class DueExplanation implements \Stringable
{
    /** @param list<Drop> $drops */
    private function __construct(
        public readonly DueState $state,
        public readonly ?\DateTimeImmutable $at,
        /** The last day on which it may be kept, such as `2027-08-31`, in the zone of the policy. */
        public readonly ?string $lastDay,
        public readonly Reason $reason,
        /** The lower identifiabilities that are enough from a moment on. */
        public readonly array $drops,
        /** The document, byte for byte. */
        public readonly string $json,
    ) {
    }

    /** @internal */
    public static function read(string $json): self
    {
        $node = Node::read($json);

        return new self(
            DueState::read($node->text('state')),
            $node->moment('at'),
            $node->textOrNull('last-day'),
            Reason::read($node->node('reason')),
            \array_map(Drop::read(...), $node->nodes('drops')),
            $json,
        );
    }

    /** One line, for a log: the state, the last day, and why then in words. */
    public function __toString(): string
    {
        return $this->state->value . ($this->lastDay === null ? '' : ", the last day is {$this->lastDay}") . ": {$this->reason}";
    }
}
