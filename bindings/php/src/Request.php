<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** A request or an objection, and how far it is. Nothing in it names a person. */
final class Request
{
    /**
     * @param list<string>               $categories
     * @param list<string>               $purposes
     * @param list<Refusal>              $refused
     * @param array<string, ItemOutcome> $outcomes
     * @param list<string>               $next
     */
    private function __construct(
        /** The number of the entry that it arrived with. */
        public readonly int $entry,
        public readonly Right $right,
        /** When it arrived, as its entry says. */
        public readonly Moment $received,
        public readonly Stage $stage,
        /** Whether the one who asks may. */
        public readonly Value $authority,
        /** Which categories it is about; empty for all. */
        public readonly array $categories,
        public readonly array $purposes,
        /** The entry of the request that it joined. */
        public readonly ?int $joined,
        /** How many there were before. */
        public readonly int $earlier,
        /** When the person heard that it takes longer. */
        public readonly ?Moment $extended,
        public readonly ?string $forwardedTo,
        /** What was refused of it. */
        public readonly array $refused,
        /** The outcomes that were recorded, by item. */
        public readonly array $outcomes,
        /** By when it must be answered; null if it need not be any more. */
        public readonly ?Clock $clock,
        /** Which kinds of entry may come next. */
        public readonly array $next,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        $clock = $node->node('clock');

        return new self(
            $node->number('entry'),
            Right::read($node->text('right')),
            Moment::read($node->text('received')),
            Stage::read($node->text('stage')),
            Value::read($node->text('authority')),
            $node->texts('categories'),
            $node->texts('purposes'),
            $node->numberOrNull('joined'),
            $node->number('earlier'),
            $node->dayOrInstant('extended'),
            $node->textOrNull('forwarded-to'),
            \array_map(Refusal::read(...), $node->nodes('refused')),
            \array_map(ItemOutcome::read(...), $node->words('outcomes')),
            $clock === null ? null : Clock::read($clock),
            $node->texts('next'),
        );
    }
}
