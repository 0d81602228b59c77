<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\TestCase;
use Waarborg\Cells;
use Waarborg\Deadline;
use Waarborg\Exception\CallException;
use Waarborg\Exception\HeadMismatchException;
use Waarborg\Exception\KeysException;
use Waarborg\Exception\LedgerException;
use Waarborg\Exception\TableException;
use Waarborg\Exception\TermException;
use Waarborg\Exception\WaarborgException;
use Waarborg\Ledger;
use Waarborg\Table;

/** Can someone be found in what is released, what stays erased, and by when must it be done? */
final class ReleaseTest extends TestCase
{
    private const ADVERSARIES = [['party' => 'researcher', 'holds' => []]];

    /** @param array<string, list<string>> $columns */
    private static function smallest(array $columns): int
    {
        return \min(\array_count_values(\array_map(static fn (string ...$row): string => \implode("\0", $row), ...\array_values($columns))));
    }

    public function testTheSmallestClassIsWhatCountingFinds(): void
    {
        \mt_srand(11);
        for ($i = 0; $i < 50; $i++) {
            $rows = \mt_rand(1, 60);
            $columns = ['a' => [], 'b' => []];
            for ($row = 0; $row < $rows; $row++) {
                $columns['a'][] = (string) \mt_rand(0, 2);
                $columns['b'][] = (string) \mt_rand(0, 2);
            }
            $asked = ['waarborg-anonymity' => 1, 'k' => 2, 'rows-are-persons' => true, 'quasi-identifiers' => ['a', 'b'], 'sensitive' => []];
            $check = Table::of($columns)->check($asked, 'a table', self::ADVERSARIES);
            $k = self::smallest($columns);
            self::assertSame($k >= 2, $check->passed);
            self::assertSame($k, \json_decode($check->report, true)['checks'][0]['found']);
        }
    }

    public function testWhatIsWithheldSoThatTheRestPasses(): void
    {
        // What pycanon finds in it: 1, and 3 without the last row.
        $columns = [
            'cohort' => ['2019', '2019', '2019', '2020', '2020', '2020', '2020', '2021'],
            'region' => ['north', 'north', 'north', 'zuid-è', 'zuid-è', 'zuid-è', 'zuid-è', 'north'],
        ];
        $asked = ['waarborg-anonymity' => 1, 'k' => 2, 'rows-are-persons' => true, 'quasi-identifiers' => ['cohort', 'region'], 'sensitive' => []];
        $table = Table::of($columns);
        $failed = $table->check($asked, 'a table', self::ADVERSARIES);
        self::assertSame([false, [7]], [$failed->passed, $failed->rows()]);
        $withheld = $table->check($asked + ['withhold-at-most' => 0.2], 'a table', self::ADVERSARIES);
        self::assertSame([true, [7]], [$withheld->passed, $withheld->rows()]);
        self::assertStringContainsString('"k":1', $table->measure($asked));
        self::assertStringContainsString('KAnonymity', Table::arx($asked));
        $this->expectException(TableException::class);
        $table->check($asked, 'a table', []);
    }

    public function testNumbersHaveAnOrderAndAValueMayBeMissing(): void
    {
        $table = Table::of(['cohort' => ['2019', '2019', '2019', '2020', '2020', '2020'], 'mark' => [5, 7, 8, 5, 7, 8]]);
        $asked = ['waarborg-anonymity' => 1, 'k' => 3, 'rows-are-persons' => true, 'quasi-identifiers' => ['cohort'],
            'sensitive' => [['column' => 'mark', 'distinct-l' => 3]]];
        self::assertTrue($table->check($asked, 'marks', self::ADVERSARIES)->passed);
        $linked = ['waarborg-joined' => 1, 'k' => 2, 'tables' => [
            ['subject' => 'mark', 'quasi-identifiers' => ['cohort']], ['subject' => 'mark', 'quasi-identifiers' => ['cohort']]]];
        $check = Table::joined([$table, $table], $linked, 'both', self::ADVERSARIES);
        self::assertTrue($check->passed);
        self::assertSame([[], []], [$check->rowsOf(0), $check->rowsOf(1)]);
        $fails = ['k' => 7] + $linked;
        $check = Table::joined([$table, $table], $fails, 'both', self::ADVERSARIES);
        self::assertFalse($check->passed);
        self::assertSame([\range(0, 5), \range(0, 5)], [$check->rowsOf(0), $check->rowsOf(1)]);
        $missing = Table::texts('region', ['n', null, 'n', 'n', 'n', 'n'], $table);
        self::assertFalse($missing->isClosed());
        $this->expectException(TableException::class);
        Table::integers('mark', [1], $table);
    }

    public function testCells(): void
    {
        $asked = ['release' => 'r', 'adversaries' => self::ADVERSARIES, 'totalIsKnown' => true, 'emptyIsShown' => false];
        self::assertTrue(Cells::check([20, 30, 40], ...$asked, withhold: false)->passed);
        $check = Cells::check([20, 3, 40], ...$asked, withhold: false);
        self::assertSame([false, [1]], [$check->passed, $check->rows()]);
        $withheld = Cells::check([20, 3, 40], ...$asked, withhold: true);
        self::assertTrue($withheld->passed);
        self::assertContains(1, $withheld->rows());
        $this->expectException(TableException::class);
        Cells::check([20, 30, 40], ...$asked, withhold: false, threshold: 1);
    }

