<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** Whether a right reaches one claim, and why. */
final class RightApplicability
{
    private function __construct(
        public readonly string $purpose,
        public readonly string $category,
        /** The lawful basis in force; null if the controller has bound none. */
        public readonly ?Basis $basis,
        /** What the law says of the right on that basis. */
        public readonly Applicability $applicability,
        public readonly string $article,
        public readonly string $nl,
        public readonly string $en,
        public readonly Value $value,
        /** Whether it ends the claim. */
        public readonly bool $ends,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self(
            $node->text('purpose'),
            $node->text('category'),
            Basis::readOrNull($node->textOrNull('basis')),
            Applicability::read($node->text('applicability')),
            $node->text('article'),
            $node->text('nl'),
            $node->text('en'),
            Value::read($node->text('value')),
            $node->flag('ends'),
        );
    }
}
