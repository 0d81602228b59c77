<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** The answer for one category of a purpose. Never test it for truth: ask {@see $allowed}. */
final class Field implements \Stringable
{
    /** Whether it may go this way now. */
    public readonly bool $allowed;

    private function __construct(
        public readonly string $category,
        public readonly Answer $answer,
        public readonly Identifiability $identifiability,
        public readonly ?\DateTimeImmutable $validUntil,
        public readonly Addressee $addressee,
        public readonly Reason $reason,
    ) {
        $this->allowed = $answer === Answer::Permit;
    }

    /** @internal */
    public static function read(Node $node): self
    {
        $identifiability = Identifiability::tryFrom($node->text('identifiability'));

        return new self(
            $node->text('category'),
            $identifiability === null ? Answer::Deny : Answer::read($node->text('answer')),
            $identifiability ?? Identifiability::Nothing,
            $node->moment('valid-until'),
            Addressee::read($node->textOrNull('addressee') ?? 'nobody'),
            Reason::read($node->node('reason')),
        );
    }

    /** One line, for a log: the category, and the answer as that of a {@see Decision}. */
    public function __toString(): string
    {
        $answer = $this->answer->render($this->identifiability, [$this->addressee], $this->validUntil);

        return "{$this->category}: $answer: {$this->reason->codeText}" . $this->reason->source->render($this->reason->entry);
    }
}
