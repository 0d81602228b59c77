<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Exception\CallException;
use Waarborg\Internal\Columns;
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
     * Reads a policy of one version from its document, as JSON.
     *
     * @throws Exception\PolicyException with everything that is wrong with it
     */
    public static function parse(#[\SensitiveParameter] string $document): self
    {
        $library = Library::get();

        return self::of($library, $library->made('wb_policy', 'wb_policy_parse', $document));
    }

    /**
     * Reads a policy of several versions, oldest first.
     *
     * @param iterable<string> $documents
     *
     * @throws Exception\PolicyException
     */
    public static function history(#[\SensitiveParameter] iterable $documents): self
    {
        $documents = \is_array($documents) ? \array_values($documents) : \iterator_to_array($documents, false);
        $library = Library::get();
        [$joined, $offsets] = Columns::texts($library, $documents);
        $owned = $library->made('wb_policy', 'wb_policy_parse_history', $joined, $offsets, \count($documents));

        return self::of($library, $owned);
    }

    private static function of(Library $library, Owned $owned): self
    {
        return new self($library, $owned, new Names($library, $owned));
    }

    /**
     * Reads a policy from a file for each of its versions, oldest first.
     *
     * @throws Exception\PolicyException
     * @throws CallException if a file cannot be read
     */
    public static function load(string ...$files): self
    {
        $documents = [];
        foreach (\array_values($files) as $number => $file) {
            $document = \is_file($file) && \is_readable($file) ? \file_get_contents($file) : false;
            if ($document === false) {
                throw CallException::because('unreadable-file', "File $number of the policy cannot be read.");
            }
            $documents[] = $document;
        }

        return \count($documents) === 1 ? self::parse($documents[0]) : self::history($documents);
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
     * `/purposes/website/says`. For people and for tests.
     *
     * @throws Exception\NotDeclaredException where nothing stands, or no text
     */
    public function declares(string $path, \DateTimeInterface $at): string
    {
        $at = Moments::micros($at);

        return $this->library->text('wb_policy_declares', $this->owned(), $path, $at);
    }

    /**
     * The policy and the institution's own entries, folded once for all its people.
     *
     * @param string|iterable<string> $lines the lines of the institution's own dossier
     * @param string|null             $head  the head that was stored with the last line; null for no lines
     */
    public function setting(
        \DateTimeInterface $knownAt,
        #[\SensitiveParameter] string|iterable $lines = '',
        #[\SensitiveParameter] ?string $head = null,
    ): Setting {
        return Setting::fold($this, $knownAt, $lines, $head);
    }
}
