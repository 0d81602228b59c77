<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\TestCase;
use Waarborg\Dossier;
use Waarborg\Exception\CallException;
use Waarborg\Exception\ClosedException;
use Waarborg\Exception\DossierException;
use Waarborg\Exception\EntryException;
use Waarborg\Exception\HeadMismatchException;
use Waarborg\Exception\HeadMovedException;
use Waarborg\Exception\NotDeclaredException;
use Waarborg\Exception\ObservationsException;
use Waarborg\Exception\PolicyException;
use Waarborg\Exception\StepException;
use Waarborg\Exception\UnknownNameException;
use Waarborg\Exception\WaarborgException;
use Waarborg\ItemKind;
use Waarborg\Policy;

/** What is stored, and what is refused, with every field of the diagnostic. */
final class DossierTest extends TestCase
{
    public function testAHeadIsTheHashOfTheLines(): void
    {
        $entries = World::entries(5);
        self::assertSame(\range(1, 5), \array_column($entries, 'seq'));
        $lines = \array_column($entries, 'line');
        $head = $entries[4]->head;
        foreach ([$lines, \implode("\n", $lines), \implode("\n", $lines) . "\n", new \ArrayIterator($lines)] as $given) {
            self::assertSame($head, Dossier::load($given, $head)->head());
        }
        self::assertSame(5, Dossier::load($lines, (string) \hex2bin($head))->seq());
        self::assertSame(\str_repeat('0', 64), Dossier::new()->head());
        self::assertSame(0, Dossier::load('', null)->seq());
    }

    public function testAnotherWriterWasFirst(): void
    {
        $dossier = World::dossier(4);
        $this->expectException(HeadMovedException::class);
        $dossier->append(World::dossier(3)->head(), World::ENTRIES[4][1], World::at('2027-03-03T12:00:00Z'));
    }

    public function testADossierWithWhatWasAppendedIsTheOneThatWouldBeLoaded(): void
    {
        $entries = World::entries(3);
        $lines = \array_column($entries, 'line');
        $dossier = Dossier::new();
        foreach ($entries as $number => $next) {
            $before = $dossier;
            $dossier = $dossier->with($next);
            self::assertSame([$number + 1, $next->head], [$dossier->seq(), $dossier->head()]);
            self::assertSame($number, $before->seq());
        }
        self::assertSame(\implode("\n", $lines), $dossier->lines());
        // A text of lines may end with a line feed.
        $ended = Dossier::load("{$lines[0]}\n{$lines[1]}\n", $entries[1]->head)->with($entries[2]);
        self::assertSame($dossier->lines(), $ended->lines());
        foreach ([$entries[0], $entries[2]] as $other) {
            try {
                Dossier::load([$lines[0]], $entries[0]->head)->with($other);
                self::fail('That was made of another state of the dossier.');
            } catch (HeadMismatchException | DossierException $error) {
                self::assertNotSame('', $error->codeName());
            }
        }
        $dossier->close();
        foreach ([static fn () => $dossier->with($entries[0]), static fn () => $dossier->lines()] as $use) {
            try {
                $use();
                self::fail('It is closed.');
            } catch (ClosedException $error) {
                self::assertSame('closed', $error->codeName());
            }
        }
    }

    public function testALineThatIsMissingOrChanged(): void
    {
        $entries = World::entries(3);
        $lines = \array_column($entries, 'line');
        try {
            Dossier::load(\array_slice($lines, 0, 2), $entries[2]->head);
            self::fail('A line is missing.');
        } catch (HeadMismatchException $error) {
            self::assertSame(206, $error->getCode());
        }
        try {
            Dossier::load([$lines[0], 'nonsense', $lines[2]], $entries[2]->head);
            self::fail('A line is none.');
        } catch (DossierException $error) {
            self::assertSame(2, $error->documentLine());
        }
        foreach ([\str_repeat('x', 64), 'short', \str_repeat('0', 63)] as $head) {
            try {
                Dossier::load($lines, $head);
                self::fail('That is no head.');
            } catch (CallException $error) {
                self::assertNotSame('', $error->codeName());
            }
        }
    }

