<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use Waarborg\Appended;
use Waarborg\Claims;
use Waarborg\Dossier;
use Waarborg\Institution;
use Waarborg\Policy;

/** A small school: one policy, one purpose on consent, and Noor. */
final class World
{
    public const POLICY = <<<'JSON'
        {
          "waarborg": 1, "policy": "school", "version": "2026", "applies-from": "2026-08-01",
          "jurisdiction": "NL", "language": "en",
          "declared-by": "school",
          "parties":    { "school": { "name": "De Waarborg", "acts-as": ["controller"] } },
          "subjects":   { "pupil": { "kind": "pupil", "minors": true } },
          "categories": { "photo": { "description": "Photos of a pupil", "subject": "pupil" } },
          "purposes":   { "website": { "description": "Show the school on its website", "basis": "consent", "as": "controller",
                          "consent": { "how": "explicit", "withdrawal": "same", "grace": "P30D" }, "categories": ["photo"],
                          "retention": { "photos": { "term": "earliest(with-basis, enrolled + P1Y)", "kind": "maximum",
                                                     "source": "school plan 2026" } } } },
          "roles":      { "teacher": { "description": "Teachers", "party": "school",
                          "may": { "photos": { "verbs": ["publish"], "categories": ["photo"] } } } }
        }
        JSON;

    /** What has happened: the day, and the entry. */
    public const ENTRIES = [
        ['2026-08-20', ['kind' => 'born', 'happened' => '2026-08-20', 'date' => '2015-05-05']],
        ['2026-08-20', ['kind' => 'enrolled', 'happened' => '2026-08-20', 'initial' => true]],
        ['2026-08-20', ['kind' => 'authority', 'happened' => '2026-08-20', 'representative' => 'ref-17', 'authority' => 'parental',
            'may' => 'exercise']],
        ['2026-09-01', ['kind' => 'consent-given', 'happened' => '2026-09-01', 'purposes' => ['website'], 'by' => 'ref-17']],
        ['2027-03-03', ['kind' => 'consent-withdrawn', 'happened' => '2027-03-03', 'purposes' => ['website'], 'by' => 'ref-17']],
    ];

    public static function policy(): Policy
    {
        return Policy::parse(self::POLICY);
    }

    public static function institution(?Policy $policy = null): Institution
    {
        return ($policy ?? self::policy())->institution(self::at('2026-10-01T12:00:00Z'));
    }

    /** @return list<Appended> the first so many entries */
    public static function entries(int $count): array
    {
        [$dossier, $appended] = [Dossier::new(), []];
        foreach (\array_slice(self::ENTRIES, 0, $count) as [$day, $body]) {
            $next = $dossier->append($dossier->head(), $body, self::at("{$day}T12:00:00Z"));
            $appended[] = $next;
            $dossier = $dossier->with($next);
        }

        return $appended;
    }

    public static function dossier(int $count): Dossier
    {
        $appended = self::entries($count);

        return Dossier::load(\array_column($appended, 'line'), \end($appended)->head ?? null);
    }

    /** Four entries: consent was given. Five: it was withdrawn. */
    public static function claims(int $count, ?Institution $institution = null): Claims
    {
        return ($institution ?? self::institution())->claims(self::dossier($count), self::at('2027-04-01T12:00:00Z'));
    }

    public static function at(string $at): \DateTimeImmutable
    {
        return new \DateTimeImmutable($at);
    }
}
