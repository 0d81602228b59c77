<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Library;
use Waarborg\Internal\Moments;

/**
 * One person, two numbers: pseudonyms of one domain that stand for older ones, each since a moment. It never changes; what
 * adds to it gives a new one. Personal data: store it with the keys, not with the data.
 */
final class Aliases extends Handle
{
    public static function new(): self
    {
        $library = Library::get();

        return new self($library, $library->made('wb_aliases', 'wb_aliases_new'));
    }

    /** Reads aliases from their document: `{"waarborg-aliases":1,"aliases":[{"new","old","from"}...]}`. */
    public static function parse(#[\SensitiveParameter] string $document): self
    {
        $library = Library::get();

        return new self($library, $library->made('wb_aliases', 'wb_aliases_parse', $document));
    }

    public function json(): string
    {
        return $this->library->text('wb_aliases_json', $this->owned());
    }

    /**
     * Lets a newer pseudonym stand for an older one from a moment on.
     *
     * @throws Exception\IdentifierException if it would go in a circle, or two ways
     */
    public function add(
        #[\SensitiveParameter] string $newer,
        #[\SensitiveParameter] string $older,
        \DateTimeInterface $from,
    ): self {
        $from = Moments::micros($from);

        return new self(
            $this->library,
            $this->library->made('wb_aliases', 'wb_aliases_add', $this->owned(), $newer, $older, $from),
        );
    }

    /** The pseudonym that one stands for at a moment, followed to the end; itself if none. */
    public function resolve(#[\SensitiveParameter] string $newer, \DateTimeInterface $at): string
    {
        $at = Moments::micros($at);

        return $this->library->bytes(32, 'wb_aliases_resolve', $this->owned(), $newer, $at);
    }

    /**
     * All pseudonyms that stand for the same one at a moment, sorted: where a person's data must be looked for.
     *
     * @return list<string>
     */
    public function samePerson(#[\SensitiveParameter] string $one, \DateTimeInterface $at): array
    {
        $at = Moments::micros($at);
        $list = \json_decode($this->library->text('wb_aliases_same_person', $this->owned(), $one, $at), true);

        return \is_array($list) ? \array_values(\array_filter($list, 'is_string')) : [];
    }

    /**
     * The same aliases under other keys.
     *
     * @throws Exception\IdentifierException if no pair is of one of them
     */
    public function rekey(Pairs $pairs): self
    {
        [$count, $packed] = [\count($pairs), $pairs->packed];
        $next = $this->library->made('wb_aliases', 'wb_aliases_rekey', $this->owned(), $count, $packed);

        return new self($this->library, $next);
    }
}
