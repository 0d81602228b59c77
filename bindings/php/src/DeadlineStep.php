<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** One step in counting a term. */
final class DeadlineStep
{
    private function __construct(
        /** Such as `same-day` or `next-working-day`. */
        public readonly string $rule,
        public readonly string $article,
        /** Where the term ended after this step. */
        public readonly Moment $end,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self($node->text('rule'), $node->text('article'), Moment::read($node->text('end')));
    }
}
