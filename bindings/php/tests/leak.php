<?php

/**
 * Whether memory grows: 1,000,000 decisions and pseudonyms, 2,000 of each call that gives a document. Resident memory after
 * the second half must be that after the first half, give or take a few pages of the allocators; a leak that is made on
 * purpose must be seen by the same comparison.
 *
 *     WAARBORG_LIBRARY=… php leak.php        on Linux
 *
 * Ends with one line: N passed, N failed.
 */

declare(strict_types=1);

use Waarborg\Cases;
use Waarborg\Claims;
use Waarborg\Deadline;
use Waarborg\Dossier;
use Waarborg\Exception\WaarborgException;
use Waarborg\FieldTable;
use Waarborg\Group;
use Waarborg\Identifiability;
use Waarborg\Internal\Library;
use Waarborg\Ledger;
use Waarborg\Policy;
use Waarborg\Right;
use Waarborg\Table;
use Waarborg\Tests\CasesTest;
use Waarborg\Tests\PackageTest;
use Waarborg\Tests\Pseudo;
use Waarborg\Tests\World;
use Waarborg\Verb;

require __DIR__ . '/autoload.php';
if (!class_exists(PHPUnit\Framework\TestCase::class)) {
    @include 'PHPUnit/Autoload.php';
}

/** How much may come and go between the halves, in KiB. */
const TOLERANCE = 256;

function resident(): int
{
    gc_collect_cycles();
    preg_match('/^VmRSS:\s+(\d+) kB/m', (string) file_get_contents('/proc/self/status'), $found);

    return (int) $found[1];
}

/** By how many KiB memory grows over the second half of so many calls. */
function growth(callable $call, int $times): int
{
    $half = intdiv($times, 2);
    for ($i = 0; $i < $half; $i++) {
        $call();
    }
    $before = resident();
    for ($i = 0; $i < $half; $i++) {
        $call();
    }

    return resident() - $before;
}

function fails(callable $call): void
{
    try {
        $call();
        throw new LogicException('It did not fail.');
    } catch (WaarborgException) {
    }
}

$at = World::at('2027-04-01T12:00:00Z');
$asked = ['role' => 'teacher', 'verb' => Verb::Publish, 'purpose' => 'website', 'category' => 'photo', 'at' => $at];
$record = ['created' => '2026-09-02'];
$policy = World::policy();
$institution = World::institution($policy);
$dossier = World::dossier(5);
$claims = World::claims(5, $institution);
$lines = array_column(World::entries(5), 'line');
$head = $dossier->head();
$next = $institution->append($dossier, World::ENTRIES[4][1], $at);
$domain = Pseudo::domain();
$fields = FieldTable::parse(Pseudo::FIELDS);
$table = Table::of(['a' => ['x', 'x', 'y'], 'b' => [1, 1, 2]]);
$requirements = ['waarborg-anonymity' => 1, 'k' => 2, 'rows-are-persons' => true, 'quasi-identifiers' => ['a', 'b'], 'sensitive' => []];
$adversaries = [['party' => 'researcher', 'holds' => []]];
$cases = Cases::parse(CasesTest::DOCUMENT);
$group = Group::of(array_fill(0, 30, $claims));
$many = ['063138219', '111222333', 'no'];

$calls = [
    'decide' => [1_000_000, static fn () => $claims->decide(...$asked)],
    'pseudonym' => [1_000_000, static fn () => $domain->pseudonym('pgn', '063138219')],
    'decide, a class' => [50_000, static fn () => $group->decide(...$asked)],
    'decide each' => [20_000, static fn () => Claims::decideEach([$claims, $claims], ...$asked)],
    'parse' => [2000, static fn () => Policy::parse(World::POLICY)],
    'a policy that is refused' => [2000, static fn () => fails(static fn () => Policy::parse('{"waarborg":1}'))],
    'a question that is refused' => [20_000, static fn () => fails(static fn () => $claims->decide(...[...$asked, 'role' => 'x']))],
    'a pseudonym that is refused' => [20_000, static fn () => fails(static fn () => $domain->pseudonym('pgn', 'x'))],
    'lint' => [2000, static fn () => $policy->lint()],
    'names' => [2000, static fn () => [$policy->about(), $policy->names(Waarborg\Kind::Role), $policy->digest()]],
    'institution' => [2000, static fn () => World::institution($policy)],
    'dossier' => [2000, static fn () => Dossier::load($lines, $head)],
    'dossier, with an entry' => [2000, static fn () => $dossier->with($next)],
    'append' => [2000, static fn () => $institution->append($dossier, World::ENTRIES[4][1], $at)],
    'append, unchecked' => [2000, static fn () => $dossier->append($head, World::ENTRIES[4][1], $at)],
    'claims' => [2000, static fn () => $institution->claims($dossier, $at)],
    'explain' => [2000, static fn () => $claims->explain(...$asked, record: $record)],
    'fields' => [2000, static fn () => $claims->fields('teacher', Verb::Publish, 'website', $at)],
    'due' => [2000, static fn () => [$claims->due('photo', $record), $claims->explainDue('photo', $record)]],
    'due, many' => [2000, static fn () => [$claims->dueMany([['photo', $record]]), $claims->nextDue([['photo', $record]])]],
    'erasable, kept by' => [2000, static fn () => [$claims->erasable('photo', $record, $at), $claims->keptBy('photo', null, $at)]],
    'requests' => [2000, static fn () => [$claims->requests($at), $claims->applicability(Right::Erasure, $at)]],
    'plan' => [2000, static fn () => $claims->withdrawalPlan(['website'], $at)],
    'claim' => [2000, static fn () => $claims->claim('website', 'photo')],
    'keys and domain' => [2000, static fn () => Pseudo::domain()],
    'pseudonyms' => [2000, static fn () => $domain->pseudonyms('pgn', $many)],
    'all active' => [2000, static fn () => $domain->allActive('pgn', '063138219')],
    'transform' => [2000, static fn () => $fields->transform([Pseudo::RECORD], 'quality', Identifiability::Pseudonymised, '2026-11-23', $domain)],
    'a check' => [2000, static fn () => $table->check($requirements, 'a table', $adversaries)],
    'a ledger' => [2000, static fn () => Ledger::create(Pseudo::root())->ledger->suppressed('s', 'p', '2026-01-01')],
    'a deadline' => [2000, static fn () => Deadline::of('answer', '2026-03-05')],
    'cases' => [2000, static fn () => $cases->run($policy)],
    'a package' => [2000, static fn () => PackageTest::begun()->checkpoint()],
];

[$passed, $failed] = [0, 0];
foreach ($calls as $name => [$times, $call]) {
    $grown = growth($call, $times);
    // What an allocator keeps can come late: what grows, grows again.
    if ($grown > TOLERANCE) {
        $grown = growth($call, $times);
    }
    printf("%-28s %9d calls  %+6d KiB over the second half\n", $name, $times, $grown);
    $grown > TOLERANCE ? $failed++ : $passed++;
}

// A leak that must be seen: an error is left, and a policy is not freed.
$library = Library::get();
$leaky = static function () use ($library): void {
    $error = $library->number('wb_error *');
    $policy = $library->number('wb_policy *');
    $library->ffi->wb_policy_parse('{"waarborg":1}', 14, FFI::addr($policy), FFI::addr($error));
};
$leaked = growth($leaky, 2000);
printf("%-28s %9d calls  %+6d KiB over the second half\n", 'a leak, on purpose', 2000, $leaked);
$leaked > TOLERANCE ? $passed++ : $failed++;

echo "$passed passed, $failed failed\n";
exit($failed > 0 ? 1 : 0);
