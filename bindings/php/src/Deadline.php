<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Json;
use Waarborg\Internal\Library;
use Waarborg\Internal\Node;

/**
 * By when the law asks something. A day counts to its end; an instant is the end itself.
 */
final class Deadline
{
    /** @param list<DeadlineStep> $steps */
    private function __construct(
        /** Too late under no reading of the law, and it rests on no list of holidays. */
        public readonly Moment $safe,
        /** The end under the act that counts the term. */
        public readonly Moment $legal,
        /** A later end that some read into the law: to show, never to rely on. */
        public readonly ?Moment $disputed,
        /** Whether `legal` rests on holidays that are not published yet. */
        public readonly bool $provisional,
        /** How it was counted. */
        public readonly array $steps,
    ) {
    }

    /** @internal */
    public static function read(Node $node): self
    {
        return new self(
            Moment::read($node->text('safe')),
            Moment::read($node->text('legal')),
            $node->dayOrInstant('disputed'),
            $node->flag('provisional'),
            \array_map(DeadlineStep::read(...), $node->nodes('steps')),
        );
    }

    /**
     * By when the law asks something in the Netherlands.
     *
     * @param string                                              $term   its word in {@see terms()}, such as `answer`
     * @param string|\DateTimeInterface|Moment                    $event  when that which it runs from happened: a day such
     *                                                                    as `2026-03-05`, or an instant
     * @param list<array{asked: string, answered: string}>|string $pauses times in which it stood still, because an answer
     *                                                                    was awaited that was needed to go on
     *
     * @throws Exception\TermException
     */
    public static function of(
        string $term,
        #[\SensitiveParameter] string|\DateTimeInterface|Moment $event,
        #[\SensitiveParameter] array|string $pauses = [],
        string $zone = 'Europe/Amsterdam',
    ): self {
        $event = Moment::written($event);
        $pauses = Json::of($pauses === [] ? '' : $pauses);

        return self::read(Node::read(Library::get()->text('wb_deadline', $term, $event, $pauses, $zone)));
    }

    /** Every term that the law sets for acting, as the JSON document of the library. */
    public static function terms(): string
    {
        return Library::get()->text('wb_terms');
    }
}
