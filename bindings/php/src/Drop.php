<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** A lower identifiability that is enough from a moment on. */
final class Drop
{
    private function __construct(
        public readonly Identifiability $to,
        public readonly ?\DateTimeImmutable $at,
        public readonly ?string $lastDay,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self(Identifiability::read($node->text('to')), $node->moment('at'), $node->textOrNull('last-day'));
    }
}
