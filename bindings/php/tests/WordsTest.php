<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\TestCase;
use Waarborg\ActorRelation;
use Waarborg\Applicability;
use Waarborg\Basis;
use Waarborg\Dossier;
use Waarborg\Exception\UnknownWordException;
use Waarborg\Exception\WaarborgException;
use Waarborg\Findings;
use Waarborg\Identifiability;
use Waarborg\Internal\Library;
use Waarborg\ItemKind;
use Waarborg\ItemOutcome;
use Waarborg\Plan;
use Waarborg\Policy;
use Waarborg\RefusalGround;
use Waarborg\Requests;
use Waarborg\Right;
use Waarborg\RightApplicabilities;
use Waarborg\Severity;
use Waarborg\Stage;
use Waarborg\Value;
use Waarborg\Verb;

/** Closed lists of words are those of the library, and a word that is in none of them stops who reads it. */
final class WordsTest extends TestCase
{
    private const PLANNED = ['item' => 'a', 'kind' => 'keep', 'article' => '17'];
    private const ASKED = ['entry' => 9, 'right' => 'access', 'received' => '2026-11-02', 'stage' => 'granted',
        'authority' => 'live', 'earlier' => 0, 'outcomes' => ['a' => 'failed'], 'clock' => null, 'next' => []];
    private const APPLICABILITY = ['purpose' => 'a', 'category' => 'b', 'basis' => 'public-task', 'applicability' => 'if',
        'article' => '17', 'nl' => '', 'en' => '', 'value' => 'live', 'ends' => false];
    private const FOUND = ['code' => 'a', 'severity' => 'note', 'article' => '', 'path' => '', 'nl' => '', 'en' => ''];

    /** @return array<string, array{string, class-string<\BackedEnum>}> which schema, and the list */
    public static function declared(): array
    {
        $lists = [
            'Basis' => ['policy', Basis::class],
            'Identifiability' => ['cases', Identifiability::class],
            'RefusalGround' => ['cases', RefusalGround::class],
            'ItemKind' => ['cases', ItemKind::class],
            'ItemOutcome' => ['cases', ItemOutcome::class],
            'Applicability' => ['cases', Applicability::class],
            'ActorRelation' => ['cases', ActorRelation::class],
            'Right' => ['cases', Right::class],
            'Stage' => ['cases', Stage::class],
            'Verb' => ['cases', Verb::class],
        ];

        return $lists;
    }

    /**
     * @dataProvider declared
     *
     * @param class-string<\BackedEnum> $list
     */
    public function testEveryWordOfTheLibraryIsThereAndNoOther(string $document, string $list): void
    {
        $schema = \json_decode((string) \file_get_contents(__DIR__ . "/../../../include/waarborg-$document.schema.json"), true);
        $name = \substr((string) \strrchr($list, '\\'), 1);
        $words = \array_column($schema['$defs'][$name]['oneOf'], 'const');
        // What stands for a word of a newer library is no word.
        $known = \array_diff(\array_column($list::cases(), 'value'), ['other']);
        self::assertNotSame([], $words);
        self::assertEqualsCanonicalizing($words, $known);
    }

    /** No schema has findings: those about the policies of the repository are of every severity. */
    public function testEverySeverityIsThere(): void
    {
        $found = [];
        foreach (\glob(__DIR__ . '/../../../examples/policies/*.json') ?: [] as $file) {
            $found = [...$found, ...\json_decode(Policy::load($file)->lint()->json, true)['findings']];
        }
        $severities = \array_values(\array_unique(\array_column($found, 'severity')));
        self::assertEqualsCanonicalizing(\array_column(Severity::cases(), 'value'), $severities);
    }

    public function testAKindOfANewerLibraryStopsThePlan(): void
    {
        self::assertSame(ItemKind::Keep, self::plan([])[0]->kind);
        foreach (['bury', 'Erase', 'ERASE', 'give_in_part', 'other', ''] as $word) {
            $told = self::stopped(static fn () => self::plan(['kind' => $word]));
            self::assertSame('unknown-word', $told->codeName());
            self::assertStringContainsString("has no ItemKind `$word`", $told->getMessage());
            self::assertStringStartsWith('give, give-in-part, ', (string) $told->expected());
            self::assertStringContainsString('package', (string) $told->help());
        }
        self::stopped(static fn () => self::plan(['kind' => null]));
    }

    public function testAGroundOfANewerLibraryStopsWhatItIsIn(): void
    {
        self::assertSame(RefusalGround::Excessive, self::plan(['kind' => 'refused', 'ground' => 'excessive'])[0]->ground);
        self::assertNull(self::plan([])[0]->ground);
        self::stopped(static fn () => self::plan(['ground' => 'whim']));
        $kept = static fn (?string $ground) => self::plan(['kept' => [['ground' => $ground, 'reason' => 'legal-hold']]]);
        self::assertSame([RefusalGround::Archive, null], [$kept('archive')[0]->kept[0]->ground, $kept(null)[0]->kept[0]->ground]);
        self::stopped(static fn () => $kept('whim'));
        $refused = static fn (?string $ground) => self::requests(['refused' => [['entry' => 3, 'ground' => $ground, 'categories' => []]]]);
        self::assertSame([RefusalGround::Archive, null], [$refused('archive')[0]->refused[0]->ground, $refused(null)[0]->refused[0]->ground]);
        self::stopped(static fn () => $refused('whim'));
    }

    public function testAnApplicabilityOrBasisOfANewerLibraryStopsTheList(): void
    {
        $claim = self::applicable([])[0];
        self::assertSame([Basis::PublicTask, Applicability::If], [$claim->basis, $claim->applicability]);
        self::assertNull(self::applicable(['basis' => null])[0]->basis);
        self::stopped(static fn () => self::applicable(['applicability' => 'perhaps']));
        self::stopped(static fn () => self::applicable(['basis' => 'whim']));
    }