    public function testAnEntryThatIsNone(): void
    {
        $dossier = Dossier::new();
        foreach (['{"kind":"born"}', '[]', '', ['kind' => 'unheard-of', 'happened' => '2026-01-01']] as $body) {
            try {
                $dossier->append($dossier->head(), $body, World::at('2026-09-01T12:00:00Z'));
                self::fail('That is no entry.');
            } catch (EntryException $error) {
                self::assertSame(202, $error->getCode());
            }
        }
    }

    public function testAnInstitutionCheckAppendOnlyWhatThePolicyKnows(): void
    {
        $institution = World::institution();
        $institution->checkAppend(World::ENTRIES[3][1]);
        $this->expectException(UnknownNameException::class);
        $institution->checkAppend(['purposes' => ['websit']] + World::ENTRIES[3][1]);
    }

    public function testAnInstitutionAppendsWhatMayBeWritten(): void
    {
        [$institution, $before, $now] = [World::institution(), World::dossier(4), World::at('2027-04-01T12:00:00Z')];
        $with = static function (Dossier $dossier, array $body) use ($now): Dossier {
            $lines = $dossier->seq() === 4 ? \array_column(World::entries(4), 'line') : [];
            $next = $dossier->append($dossier->head(), $body, $now);

            return Dossier::load([...$lines, $next->line], $next->head);
        };
        $given = World::ENTRIES[3][1];
        $asked = ['kind' => 'requested', 'happened' => '2027-03-01', 'right' => 'access', 'by' => 'ref-17'];
        $granted = ['kind' => 'request-granted', 'happened' => $now, 'entry' => 5];
        $requested = $with($before, $asked);
        $ahead = $with($before, ['kind' => 'left', 'happened' => $now]);
        $late = ['kind' => 'left', 'happened' => '2027-04-01T11:59:56Z'];
        foreach ([
            [$before, $given, 0],
            [$before, (string) \json_encode($given), 0],
            [$before, $asked, 0],
            [$requested, $granted, 0],
            [$ahead, $late, 5_000_000],
        ] as [$dossier, $body, $skew]) {
            $made = $institution->append($dossier, $body, recorded: $now, skew: $skew);
            self::assertEquals($dossier->append($dossier->head(), $body, $now, $skew), $made);
        }
        foreach ([
            [$before, ['purposes' => ['websit']] + $given, UnknownNameException::class, 'unknown-name'],
            [$before, $granted, StepException::class, 'unknown-request'],
            [$requested, ['kind' => 'request-closed', 'happened' => $now, 'entry' => 5], StepException::class, 'illegal-step'],
            [$before, ['kind' => 'consent-given'], EntryException::class, 'missing-field'],
        ] as [$dossier, $body, $class, $code]) {
            try {
                $institution->append($dossier, $body, recorded: $now);
                self::fail("$code was to be refused.");
            } catch (WaarborgException $error) {
                self::assertSame([$class, $code], [$error::class, $error->codeName()]);
            }
        }
    }

    public function testAnInstitutionAppendsByWhatWasObserved(): void
    {
        [$institution, $now, $body] = [World::institution(), World::at('2027-04-01T12:00:00Z'), World::ENTRIES[0][1]];
        $observed = [['anchor' => 'last-login', 'moments' => ['2027-03-01'], 'at' => $now]];
        $made = $institution->append(Dossier::new(), $body, recorded: $now, observed: $observed);
        self::assertEquals(Dossier::new()->append(Dossier::new()->head(), $body, $now), $made);
        $this->expectException(ObservationsException::class);
        $institution->append(Dossier::new(), $body, recorded: $now, observed: [['anchor' => 'last-login']]);
    }

