<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** What a claim is worth from a moment on, and why in words. */
final class ClaimStep
{
    private function __construct(
        /** Null for before everything. */
        public readonly ?\DateTimeImmutable $from,
        public readonly Value $value,
        public readonly Reason $reason,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self($node->moment('from'), Value::read($node->text('value')), Reason::read($node->node('reason')));
    }
}
