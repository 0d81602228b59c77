<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** What a condition is worth from a moment on, and why. */
final class TimelineStep
{
    private function __construct(
        /** Null for before everything. */
        public readonly ?\DateTimeImmutable $from,
        public readonly Value $value,
        /** The code of the reason; {@see ReasonCode::Other} where this package does not know it. */
        public readonly ReasonCode $code,
        /** The code as a text: also one that {@see ReasonCode} does not have. */
        public readonly string $codeText,
        public readonly Source $source,
        public readonly ?int $entry,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self(
            $node->moment('from'),
            Value::read($node->text('value')),
            ReasonCode::read($node->text('code')),
            $node->text('code'),
            Source::read($node->textOrNull('source') ?? 'none'),
            $node->numberOrNull('entry'),
        );
    }
}
