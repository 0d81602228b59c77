<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** A ground on which a request may be refused. */
final class Ground
{
    /** @param list<string> $rights */
    private function __construct(
        /** The word that the entry `request-refused` takes. */
        public readonly string $ground,
        public readonly string $article,
        /** The rights that can be refused on it; every right if there are none. */
        public readonly array $rights,
        public readonly string $nl,
        public readonly string $en,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self(
            $node->text('ground'),
            $node->text('article'),
            $node->texts('rights'),
            $node->text('nl'),
            $node->text('en'),
        );
    }
}
