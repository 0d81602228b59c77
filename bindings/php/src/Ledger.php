<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Columns;
use Waarborg\Internal\Json;
use Waarborg\Internal\Library;
use Waarborg\Internal\Lines;

/**
 * What was erased stays erased: after a backup was restored, it recognises the records that must be erased again. Its lines
 * name nobody. To read a line that you added, open it again.
 */
final class Ledger extends Handle
{
    /**
     * @param string                  $key   exactly 32 random bytes, which you keep apart from the lines and the backups
     * @param string|iterable<string> $lines all its lines, in the order in which they were written
     *
     * @throws Exception\LedgerException with every line that is none, by its number
     */
    public static function open(
        #[\SensitiveParameter] string $key,
        #[\SensitiveParameter] string|iterable $lines = '',
        string $zone = 'Europe/Amsterdam',
    ): self {
        $lines = Lines::joined($lines);
        $library = Library::get();

        return new self($library, $library->created('wb_ledger', 'wb_ledger_open', $key, $zone, $lines));
    }

    /**
     * The line to keep after an erasure: records of a person made up to and including a day, or an instant, are suppressed.
     *
     * @param list<string> $categories none for all
     */
    public function suppressed(
        string $controller,
        #[\SensitiveParameter] string $person,
        #[\SensitiveParameter] string|\DateTimeInterface|Moment $through,
        array $categories = [],
    ): string {
        [$through, $categories] = [Moment::written($through), Json::of(\array_values($categories))];

        return $this->library->text(
            'wb_ledger_suppressed',
            $this->owned(),
            $controller,
            $person,
            $through,
            $categories,
        );
    }

    /** The line to keep when a person is back, from a day or an instant on. */
    public function lifted(
        string $controller,
        #[\SensitiveParameter] string $person,
        #[\SensitiveParameter] string|\DateTimeInterface|Moment $from,
    ): string {
        $from = Moment::written($from);

        return $this->library->text('wb_ledger_lifted', $this->owned(), $controller, $person, $from);
    }

    /**
     * Whether a record was erased, and must be erased again.
     *
     * @param string|\DateTimeInterface|Moment|null $made when it was made; null if nobody knows
     */
    public function recognises(
        string $controller,
        #[\SensitiveParameter] string $person,
        string $category,
        #[\SensitiveParameter] string|\DateTimeInterface|Moment|null $made,
    ): bool {
        $made = $made === null ? '' : Moment::written($made);
        $recognised = $this->library->number('int32_t');
        $place = $this->library->at($recognised);
        $this->library->call('wb_ledger_recognises', $this->owned(), $controller, $person, $category, $made, $place);

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
        foreach ($records as $key => [$person, $category, $made]) {
            $keys[] = $key;
            $persons[] = $person;
            $categories[] = $category;
            $moments[] = $made === null ? '' : Moment::written($made);
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
