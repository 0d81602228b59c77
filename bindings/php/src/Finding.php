<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** Something doubtful about a policy. */
final class Finding implements \Stringable
{
    private function __construct(
        public readonly string $code,
        public readonly Severity $severity,
        public readonly string $article,
        /** Where in the policy, as a JSON Pointer. */
        public readonly string $path,
        public readonly string $nl,
        public readonly string $en,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self(
            $node->text('code'),
            Severity::read($node->text('severity')),
            $node->text('article'),
            $node->text('path'),
            $node->text('nl'),
            $node->text('en'),
        );
    }

    /** One line, for a log: how bad, what in English, the article, and where. */
    public function __toString(): string
    {
        return "{$this->severity->value}[{$this->code}]: {$this->en}"
            . ($this->article === '' ? '' : " ({$this->article})")
            . ($this->path === '' ? '' : " --> {$this->path}");
    }
}