    public function testEveryDiagnosticOfADocumentWithAllItsFields(): void
    {
        $document = \str_replace(['"description": "Photos', '"verbs": ["publish"]'], ['"descriptoin": "Photos', '"verbs": ["publisj"]'], World::POLICY);
        try {
            Policy::parse($document);
            self::fail('It has three diagnostics.');
        } catch (PolicyException $error) {
            self::assertGreaterThan(2, \count($error->diagnostics()));
            self::assertSame(200, $error->getCode());
            $unknown = \array_values(\array_filter($error->diagnostics(), static fn ($diagnostic): bool => $diagnostic->code === 'unknown-field'));
            self::assertCount(1, $unknown);
            self::assertSame('/categories/photo/descriptoin', $unknown[0]->path);
            self::assertSame(7, $unknown[0]->line);
            self::assertGreaterThan(1, $unknown[0]->column);
            self::assertSame('description', $unknown[0]->suggestion);
            self::assertNotNull($unknown[0]->expected);
            foreach ($error->diagnostics() as $diagnostic) {
                self::assertStringContainsString("error[{$diagnostic->code}]: {$diagnostic->message}", $error->getMessage());
            }
            self::assertSame($error->diagnostics()[0]->code, $error->codeName());
            self::assertSame($error->diagnostics()[0]->path, $error->path());
            self::assertSame($error->diagnostics()[0]->line, $error->documentLine());
            self::assertSame($error->diagnostics()[0]->column, $error->documentColumn());
            self::assertSame($error->diagnostics()[0]->expected, $error->expected());
            self::assertSame($error->diagnostics()[0]->suggestion, $error->suggestion());
            self::assertSame($error->diagnostics()[0]->help, $error->help());
        }
    }

    public function testAPolicyAsAnArrayIsTheSamePolicy(): void
    {
        $array = \json_decode(World::POLICY, true);
        self::assertSame(World::policy()->digest(), Policy::parse($array)->digest());
        self::assertSame(World::policy()->digest(), Policy::parse(\array_reverse($array))->digest());
        $later = ['version' => '2027', 'applies-from' => '2027-08-01'] + $array;
        $texts = Policy::history([World::POLICY, (string) \json_encode($later)]);
        self::assertSame($texts->digest(), Policy::history([World::POLICY, $later])->digest());
        foreach (\glob(__DIR__ . '/../../../examples/policies/*.json') ?: [] as $file) {
            $read = \json_decode((string) \file_get_contents($file), true);
            self::assertSame(Policy::load($file)->digest(), Policy::parse($read)->digest(), $file);
        }
    }

    public function testTheDiagnosticsOfAnArrayHaveAPathAndNoLine(): void
    {
        $array = \json_decode(\str_replace('"description": "Photos', '"descriptoin": "Photos', World::POLICY), true);
        foreach ([[null, static fn () => Policy::parse($array)], ['version 2', static fn () => Policy::history([World::POLICY, $array])]] as [$document, $read]) {
            try {
                $read();
                self::fail('It cannot work.');
            } catch (PolicyException $error) {
                self::assertSame(['/categories/photo', '/categories/photo/descriptoin'], \array_column($error->diagnostics(), 'path'));
                self::assertSame([null, null], \array_column($error->diagnostics(), 'line'));
                self::assertSame([null, null], \array_column($error->diagnostics(), 'column'));
                self::assertSame('description', $error->diagnostics()[1]->suggestion);
                self::assertNotNull($error->expected());
                self::assertSame($document, $error->document());
                self::assertStringNotContainsString('line', $error->getMessage());
            }
        }
        // What is empty is a list, unless it is said to be an object.
        $array = \json_decode(World::POLICY, true);
        try {
            Policy::parse(['categories' => ['photo' => []]] + $array);
            self::fail('That is a list.');
        } catch (PolicyException $error) {
            self::assertSame('/categories/photo', $error->path());
            self::assertStringContainsString('object', (string) $error->expected());
        }
        try {
            Policy::parse(['categories' => ['photo' => new \stdClass()]] + $array);
            self::fail('It says nothing.');
        } catch (PolicyException $error) {
            self::assertSame('missing-field', $error->codeName());
        }
        $this->expectException(CallException::class);
        $this->expectExceptionMessage('not-json');
        Policy::parse(['policy' => "\xff"] + $array);
    }

