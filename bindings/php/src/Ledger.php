<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Columns;
use Waarborg\Internal\Json;
use Waarborg\Internal\Library;
use Waarborg\Internal\Lines;

/**
 * What was erased stays erased: after a backup was restored, it recognises the records that must be erased again. Its lines
 * name nobody. It never changes: making a line gives the ledger that has it.
 */
final class Ledger extends Handle
{
    /**
     * Makes a new ledger and its first line, once: store the line and the head. From then on, {@see open()} it.
     *
     * @param string $key exactly 32 random bytes, which you keep apart from the lines and the backups
     *
     * @throws Exception\KeysException
     */
    public static function create(
        #[\SensitiveParameter] string $key,
        string $zone = 'Europe/Amsterdam',
    ): LedgerAppended {
        $library = Library::get();

        return LedgerAppended::by($library, self::taking($library), 'wb_ledger_create', $key, $zone);
    }

    /**
     * Opens a ledger with the key it was made with. It never opens in part, since it would then say "not erased".
     *
     * @param string                  $key   exactly 32 random bytes, which you keep apart from the lines and the backups
     * @param string|iterable<string> $lines all its lines, in order
     * @param string                  $head  the head that was stored with the last line
     *
     * @throws Exception\KeysException         for another key
     * @throws Exception\LedgerException       without a line, or with every line that is none, by its number
     * @throws Exception\HeadMismatchException if a line is missing or was changed
     */
    public static function open(
        #[\SensitiveParameter] string $key,
        #[\SensitiveParameter] string|iterable $lines,
        #[\SensitiveParameter] string $head,
        string $zone = 'Europe/Amsterdam',
    ): self {
        $lines = Lines::joined($lines);
        $head = Lines::head($head);
        $library = Library::get();

        return new self($library, $library->made('wb_ledger', 'wb_ledger_open', $key, $zone, $lines, $head));
    }

    /** 64 hexadecimal digits, which change with every line. */
    public function head(): string
    {
        $seq = $this->library->number('uint32_t');
        $head = $this->library->number('char[32]');
        $this->library->call('wb_ledger_head', $this->owned(), $head, 32, $this->library->at($seq));

        return \bin2hex(\FFI::string($head, 32));
    }

    /** The number of the last line. */
    public function seq(): int
    {
        $seq = $this->library->number('uint32_t');
        $head = $this->library->number('char[32]');
        $this->library->call('wb_ledger_head', $this->owned(), $head, 32, $this->library->at($seq));

        return $seq->cdata;
    }

    /**
     * Makes the line to keep after an erasure: records of a person made up to and including a day, or an instant, are
     * suppressed. Changes nothing: store what comes of it, and go on with its ledger.
     *
     * @param list<string> $categories none for all
     */
    public function suppressed(
        string $controller,
        #[\SensitiveParameter] string $person,
        #[\SensitiveParameter] string|\DateTimeInterface|Moment $through,
        array $categories = [],
    ): LedgerAppended {
        [$through, $categories] = [Moment::written($through), Json::of(\array_values($categories))];

        return LedgerAppended::by(
            $this->library,
            self::taking($this->library),
            'wb_ledger_suppressed',
            $this->owned(),
            $controller,
            $person,
            $through,
            $categories,
        );
    }

    /** Makes the line to keep when a person is back, from a day or an instant on. */
    public function lifted(
        string $controller,
        #[\SensitiveParameter] string $person,
        #[\SensitiveParameter] string|\DateTimeInterface|Moment $from,
    ): LedgerAppended {
        $from = Moment::written($from);

        return LedgerAppended::by(
            $this->library,
            self::taking($this->library),
            'wb_ledger_lifted',
            $this->owned(),
            $controller,
            $person,
            $from,
        );
    }

    /** @return \Closure(\FFI\CData): self */
    private static function taking(Library $library): \Closure
    {
        return static fn (\FFI\CData $handle): self => new self($library, $library->owned($handle, 'wb_ledger_free'));
    }

    /**
     * Whether a record was erased, and must be erased again.
     *
     * @param string|\DateTimeInterface|Moment|null $created when it was made; null if nobody knows
     */
    public function recognises(
        string $controller,
        #[\SensitiveParameter] string $person,
        string $category,
        #[\SensitiveParameter] string|\DateTimeInterface|Moment|null $created,
    ): bool {
        $created = $created === null ? '' : Moment::written($created);
        $recognised = $this->library->number('int32_t');
        $place = $this->library->at($recognised);
        $this->library->call('wb_ledger_recognises', $this->owned(), $controller, $person, $category, $created, $place);

        return $recognised->cdata !== 0;
    }

    /**
     * Which of many records were erased, in one crossing. Keep a person's records together.
     *
     * @param iterable<array-key, array{string, string, string|\DateTimeInterface|Moment|null}> $records person, category, made
     *
     * @return list<array-key> the keys of those that must be erased again
     */
    public function recognisesMany(string $controller, #[\SensitiveParameter] iterable $records): array
    {
        [$keys, $persons, $categories, $moments] = [[], [], [], []];
        foreach ($records as $key => [$person, $category, $created]) {
            $keys[] = $key;
            $persons[] = $person;
            $categories[] = $category;
            $moments[] = $created === null ? '' : Moment::written($created);
        }
        $count = \count($keys);
        if ($count === 0) {
            return [];
        }
        $library = $this->library;
        $recognised = $library->number("int32_t[$count]");
        $library->call('wb_ledger_recognises_many', $this->owned(), $controller, $count, ...[
            ...Columns::texts($library, $persons),
            ...Columns::texts($library, $categories),
            ...Columns::texts($library, $moments),
            $recognised,
        ]);
        $found = [];
        foreach ($keys as $row => $key) {
            if ($recognised[$row] !== 0) {
                $found[] = $key;
            }
        }

        return $found;
    }
}
