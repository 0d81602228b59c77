<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** What was refused of a request. */
final class Refusal
{
    /** @param list<string> $categories */
    private function __construct(
        public readonly int $entry,
        /** The ground; null for a rejected objection. */
        public readonly ?RefusalGround $ground,
        /** Empty for all. */
        public readonly array $categories,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self($node->number('entry'), RefusalGround::readOrNull($node->textOrNull('ground')), $node->texts('categories'));
    }
}