    public function testAHistoryOfVersions(): void
    {
        $later = \str_replace(['"version": "2026"', '"applies-from": "2026-08-01"'], ['"version": "2027"', '"applies-from": "2027-08-01"'], World::POLICY);
        $policy = Policy::history([World::POLICY, $later]);
        $versions = $policy->about()->versions;
        self::assertSame(['2026', '2027'], \array_column($versions, 'version'));
        self::assertSame(64, \strlen($policy->digest()));
        self::assertNotSame(World::policy()->digest(), $policy->digest());
        self::assertSame($policy->digest(), $policy->about()->digest);
        self::assertSame('Photos of a pupil', $policy->textAt('/categories/photo/description', World::at('2027-09-01T12:00:00Z')));
        $this->expectException(NotDeclaredException::class);
        $policy->textAt('/categories/photo/no', World::at('2027-09-01T12:00:00Z'));
    }

    public function testAFileThatCannotBeReadIsNamedWithWhyNot(): void
    {
        $neo = __DIR__ . '/../../../examples/policies/neo.json';
        self::assertSame('neo', Policy::load($neo)->about()->policy);
        foreach ([
            ['/no/such/policy.json', 'there is no such file', null],
            ['no-such-policy.json', 'there is no such file', \getcwd()],
            [__DIR__, 'it is a folder', null],
        ] as [$file, $why, $folder]) {
            try {
                Policy::load($neo, $file);
                self::fail('There is no such file.');
            } catch (CallException $error) {
                self::assertSame('unreadable-file', $error->codeName());
                self::assertStringContainsString("The file $file cannot be read: $why.", $error->getMessage());
                self::assertSame($folder !== null, $error->help() !== null);
                self::assertStringContainsString((string) $folder, (string) $error->help());
            }
        }
    }

    public function testAPolicyThatCannotWorkIsTold(): void
    {
        $file = (string) \tempnam(\sys_get_temp_dir(), 'policy');
        $neo = __DIR__ . '/../../../examples/policies/neo.json';
        \file_put_contents($file, \str_replace('"description": "Photos', '"descriptoin": "Photos', World::POLICY));
        try {
            foreach ([
                [$file, "\n  --> $file:7:", static fn () => Policy::load($file)],
                [$file, "\n  --> $file:7:", static fn () => Policy::load($neo, $file)],
                ['version 2', "\n  --> version 2:7:", static fn () => Policy::history([World::POLICY, \file_get_contents($file)])],
                ["$neo, $neo", "\n  --> $neo, $neo (/applies-from)", static fn () => Policy::load($neo, $neo)],
                [null, "\n  --> /categories/photo (line 7, ", static fn () => Policy::parse((string) \file_get_contents($file))],
            ] as [$document, $place, $read]) {
                try {
                    $read();
                    self::fail('It cannot work.');
                } catch (PolicyException $error) {
                    self::assertSame($document, $error->document());
                    self::assertStringContainsString($place, $error->getMessage());
                    self::assertSame(200, $error->getCode());
                }
            }
        } finally {
            \unlink($file);
        }
    }

    public function testAStepThatIsNotLegal(): void
    {
        $claims = World::claims(5);
        self::assertCount(0, $claims->requests(World::at('2027-04-01T12:00:00Z')));
        self::assertNull($claims->requests(World::at('2027-04-01T12:00:00Z'))->of(3));
        self::assertSame([], $claims->requests(World::at('2027-04-01T12:00:00Z'))->ignored());
        $claims->checkAppend(World::ENTRIES[4][1]);
        try {
            $claims->checkAppend(['kind' => 'request-granted', 'happened' => '2027-04-01', 'entry' => 3]);
            self::fail('There is no request.');
        } catch (StepException $error) {
            self::assertSame(209, $error->getCode());
        }
        $plan = $claims->withdrawalPlan(['website'], World::at('2027-04-01T12:00:00Z'));
        self::assertNotNull($plan->item('photo'));
        self::assertSame(ItemKind::Erase, $plan->item('photo')->kind);
        self::assertNull($plan->item('nothing'));
        $this->expectException(StepException::class);
        $claims->plan(3, World::at('2027-04-01T12:00:00Z'));
    }
}
