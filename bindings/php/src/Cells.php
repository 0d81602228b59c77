<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Columns;
use Waarborg\Internal\Json;
use Waarborg\Internal\Library;

/** The cells of one aggregate: numbers of persons, each person in one cell. */
final class Cells
{
    /**
     * Holds the cells against a threshold.
     *
     * @param list<int>                                            $persons
     * @param string                                               $release      a name for the report
     * @param list<array{party: string, holds: list<string>}>|string $adversaries      as for {@see Table::check()}
     * @param bool                                                 $totalIsKnown whether the total is shown or can be known
     * @param bool                                                 $emptyIsShown whether a cell with nobody in it is shown
     * @param bool                                                 $withhold     withhold cells until the rest may be shown
     * @param int                                                  $threshold    the least behind a shown number, from 5
     *
     * @throws Exception\TableException
     */
    public static function check(
        array $persons,
        string $release,
        array|string $adversaries,
        bool $totalIsKnown,
        bool $emptyIsShown,
        bool $withhold,
        int $threshold = 10,
    ): Check {
        $library = Library::get();
        $persons = \array_values($persons);
        $count = \count($persons);
        $adversaries = Json::of($adversaries);
        [$passed, $found] = [$library->number('int32_t'), $library->number('size_t')];
        $report = $library->number('wb_buf *');
        $cells = $count === 0 ? null : $library->number("uint32_t[$count]");
        $library->call(
            'wb_cells_check',
            Columns::numbers($library, 'uint64_t', $persons),
            $count,
            $threshold,
            (int) $totalIsKnown,
            (int) $emptyIsShown,
            (int) $withhold,
            $release,
            $adversaries,
            $library->at($passed),
            $cells,
            $count,
            $library->at($found),
            $library->at($report),
        );
        $numbers = [];
        for ($i = 0; $i < $found->cdata; $i++) {
            $numbers[] = $cells[$i];
        }

        return new Check($passed->cdata === 1, [$numbers], $library->taken($report));
    }
}
