<?php

declare(strict_types=1);

namespace Waarborg;

/** One thing that is wrong, and where. It repeats no value that was passed in. */
final class Diagnostic implements \Stringable
{
    public function __construct(
        /** A stable code in lower case, such as `unknown-field`. */
        public readonly string $code,
        /** One sentence in English. */
        public readonly string $message,
        /** Where in the document, as a JSON Pointer (RFC 6901); empty for the document as a whole. */
        public readonly string $path = '',
        /** The line, from 1; null where there is no text. For lines of a dossier, the number of the line. */
        public readonly ?int $line = null,
        /** The column in characters, from 1; null where there is no text. */
        public readonly ?int $column = null,
        /** What was expected there. */
        public readonly ?string $expected = null,
        /** The known word nearest to the one that was given. */
        public readonly ?string $suggestion = null,
        /** What to do about it. */
        public readonly ?string $help = null,
    ) {
    }

    public function __toString(): string
    {
        return $this->render(null);
    }

    /** @internal */
    public function withoutPosition(): self
    {
        [$expected, $suggestion, $help] = [$this->expected, $this->suggestion, $this->help];

        return new self($this->code, $this->message, $this->path, null, null, $expected, $suggestion, $help);
    }

    /** As a compiler would tell it; with the name of the document, editors find the place. */
    public function render(?string $document): string
    {
        if ($document === null) {
            $column = $this->column === null ? '' : ", column {$this->column}";
            $position = $this->line === null ? '' : "line {$this->line}$column";
            [$first, $second] = [$this->path, $position];
        } else {
            [$first, $second] = [\implode(':', \array_filter([$document, $this->line, $this->column])), $this->path];
        }
        $place = match (true) {
            $first === '' && $second === '' => '',
            $first === '' => "\n  --> $second",
            $second === '' => "\n  --> $first",
            default => "\n  --> $first ($second)",
        };

        return "error[{$this->code}]: {$this->message}$place"
            . ($this->expected === null ? '' : "\n  expected: {$this->expected}")
            . ($this->suggestion === null ? '' : "\n  did you mean `{$this->suggestion}`?")
            . ($this->help === null ? '' : "\n  help: {$this->help}");
    }
}
