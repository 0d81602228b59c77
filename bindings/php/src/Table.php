<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Exception\CallException;
use Waarborg\Internal\Columns;
use Waarborg\Internal\Json;
use Waarborg\Internal\Library;
use Waarborg\Internal\Owned;

/** Columns of one table that is to be released. It never changes; what adds a column gives a new one. */
final class Table extends Handle
{
    private function __construct(Library $library, Owned $owned, private readonly int $rows)
    {
        parent::__construct($library, $owned);
    }

    /**
     * A table of columns by name. A column of whole numbers has an order, one of texts is compared byte by byte; null is a
     * value that is missing.
     *
     * @param non-empty-array<string, list<string|int|null>> $columns all equally long
     *
     * @throws Exception\TableException
     */
    public static function of(#[\SensitiveParameter] array $columns): self
    {
        $table = null;
        foreach ($columns as $name => $values) {
            $whole = $values !== [] && \array_filter($values, static fn ($value): bool => \is_string($value)) === [];
            $table = $whole ? self::integers((string) $name, $values, $table) : self::texts((string) $name, $values, $table);
        }

        return $table ?? throw CallException::reason('no-columns', 'A table has at least one column.');
    }

    /**
     * A table with a column of texts, with the columns of besides, which stays as it was.
     *
     * @param list<string|null> $values
     *
     * @throws Exception\TableException
     */
    public static function texts(string $name, #[\SensitiveParameter] array $values, ?self $besides = null): self
    {
        $library = Library::get();
        $values = \array_values($values);
        [$joined, $offsets] = Columns::texts($library, \array_map('strval', $values));
        $valid = self::valid($library, $values);
        $count = \count($values);
        $table = $library->made('wb_table', 'wb_table_texts', $besides?->owned(), $name, $count, $joined, $offsets, $valid);

        return new self($library, $table, $count);
    }

    /**
     * A table with a column of whole numbers, which have an order.
     *
     * @param list<int|null> $values
     *
     * @throws Exception\TableException
     */
    public static function integers(string $name, #[\SensitiveParameter] array $values, ?self $besides = null): self
    {
        $library = Library::get();
        $values = \array_values($values);
        $numbers = Columns::numbers($library, 'int64_t', \array_map('intval', $values));
        $valid = self::valid($library, $values);
        $count = \count($values);
        $table = $library->made('wb_table', 'wb_table_integers', $besides?->owned(), $name, $count, $numbers, $valid);

        return new self($library, $table, $count);
    }

    /**
     * Holds requirements against the table, and against the population from which it was drawn. Nothing is called anonymous:
     * see the report on who holds what.
     *
     * @param array<string, mixed>|string                          $requirements
     * @param string                                               $release a name for the report
     * @param list<array{party: string, holds: list<string>}>|string $adversaries who has the release, and who holds what leads
     *                                                                     back from it
     *
     * @throws Exception\TableException if it cannot be checked; a check that fails is a {@see Check}
     */
    public function check(array|string $requirements, string $release, array|string $adversaries, ?self $population = null): Check
    {
        return self::checked(
            'wb_table_check',
            [$this->owned(), $population?->owned(), Json::of($requirements), $release, Json::of($adversaries)],
            $this->rows,
            null,
        );
    }

    /**
     * What the table measures, as JSON, whatever is required of it: the roles of its columns are those of the requirements.
     * For who looks for what to require; it is no check.
     *
     * @param array<string, mixed>|string $requirements
     */
    public function measure(array|string $requirements): string
    {
        $requirements = Json::of($requirements);

        return $this->library->text('wb_table_measure', $this->owned(), $requirements);
    }

    /**
     * Requirements as Java statements for ARX, which looks for a generalisation where a table fails.
     *
     * @param array<string, mixed>|string $requirements
     */
    public static function arx(array|string $requirements): string
    {
        return Library::get()->text('wb_requirements_arx', Json::of($requirements));
    }

    /**
     * Holds requirements against tables that can be linked by a column that says whom a row is about, counted in persons.
     *
     * @param list<self>                                             $tables
     * @param array<string, mixed>|string                            $requirements
     * @param list<array{party: string, holds: list<string>}>|string $adversaries
     *
     * @return Check whose rows are of all tables together: {@see Check::rowsOf()}
     */
    public static function joined(array $tables, array|string $requirements, string $release, array|string $adversaries): Check
    {
        $library = Library::get();
        [$requirements, $adversaries] = [Json::of($requirements), Json::of($adversaries)];
        [$all, $rows] = [[], 0];
        foreach ($tables as $table) {
            $all[] = $table->owned();
            $rows += $table->rows;
        }
        $count = \count($all);
        $pointers = $count === 0 ? null : $library->number("const wb_table *[$count]");
        foreach ($all as $number => $owned) {
            $pointers[$number] = $owned->pointer;
        }

        return self::checked(
            'wb_tables_check',
            [$pointers, $count, $requirements, $release, $adversaries],
            $rows,
            $count,
        );
    }

    /**
     * A byte for each value, 0 for one that is missing; null if none is.
     *
     * @param list<mixed> $values
     */
    private static function valid(Library $library, #[\SensitiveParameter] array $values): ?\FFI\CData
    {
        if (!\in_array(null, $values, true)) {
            return null;
        }
        $valid = [];
        foreach ($values as $value) {
            $valid[] = $value === null ? 0 : 1;
        }

        return Columns::numbers($library, 'uint8_t', $valid);
    }

    /**
     * @param list<mixed> $arguments
     * @param int|null    $tables    how many, where each has its own number of rows
     */
    private static function checked(string $function, array $arguments, int $room, ?int $tables): Check
    {
        $library = Library::get();
        [$passed, $report] = [$library->number('int32_t'), $library->number('wb_buf *')];
        $rows = $room === 0 ? null : $library->number("uint32_t[$room]");
        $counts = $library->number('size_t[' . \max(1, $tables ?? 1) . ']');
        $library->call(
            $function,
            ...[...$arguments, $library->at($passed), $rows, $room, $counts, $library->at($report)],
        );
        $found = [];
        $row = 0;
        for ($table = 0; $table < ($tables ?? 1); $table++) {
            $found[$table] = [];
            for ($i = 0; $i < $counts[$table]; $i++) {
                $found[$table][] = $rows[$row++];
            }
        }

        return new Check($passed->cdata === 1, $found, $library->taken($report));
    }
}
