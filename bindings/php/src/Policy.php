<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Exception\CallException;
use Waarborg\Exception\PolicyException;
use Waarborg\Exception\WaarborgException;
use Waarborg\Internal\Columns;
use Waarborg\Internal\Files;
use Waarborg\Internal\Json;
use Waarborg\Internal\Library;
use Waarborg\Internal\Moments;
use Waarborg\Internal\Names;
use Waarborg\Internal\Node;
use Waarborg\Internal\Owned;

/** What was declared: the history of a policy's versions, checked and compiled. Make it once. */
final class Policy extends Named
{
    /**
     * Reads a policy of one version from its document: JSON, or an array as `json_decode($text, true)` gives it. Of an array,
     * the diagnostics have a path, and neither line nor column. PHP has one empty array; write `new \stdClass()` for an object
     * without fields.
     *
     * @param array<string, mixed>|string $document
     *
     * @throws PolicyException with everything that is wrong with it
     */
    public static function parse(#[\SensitiveParameter] array|string $document): self
    {
        return self::read([$document], [null]);
    }

    /**
     * Reads a policy of several versions, oldest first.
     *
     * @param iterable<array<string, mixed>|string> $documents each as for {@see parse()}
     *
     * @throws PolicyException which names the version, as `version 1`
     */
    public static function history(#[\SensitiveParameter] iterable $documents): self
    {
        $documents = \is_array($documents) ? \array_values($documents) : \iterator_to_array($documents, false);
        $names = [];
        foreach ($documents as $number => $_) {
            $names[] = 'version ' . ($number + 1);
        }

        return self::read($documents, $names);
    }

    /**
     * Reads a policy from a file for each of its versions, oldest first.
     *
     * @throws PolicyException which names the file
     * @throws CallException if a file cannot be read, with its name and why
     */
    public static function load(string ...$files): self
    {
        $files = \array_values($files);

        return self::read(\array_map(Files::read(...), $files), $files);
    }

    /**
     * @param list<array<string, mixed>|string> $documents
     * @param list<string|null>                 $names
     */
    private static function read(#[\SensitiveParameter] array $documents, array $names): self
    {
        $library = Library::get();
        if (\count($documents) === 1) {
            return self::of($library, self::version($library, $documents[0], $names[0]));
        }
        // Not with array_map: a stack trace would show its arguments.
        $texts = [];
        foreach ($documents as $document) {
            $texts[] = Json::of($document);
        }
        [$joined, $offsets] = Columns::texts($library, $texts);
        try {
            $owned = $library->made('wb_policy', 'wb_policy_parse_history', $joined, $offsets, \count($documents));
        } catch (WaarborgException $error) {
            // It is told here which version cannot work by itself; else they do not follow each other.
            foreach ($documents as $number => $document) {
                self::version($library, $document, $names[$number]);
            }
            throw $error->in(\implode(', ', $names));
        }

        return self::of($library, $owned);
    }

    /** @param array<string, mixed>|string $document */
    private static function version(Library $library, #[\SensitiveParameter] array|string $document, ?string $name): Owned
    {
        $text = Json::of($document);
        try {
            return $library->made('wb_policy', 'wb_policy_parse', $text);
        } catch (WaarborgException $error) {
            // The lines of an array are those of a text that nobody has seen.
            throw $error->in($name, \is_string($document));
        }
    }

    private static function of(Library $library, Owned $owned): self
    {
        return new self($library, $owned, new Names($library, $owned));
    }

    /** SHA-256 over the versions in canonical form, as 64 hexadecimal digits. */
    public function digest(): string
    {
        return \bin2hex($this->library->bytes(32, 'wb_policy_digest', $this->owned()));
    }

    /** Everything doubtful about the policy, worst first within a version. */
    public function lint(): Findings
    {
        return Findings::read($this->library->text('wb_policy_lint', $this->owned()));
    }

    /**
     * Every name of a kind, over all versions, in order.
     *
     * @return list<string>
     */
    public function names(Kind $kind): array
    {
        $json = $this->library->text('wb_policy_names', $this->owned(), Kind::NUMBERS[$kind->value]);

        return Node::read($json)->texts('names');
    }

    /**
     * The number of a name, for packed columns. Equal policies give equal numbers; no name has the number 0.
     *
     * @throws Exception\UnknownNameException
     */
    public function id(Kind $kind, string $name): int
    {
        $this->owned();
        $number = Kind::NUMBERS[$kind->value];

        return $this->names->known[$number][$name] ?? $this->names->find($number, $name);
    }

    /**
     * The numbers of names as a packed column (`pack('Q*', …)`), for {@see Questions}.
     *
     * @param iterable<string> $names
     *
     * @throws Exception\UnknownNameException
     */
    public function ids(Kind $kind, iterable $names): string
    {
        $numbers = [];
        foreach ($names as $name) {
            $numbers[] = $this->id($kind, $name);
        }

        return \pack('Q*', ...$numbers);
    }

    /** The name that a number of {@see id()} stands for. */
    public function name(int $id): string
    {
        return $this->library->text('wb_policy_name', $this->owned(), $id);
    }

    /** What the policy is: its name, zone, digest and versions. */
    public function about(): PolicySummary
    {
        return PolicySummary::read($this->library->text('wb_policy_json', $this->owned()));
    }

    /**
     * The text that the version in force declares at a path of its document: a JSON Pointer, such as
     * `/purposes/website/description`. For people and for tests.
     *
     * @throws Exception\NotDeclaredException where nothing stands, or no text
     */
    public function textAt(string $path, \DateTimeInterface $at): string
    {
        $at = Moments::micros($at);

        return $this->library->text('wb_policy_text_at', $this->owned(), $path, $at);
    }

    /**
     * The policy and the institution's own entries, folded once for all its people.
     *
     * @param string|iterable<string> $lines the lines of the institution's own dossier
     * @param string|null             $head  the head that was stored with the last line; null for no lines
     */
    public function institution(
        \DateTimeInterface $knownAt,
        #[\SensitiveParameter] string|iterable $lines = '',
        #[\SensitiveParameter] ?string $head = null,
    ): Institution {
        return Institution::fold($this, $knownAt, $lines, $head);
    }
}
