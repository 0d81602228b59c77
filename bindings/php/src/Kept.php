<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** What keeps an item of a plan. */
final class Kept
{
    private function __construct(
        public readonly ?string $purpose,
        /** The ground on which a request to erase does not end it; null if there is none yet. */
        public readonly ?RefusalGround $ground,
        public readonly ?\DateTimeImmutable $until,
        public readonly ReasonCode $because,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self(
            $node->textOrNull('purpose'),
            RefusalGround::readOrNull($node->textOrNull('ground')),
            $node->moment('until'),
            ReasonCode::read($node->text('because')),
        );
    }
}
