<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** A reason in words, with the article and where the deciding fact stands. */
final class Reason implements \Stringable
{
    private function __construct(
        /** {@see ReasonCode::Other} where this package does not know it; the code and the sentences tell it all the same. */
        public readonly ReasonCode $code,
        /** The code as a text: also one that {@see ReasonCode} does not have. */
        public readonly string $codeText,
        /** The article of law; empty where it rests on a fact alone. */
        public readonly string $article,
        public readonly string $nl,
        public readonly string $en,
        public readonly Source $source,
        /** The number of the entry; null for none. */
        public readonly ?int $entry,
    ) {
    }

    /** @internal */
    public static function read(?Node $node): self
    {
        $node ??= Node::read('{}');
        $code = $node->text('code');

        return new self(
            ReasonCode::read($code),
            $code,
            $node->text('article'),
            $node->text('nl'),
            $node->text('en'),
            Source::read($node->textOrNull('source') ?? 'none'),
            $node->numberOrNull('entry'),
        );
    }

    /** One line, for a log: the sentence in English, its article, and where the deciding fact stands. */
    public function __toString(): string
    {
        return $this->en . ($this->article === '' ? '' : " ({$this->article})") . $this->source->render($this->entry);
    }
}