    public function testAStageOrOutcomeOfANewerLibraryStopsTheRequests(): void
    {
        $request = self::requests([])[0];
        self::assertSame([Right::Access, Stage::Granted], [$request->right, $request->stage]);
        self::assertSame(['a' => ItemOutcome::Failed], $request->outcomes);
        self::stopped(static fn () => self::requests(['stage' => 'sung']));
        self::stopped(static fn () => self::requests(['outcomes' => ['a' => 'sung']]));
        // These have a word for what this package does not know.
        $newer = self::requests(['right' => 'silence', 'authority' => 'lively'])[0];
        self::assertSame([Right::Other, Value::Unknown], [$newer->right, $newer->authority]);
    }

    public function testASeverityOfANewerLibraryStopsTheFindings(): void
    {
        $found = static fn (string $severity) => Findings::read(self::json('findings', self::FOUND, ['severity' => $severity]));
        self::assertSame(Severity::Note, $found('note')[0]->severity);
        self::stopped(static fn () => $found('dire'));
    }

    public function testAGroundTellsItsArticleItsRightsAndWhatAPersonIsTold(): void
    {
        $told = \json_decode(Library::get()->text('wb_grounds'), true)['grounds'];
        self::assertSame(\array_column($told, 'ground'), \array_column(RefusalGround::cases(), 'value'));
        foreach (RefusalGround::cases() as $at => $ground) {
            $said = [$ground->article(), $ground->nl(), $ground->en(), \array_column($ground->rights(), 'value')];
            self::assertSame([$told[$at]['article'], $told[$at]['nl'], $told[$at]['en'], $told[$at]['rights']], $said);
            self::assertNotContains('', $said);
        }
        self::assertSame(['17(3)(b)', [Right::Erasure]], [RefusalGround::LegalDuty->article(), RefusalGround::LegalDuty->rights()]);
        self::assertSame([true, false], [RefusalGround::LegalDuty->fits(Right::Erasure), RefusalGround::LegalDuty->fits(Right::Access)]);
        self::assertSame([], RefusalGround::Excessive->rights());
        self::assertTrue(RefusalGround::Excessive->fits(Right::Access));
    }

    public function testWhatIsNoWorkIsToldByTheLibrarysOwnDescription(): void
    {
        $schema = \json_decode((string) \file_get_contents(__DIR__ . '/../../../include/waarborg-cases.schema.json'), true);
        foreach ($schema['$defs']['ItemKind']['oneOf'] as ['const' => $word, 'description' => $description]) {
            self::assertSame(!\str_ends_with($description, 'No work.'), ItemKind::from($word)->isWork(), $word);
        }
        self::assertSame([ItemKind::Give, ItemKind::GiveInPart], \array_values(\array_filter(
            ItemKind::cases(),
            static fn (ItemKind $kind): bool => $kind->isGiven(),
        )));
    }

    public function testAnEntryTakesThem(): void
    {
        $at = World::at('2027-03-01T12:00:00Z');
        $asked = ['kind' => 'requested', 'happened' => '2027-03-01', 'by' => 'ref-17'];
        $empty = Dossier::new();
        $dossier = $empty->with($empty->append($empty->head(), ['right' => Right::Access] + $asked, $at));
        $line = static fn (array $body): string => $dossier->append($dossier->head(), $body, $at)->line;
        $decision = ['role' => 'privacy officer', 'article' => '12(5)', 'text' => 'It was the ninth time.'];
        $refused = ['kind' => 'request-refused', 'happened' => '2027-03-01', 'entry' => 1, 'decision' => $decision];
        $done = ['kind' => 'request-item', 'happened' => '2027-03-01', 'entry' => 1, 'item' => 'photo'];
        self::assertSame($line(['right' => 'access'] + $asked), $line(['right' => Right::Access] + $asked));
        self::assertSame($line(['ground' => 'excessive'] + $refused), $line(['ground' => RefusalGround::Excessive] + $refused));
        self::assertSame($line(['outcome' => 'done'] + $done), $line(['outcome' => ItemOutcome::Done] + $done));
        foreach ([['right' => Right::Other] + $asked, ['ground' => Right::Access] + $refused] as $wrong) {
            try {
                $line($wrong);
                self::fail('It has no such word.');
            } catch (WaarborgException $error) {
                self::assertSame('unknown-word', $error->codeName());
            }
        }
    }

    public function testARightOfANewerLibraryAppliesToNothing(): void
    {
        $this->expectException(WaarborgException::class);
        World::claims(5)->applicability(Right::Other, World::at('2027-04-01T12:00:00Z'));
    }

    private static function stopped(callable $reads): UnknownWordException
    {
        try {
            $reads();
        } catch (UnknownWordException $told) {
            return $told;
        }
        self::fail('That word is in no list.');
    }

    /**
     * A document that lists what is known twice, the first time with other fields.
     *
     * @param array<string, mixed> $known
     * @param array<string, mixed> $fields
     */
    private static function json(string $list, array $known, array $fields): string
    {
        return (string) \json_encode([$list => [$fields + $known, $known]]);
    }

    /** @param array<string, mixed> $fields */
    private static function plan(array $fields): Plan
    {
        return Plan::read(self::json('items', self::PLANNED, $fields));
    }

    /** @param array<string, mixed> $fields */
    private static function requests(array $fields): Requests
    {
        return Requests::read(self::json('requests', self::ASKED, $fields));
    }

    /** @param array<string, mixed> $fields */
    private static function applicable(array $fields): RightApplicabilities
    {
        return RightApplicabilities::read(self::json('claims', self::APPLICABILITY, $fields));
    }
}
