<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\TestCase;
use Waarborg\Aliases;
use Waarborg\Cases;
use Waarborg\Claims;
use Waarborg\Deadline;
use Waarborg\Dossier;
use Waarborg\Exception\WaarborgException;
use Waarborg\FieldTable;
use Waarborg\Hpgn;
use Waarborg\Identifiability;
use Waarborg\Keys;
use Waarborg\Ledger;
use Waarborg\Pairs;
use Waarborg\Policy;
use Waarborg\Questions;
use Waarborg\Register;
use Waarborg\Table;
use Waarborg\Verb;

/** What is passed in about a person, and every key, stands in no message, no stack trace and no var_dump. */
final class SilenceTest extends TestCase
{
    private const CANARY = 'kanarie-4711';

    /** @return array<string, array{\Closure(string): mixed}> calls that fail, with a canary where a person or a key may be */
    public static function failures(): array
    {
        $at = World::at('2027-01-01T12:00:00Z');
        $claims = World::claims(4);
        $asked = ['role' => 'teacher', 'verb' => Verb::Publish, 'purpose' => 'website', 'category' => 'photo', 'at' => $at];
        $entry = static fn (string $c): array => ['kind' => 'consent-given', 'happened' => $c, 'by' => $c, 'purposes' => [$c]];
        $record = static fn (string $c): array => ['created' => $c, $c => $c];
        $fields = ['purpose' => 'quality', 'identifiability' => Identifiability::Pseudonymised, 'on' => '2026-11-23', 'domain' => Pseudo::domain()];

        return [
            'a policy' => [static fn (string $c) => Policy::parse("{\"waarborg\": \"$c")],
            'a policy that is no JSON' => [static fn (string $c) => Policy::parse($c)],
            'a policy as an array' => [static fn (string $c) => Policy::parse(['waarborg' => $c])],
            'a policy as an array that is no JSON' => [static fn (string $c) => Policy::parse(["$c\xff"])],
            'a history of arrays' => [static fn (string $c) => Policy::history([World::POLICY, ['waarborg' => $c]])],
            'a history' => [static fn (string $c) => Policy::history([World::POLICY, $c])],
            'lines' => [static fn (string $c) => Dossier::load([$c], \str_repeat('0', 64))],
            'a head' => [static fn (string $c) => Dossier::load([], $c)],
            'an institution' => [static fn (string $c) => World::policy()->institution($at, [$c])],
            'an entry' => [static fn (string $c) => Dossier::new()->append(\str_repeat('0', 64), $entry($c), $at)],
            'an entry as a text' => [static fn (string $c) => Dossier::new()->append(\str_repeat('0', 64), "{\"kind\":\"$c\"}", $at)],
            'an entry that is no JSON' => [static fn (string $c) => Dossier::new()->append(\str_repeat('0', 64), ["$c\xff"], $at)],
            'an entry by an institution' => [static fn (string $c) => World::institution()->append(World::dossier(4), $entry($c), $at)],
            'an entry by what was observed' => [static fn (string $c) => World::institution()->append(
                World::dossier(4),
                World::ENTRIES[4][1],
                $at,
                [['anchor' => $c]],
            )],
            'check an entry' => [static fn (string $c) => World::institution()->checkAppend($entry($c))],
            'a step' => [static fn (string $c) => $claims->checkAppend(['kind' => $c])],
            'observations' => [static fn (string $c) => World::institution()->claims(World::dossier(4), $at, [['anchor' => $c]])],
            'a record' => [static fn (string $c) => $claims->decide(...$asked, record: $record($c))],
            'a record as a text' => [static fn (string $c) => $claims->explain(...$asked, record: $c)],
            'a record of a class' => [static fn (string $c) => Claims::decideEach([$claims], ...$asked, record: $record($c))],
            'a record of columns' => [static fn (string $c) => $claims->decideMany(new Questions(
                World::policy()->ids(\Waarborg\Kind::Role, ['teacher']),
                Questions::verbs(Verb::Publish),
                World::policy()->ids(\Waarborg\Kind::Purpose, ['website']),
                World::policy()->ids(\Waarborg\Kind::Category, ['photo']),
                records: [$record($c)],
            ), $at)],
            'due' => [static fn (string $c) => $claims->due('photo', $record($c))],
            'due, many' => [static fn (string $c) => $claims->dueMany([['photo', $record($c)]])],
            'erasable' => [static fn (string $c) => $claims->erasable('photo', $record($c), $at)],
            'kept by' => [static fn (string $c) => $claims->keptBy('photo', $record($c), $at)],
            'a root' => [static fn (string $c) => Keys::root($c)],
            'a passphrase' => [static fn (string $c) => Keys::passphrase($c, $c)],
            'a key of a controller' => [static fn (string $c) => Keys::controller('school', $c)],
            'a key of a domain' => [static fn (string $c) => Keys::domain('school', 'd', $c, true)],
            'a register' => [static fn (string $c) => Register::parse("{\"waarborg-register\": \"$c\"}")],
            'recognise' => [static fn (string $c) => Pseudo::register()->recognise($c, $at)],
            'a pseudonym' => [static fn (string $c) => Pseudo::domain()->pseudonym('pgn', $c)],
            'all active' => [static fn (string $c) => Pseudo::domain()->allActive('pgn', $c)],
            'matches' => [static fn (string $c) => Pseudo::domain()->matches('pgn', $c, $c)],
            'a shift' => [static fn (string $c) => Pseudo::domain()->shift('pgn', $c, 3, '2026-01-01')],
            'an alias' => [static fn (string $c) => Aliases::new()->add($c, Pseudo::GOLDEN, $at)],
            'aliases' => [static fn (string $c) => Aliases::parse("{\"waarborg-aliases\":1,\"aliases\":[{\"new\":\"$c\"}]}")],
            'an escrow' => [static fn (string $c) => Pseudo::escrow()->seal('pgn', $c, $c)],
            'an escrow that is opened' => [static fn (string $c) => Pseudo::escrow()->unseal($c, Pseudo::GOLDEN)],
            'pairs' => [static fn (string $c) => Pairs::open($c, \str_repeat($c, 14), $at, $at)],
            'fields' => [static fn (string $c) => FieldTable::parse(Pseudo::FIELDS)->transform([[$c => $c]], ...$fields)],
            'people' => [static fn (string $c) => FieldTable::parse(Pseudo::FIELDS)->transform([Pseudo::RECORD], ...$fields, people: [$c])],
            'a number' => [static fn (string $c) => Hpgn::Until2016->of($c, $c)],
            'a table' => [static fn (string $c) => Table::of(['a' => [$c, "$c\xff"]])],
            'a ledger' => [static fn (string $c) => Ledger::create($c)],
            'lines of a ledger' => [static fn (string $c) => Ledger::open(Pseudo::root(), $c, $c)],
            'a person of a ledger' => [static fn (string $c) => Ledger::create(Pseudo::root())->ledger->suppressed('s', $c, $c)],
            'cases' => [static fn (string $c) => Cases::parse("{\"waarborg-cases\": \"$c\"}")],
            'a term' => [static fn (string $c) => Deadline::of('answer', $c)],
            'a record of a package' => [static fn (string $c) => PackageTest::begun()->push('x', 'y', "{\"$c", [$c], [$c], $c)],
        ];
    }

