<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** What a condition is worth from a moment on, and why. */
final class Step
{
    private function __construct(
        /** Null for before everything. */
        public readonly ?\DateTimeImmutable $from,
        public readonly Value $value,
        public readonly ReasonCode $reason,
        public readonly string $code,
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
