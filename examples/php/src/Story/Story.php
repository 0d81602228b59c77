<?php

declare(strict_types=1);

namespace School\Story;

use DateTimeImmutable;
use School\Database;
use School\Dossiers;
use School\Records;
use Waarborg\Dossier;
use Waarborg\Ledger;
use Waarborg\Policy;
use Waarborg\Right;
use Waarborg\Verb;

/** The story, section by section. */
final class Story
{
    public const NOOR = 1;
    public const SAM = 2;
    private const PARENT = 'ref-17';

    private readonly Policy $policy;
    private readonly Dossiers $dossiers;
    private readonly Records $records;
    private readonly Casework $casework;

    public function __construct(private readonly string $database, private readonly string $policyFile)
    {
        $db = Database::make($database);
        $this->policy = Policy::load($policyFile);
        // No entries of the institution; folded once, for everybody, and used to the end.
        $this->dossiers = new Dossiers($db, $this->policy->institution(knownAt: self::at('2027-04-01T12:00:00Z')));
        $this->records = new Records($db);
        $this->casework = new Casework($this->dossiers, $this->records);
    }

    public function tell(): void
    {
        $this->aboutThePolicy();
        $this->whatHappened();
        $this->mayATeacherPublish();
        $this->theParentWithdraws();
        $this->untilWhen();
        $this->twoWriters();
        $this->accessIsAsked();
        $this->erasureIsAsked();
        echo "9. Under another name\n";
        Names::tell();
    }

    /** The moments of the story; no clock is read. */
    public static function at(string $moment): DateTimeImmutable
    {
        return new DateTimeImmutable($moment);
    }

    private function aboutThePolicy(): void
    {
        echo "1. The policy\n";
        echo '   digest ', $this->policy->digest(), "\n";
        echo '   findings ', \count($this->policy->lint()), "\n";
    }

    private function whatHappened(): void
    {
        echo "2. What has happened to Noor\n";
        $august = '2026-08-20T12:00:00Z';
        $authority = ['representative' => self::PARENT, 'authority' => 'parental', 'may' => 'exercise'];
        $this->casework->entry($august, 'born', ['date' => '2015-05-05']);
        $this->casework->entry($august, 'enrolled', ['initial' => true]);
        $this->casework->entry($august, 'authority', $authority);
        $this->casework->entry('2026-09-01T12:00:00Z', 'consent-given', ['purposes' => ['website'], 'by' => self::PARENT]);
        echo '   head ', $this->noor()->head(), "\n";
    }

    private function mayATeacherPublish(): void
    {
        echo "3. May a teacher publish her photo on the website?\n";
        $this->asks('2026-10-01T12:00:00Z');
    }

    private function theParentWithdraws(): void
    {
        echo "4. Her parent withdraws\n";
        $this->casework->entry('2027-03-03T12:00:00Z', 'consent-withdrawn', ['purposes' => ['website'], 'by' => self::PARENT]);
        $this->asks('2027-03-04T12:00:00Z');
        $now = self::at('2027-03-04T12:00:00Z');
        $why = $this->dossiers->claims(self::NOOR, $now)
            ->explain(role: 'teacher', verb: Verb::Publish, purpose: 'website', category: 'photo', at: $now);
        echo "   {$why->json}\n";
    }

    private function untilWhen(): void
    {
        echo "5. Until when may each record be kept?\n";
        $this->keeps('2027-03-11T12:00:00Z');
    }

    private function twoWriters(): void
    {
        echo "6. Two writers, one dossier\n";
        $august = self::at('2026-08-20T12:00:00Z');
        $this->dossiers->append(self::SAM, ['kind' => 'born', 'date' => '2016-02-29'], $august);
        $this->dossiers->append(self::SAM, ['kind' => 'enrolled', 'initial' => true], $august);
        echo '   Sam has ', $this->sam()->seq(), " entries\n";
        $again = Race::run($this->database, $this->policyFile);
        echo '   Sam has ', $this->sam()->seq(), " entries; written again $again\n";
    }

    private function accessIsAsked(): void
    {
        echo "7. Her parent asks for everything\n";
        $work = $this->casework;
        $asked = $work->entry('2027-03-15T12:00:00Z', 'requested', self::request(Right::Access));
        $work->refused('2027-03-15T13:00:00Z', 'package-ready', ['entry' => $asked]);
        $work->entry('2027-03-16T12:00:00Z', 'request-granted', ['entry' => $asked]);
        $work->refused('2027-03-16T13:00:00Z', 'package-ready', ['entry' => $asked]);
        $work->pack('2027-03-17T12:00:00Z', $asked, $this->database);
        $collected = '2027-03-18T12:00:00Z';
        $work->refused($collected, 'package-collected', ['entry' => $asked, 'by' => 'ref-99']);
        $work->entry($collected, 'package-collected', ['entry' => $asked, 'by' => self::PARENT]);
        $work->entry($collected, 'request-closed', ['entry' => $asked]);
    }

    private function erasureIsAsked(): void
    {
        echo "8. And asks for everything to be erased\n";
        $granted = '2027-03-22T12:00:00Z';
        $asked = $this->casework->entry('2027-03-20T12:00:00Z', 'requested', self::request(Right::Erasure));
        $this->casework->entry($granted, 'request-granted', ['entry' => $asked]);
        $this->casework->erase($granted, $asked);
        $this->casework->entry($granted, 'request-closed', ['entry' => $asked]);
        $this->keeps('2027-03-23T12:00:00Z');
        self::remembers($granted);
    }

    private function asks(string $moment): void
    {
        $now = self::at($moment);
        $decision = $this->dossiers->claims(self::NOOR, $now)
            ->decide(role: 'teacher', verb: Verb::Publish, purpose: 'website', category: 'photo', at: $now);
        [$answer, $identifiability] = [$decision->answer->value, $decision->identifiability->value];
        $until = self::shown($decision->validUntil);
        echo "   $moment: $answer, $identifiability, until $until, {$decision->reason->value}\n";
    }

    private function keeps(string $moment): void
    {
        $claims = $this->dossiers->claims(self::NOOR, self::at($moment));
        foreach (Records::categories() as $category) {
            foreach ($this->records->of(self::NOOR, $category) as ['created' => $created]) {
                $due = $claims->due($category, ['created' => $created]);
                $until = self::shown($due->at);
                echo "   $category of $created: {$due->state->value}, $until, {$due->reason->value}\n";
            }
        }
    }

    /** The line to keep elsewhere, and what it says when a backup comes back. */
    private static function remembers(string $through): void
    {
        $key = \implode('', \array_map('chr', \range(64, 95))); // no secret, and for this story only
        $opened = Ledger::create($key);
        $erased = $opened->ledger->suppressed('school', 'p-1', $through, ['photo']);
        echo "   $opened->line\n   $erased->line\n";
        $ledger = Ledger::open($key, [$opened->line, $erased->line], $erased->head);
        foreach (['2026-09-15', '2027-09-15'] as $created) {
            $erased = $ledger->recognises('school', 'p-1', 'photo', $created) ? 'erased' : 'not erased';
            echo "   a photo of $created in a backup was $erased\n";
        }
    }

    /** @return array<string, mixed> */
    private static function request(Right $right): array
    {
        return ['right' => $right, 'categories' => [], 'by' => self::PARENT];
    }

    private function noor(): Dossier
    {
        return $this->dossiers->load(self::NOOR);
    }

    private function sam(): Dossier
    {
        return $this->dossiers->load(self::SAM);
    }

    private static function shown(?DateTimeImmutable $moment): string
    {
        return $moment?->format('Y-m-d\TH:i:s\Z') ?? 'never';
    }
}