    /** @dataProvider failures */
    public function testItFailsWithoutARepetition(\Closure $call): void
    {
        self::assertSame('0', \ini_get('zend.exception_ignore_args'));
        // Not in an argument of a frame of this test, and each time another text.
        $canary = \implode('-', ['kanarie', \random_int(1_000_000, 9_999_999)]);
        try {
            (static fn () => $call($canary))();
            self::fail('It did not fail.');
        } catch (WaarborgException $error) {
            // The closures of this test have it as an argument; what they called must not show it.
            $theirs = [];
            foreach ($error->getTrace() as $frame) {
                if (\str_starts_with(($frame['class'] ?? '') . $frame['function'], 'Waarborg\\Tests')) {
                    break;
                }
                $theirs[] = $frame;
            }
            self::assertNotSame([], $theirs);
            $shown = $error->getMessage() . \print_r($error->diagnostics(), true) . self::shown($theirs);
            self::assertNull($error->getPrevious());
            self::assertStringNotContainsString($canary, $shown);
        }
    }

    private static function shown(mixed $value): string
    {
        \ob_start();
        \var_dump($value);

        return (string) \ob_get_clean();
    }

    public function testTheTestWouldSeeIt(): void
    {
        try {
            // An internal function of which an argument is not marked.
            \array_map(static fn (array $record) => World::claims(4)->due('photo', $record), [['mad' => self::CANARY]]);
            self::fail('It did not fail.');
        } catch (WaarborgException $error) {
            self::assertStringContainsString(self::CANARY, self::shown(\array_slice($error->getTrace(), 0, 7)));
        }
    }

    public function testResultsShowNothingOfAPerson(): void
    {
        $dossier = Dossier::new();
        $entry = ['by' => self::CANARY, 'kind' => 'consent-given', 'happened' => '2026-09-01', 'purposes' => ['website']];
        $appended = $dossier->append($dossier->head(), $entry, World::at('2026-09-01T12:00:00Z'));
        self::assertStringContainsString(self::CANARY, $appended->line);
        \ob_start();
        \var_dump($appended, $dossier, Dossier::load([$appended->line], $appended->head), $dossier->with($appended));
        \var_export($dossier->with($appended));
        \var_dump(Pseudo::domain()->pseudonyms('text/name', []), Pseudo::keys(), Pseudo::domain(), new Pairs('', ''));
        self::assertStringNotContainsString(self::CANARY, (string) \ob_get_clean() . \print_r($appended, true));
    }
}
