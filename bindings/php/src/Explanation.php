<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/**
 * A decision with every reason, and every condition over time. Never test it for truth: ask {@see $allowed}.
 */
final class Explanation implements \Stringable
{
    /** Whether it may be done now. */
    public readonly bool $allowed;

    /**
     * @param list<Addressee>         $addressee
     * @param list<Reason>            $reasons
     * @param list<ConditionTimeline> $timelines
     */
    private function __construct(
        public readonly Answer $answer,
        /** The identifiability to use. */
        public readonly Identifiability $identifiability,
        /** The first moment at which the answer can be another; null for never. */
        public readonly ?\DateTimeImmutable $validUntil,
        /** Whom to ask first. */
        public readonly array $addressee,
        /** Every reason, the deciding one first. */
        public readonly array $reasons,
        /** Every condition over time. */
        public readonly array $timelines,
        /** The document, byte for byte: equal questions have equal bytes. */
        public readonly string $json,
    ) {
        $this->allowed = $answer === Answer::Permit;
    }

    /** @internal */
    public static function read(string $json): self
    {
        $node = Node::read($json);
        $identifiability = Identifiability::tryFrom($node->text('identifiability'));

        return new self(
            $identifiability === null ? Answer::Deny : Answer::read($node->text('answer')),
            $identifiability ?? Identifiability::Nothing,
            $node->moment('valid-until'),
            \array_map(Addressee::read(...), $node->texts('addressee')),
            \array_map(Reason::read(...), $node->nodes('reasons')),
            \array_map(ConditionTimeline::read(...), $node->nodes('timelines')),
            $json,
        );
    }

    /** One line, for a log: the answer, with the identifiability to use or whom to ask, until when, and the deciding reason in words. */
    public function __toString(): string
    {
        $answer = $this->answer->render($this->identifiability, $this->addressee, $this->validUntil);

        return $this->reasons === [] ? $answer : "$answer: {$this->reasons[0]}";
    }
}
