<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** By when a request must be answered. */
final class Clock
{
    private function __construct(
        public readonly Deadline $answer,
        /** What the policy promises. */
        public readonly ?Moment $promised,
        /** By when to tell that it takes longer. */
        public readonly ?Deadline $extensionNotice,
        public readonly bool $standsStill,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        $notice = $node->node('extension-notice');

        return new self(
            Deadline::read($node->node('answer') ?? Node::read('{}')),
            $node->dayOrInstant('promised'),
            $notice === null ? null : Deadline::read($notice),
            $node->flag('stands-still'),
        );
    }
}
