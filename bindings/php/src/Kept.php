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
        public readonly ?\DateTimeImmutable $keptUntil,
        /** The reason that the claim itself gives; {@see ReasonCode::Other} where this package does not know it. */
        public readonly ReasonCode $reason,
        /** The code of the reason as a text: also one that {@see ReasonCode} does not have. */
        public readonly string $codeText,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self(
            $node->textOrNull('purpose'),
            RefusalGround::readOrNull($node->textOrNull('ground')),
            $node->moment('kept-until'),
            ReasonCode::read($node->text('reason')),
            $node->text('reason'),
        );
    }
}
