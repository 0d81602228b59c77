<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** One thing to do, or to leave. */
final class PlanItem
{
    /**
     * @param list<string> $categories
     * @param list<string> $purposes
     * @param list<Kept>   $kept
     */
    private function __construct(
        /** Its name, for the entry with its outcome. */
        public readonly string $item,
        public readonly ItemKind $kind,
        public readonly ?string $category,
        public readonly ?string $system,
        public readonly ?string $recipient,
        public readonly array $categories,
        public readonly array $purposes,
        /** What keeps it. */
        public readonly array $kept,
        /** For what was refused or is out of reach. */
        public readonly ?RefusalGround $ground,
        public readonly string $article,
        /** When it is gone from the backups too. */
        public readonly ?\DateTimeImmutable $goneFromBackups,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self(
            $node->text('item'),
            ItemKind::read($node->text('kind')),
            $node->textOrNull('category'),
            $node->textOrNull('system'),
            $node->textOrNull('recipient'),
            $node->texts('categories'),
            $node->texts('purposes'),
            \array_map(Kept::read(...), $node->nodes('kept')),
            RefusalGround::readOrNull($node->textOrNull('ground')),
            $node->text('article'),
            $node->moment('gone-from-backups'),
        );
    }
}
