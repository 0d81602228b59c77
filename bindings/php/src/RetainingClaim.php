<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** Something that keeps a record. */
final class RetainingClaim
{
    private function __construct(
        /** Null for what is no purpose's claim: a hold, a restriction, an open request, a minimum. */
        public readonly ?string $purpose,
        public readonly Value $value,
        /** Null where no end can be computed. */
        public readonly ?\DateTimeImmutable $keptUntil,
        public readonly Reason $reason,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self(
            $node->textOrNull('purpose'),
            Value::read($node->text('value')),
            $node->moment('kept-until'),
            Reason::read($node->node('reason')),
        );
    }
}
