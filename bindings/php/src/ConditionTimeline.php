<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** One condition of a claim over time. */
final class ConditionTimeline
{
    /** @param list<TimelineStep> $steps */
    private function __construct(
        /** Such as `basis`, `term` or `claim`. */
        public readonly string $condition,
        /** Each until the next, the last for ever. */
        public readonly array $steps,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self($node->text('condition'), \array_map(TimelineStep::read(...), $node->nodes('steps')));
    }
}