    public function testWhatWasErasedIsRecognised(): void
    {
        $key = Pseudo::root();
        $opened = Ledger::create($key);
        $one = $opened->ledger->suppressed('school', 'p-1', '2026-06-30', ['photo']);
        $two = $one->ledger->suppressed('school', 'p-2', World::at('2026-06-30T12:00:00Z'));
        $lines = [$opened->line, $one->line, $two->line];
        self::assertSame([1, 2, 3], [$opened->seq, $one->seq, $two->seq]);
        self::assertStringNotContainsString('p-1', \implode('', $lines));
        $ledger = Ledger::open($key, $lines, $two->head);
        self::assertSame([$two->head, 3], [$ledger->head(), $ledger->seq()]);
        self::assertTrue($two->ledger->recognises('school', 'p-2', 'marks', null));
        self::assertTrue($ledger->recognises('school', 'p-1', 'photo', '2026-06-30'));
        self::assertFalse($ledger->recognises('school', 'p-1', 'photo', '2026-07-01'));
        self::assertFalse($ledger->recognises('school', 'p-1', 'marks', '2026-06-30'));
        self::assertTrue($ledger->recognises('school', 'p-2', 'marks', null));
        $found = $ledger->recognisesMany('school', [
            'a' => ['p-1', 'photo', '2026-06-30'],
            'b' => ['p-1', 'photo', World::at('2026-07-02T00:00:00Z')],
            'c' => ['p-2', 'marks', null],
            'd' => ['p-3', 'marks', null],
        ]);
        self::assertSame(['a', 'c'], $found);
        self::assertSame([], $ledger->recognisesMany('school', []));
        $lifted = $ledger->lifted('school', 'p-2', '2026-09-01');
        $back = Ledger::open($key, [...$lines, $lifted->line], $lifted->head);
        self::assertFalse($back->recognises('school', 'p-2', 'marks', null));
    }

    public function testALedgerNeverOpensInPart(): void
    {
        $key = Pseudo::root();
        $opened = Ledger::create($key);
        $erased = $opened->ledger->suppressed('school', 'p-1', '2026-06-30');
        $lines = [$opened->line, $erased->line];
        $wrong = [
            [KeysException::class, \strrev($key), $lines],
            [HeadMismatchException::class, $key, [$opened->line]],
            [LedgerException::class, $key, [$erased->line]],
            [LedgerException::class, $key, []],
            [LedgerException::class, $key, ['no line']],
        ];
        foreach ($wrong as [$class, $with, $of]) {
            try {
                Ledger::open($with, $of, $erased->head);
                self::fail('It was opened.');
            } catch (WaarborgException $exception) {
                self::assertInstanceOf($class, $exception);
            }
        }
    }

    public function testByWhenTheLawAsksIt(): void
    {
        $deadline = Deadline::of('answer', '2026-03-05');
        self::assertSame(['2026-04-05', '2026-04-07'], [$deadline->safe->day, $deadline->legal->day]);
        self::assertSame([null, false], [$deadline->safe->instant, $deadline->provisional]);
        self::assertEquals($deadline->legal, $deadline->steps[\count($deadline->steps) - 1]->end);
        self::assertSame('next-working-day', $deadline->steps[1]->rule);
        $paused = Deadline::of('answer', '2026-03-05', [['asked' => '2026-03-10', 'answered' => '2026-03-20']]);
        self::assertGreaterThan($deadline->legal->day, $paused->legal->day);
        self::assertEquals($deadline->safe, $paused->safe);
        self::assertStringContainsString('"term":"answer"', Deadline::terms());
        try {
            Deadline::of('anser', '2026-03-05');
            self::fail('There is no such term.');
        } catch (CallException $error) {
            self::assertSame('answer', $error->suggestion());
        }
        $this->expectException(TermException::class);
        Deadline::of('answer', 'yesterday');
    }

    public function testADayIsNoInstant(): void
    {
        $breach = \array_filter(
            \json_decode(Deadline::terms(), true)['terms'],
            static fn (array $term): bool => $term['length'] === '72 hours',
        );
        $term = \reset($breach)['term'];
        $told = Deadline::of($term, World::at('2026-03-05T23:30:00.000005+01:00'))->safe;
        self::assertSame([null, '2026-03-08T22:30:00.000005Z'], [$told->day, (string) $told]);
        self::assertEquals(World::at('2026-03-08T22:30:00.000005Z'), $told->instant);
        // It falls on another day where people live, and is passed on as it is.
        self::assertSame('2026-03-08', $told->dayIn(new \DateTimeZone('Europe/Amsterdam')));
        self::assertSame('2026-03-09', $told->dayIn(new \DateTimeZone('Asia/Tokyo')));
        self::assertSame('2026-03-11T22:30:00.000005Z', (string) Deadline::of($term, $told)->safe);
        $day = Deadline::of('answer', '2026-03-05')->safe;
        self::assertSame(['2026-04-05', '2026-04-05'], [$day->dayIn(new \DateTimeZone('Asia/Tokyo')), (string) $day]);
        self::assertSame('["2026-04-05"]', \json_encode([$day]));
        $this->expectException(TermException::class);
        Deadline::of($term, $day);
    }
}
