<?php

/**
 * Runs the corpus through the public API and compares bytes.
 *
 *     WAARBORG_LIBRARY=… php run_cases.php SCRIPT...        from the folder in which the scripts' paths begin
 *
 * Prints every difference, and at the end how many cases were run, and: N passed, N failed. The findings and the digest of
 * each policy count as one more.
 */

declare(strict_types=1);

use Waarborg\Policy;
use Waarborg\Tests\CorpusCase;
use Waarborg\Tests\Rendered;

require __DIR__ . '/autoload.php';

/** Every question and every comparison of a script, by its word. */
const WORDS = [
    'may' => 'may',
    'due' => 'due',
    'fields' => 'fields',
    'step' => 'step',
    'requests' => 'requests',
    'plan' => 'plan',
    'applicability' => 'applicability',
    'text-at' => 'textAt',
    'answer' => 'compareDecision',
    'date' => 'compareDate',
    'erasable' => 'compareErasure',
    'accepted' => 'compareAccepted',
    'kept' => 'compareKept',
    'next' => 'compareNext',
    'expect' => 'compareAnswer',
    'description' => 'compareAnswer',
];

/** @return array{int, int, int} how many cases the script held, how many passed and how many failed */
function run(string $path): array
{
    $announced = $cases = $passed = $failed = 0;
    $policy = $names = $case = null;
    $name = '(the policy)';
    $finish = static function () use (&$case, &$name, &$passed, &$failed, $path): void {
        if ($case->compared === 0) {
            $case->differences[] = 'nothing was compared';
        }
        foreach ($case->differences as $difference) {
            echo "$path: $name: $difference\n";
        }
        $case->differences === [] ? $passed++ : $failed++;
    };
    foreach (explode("\n", rtrim((string) file_get_contents($path), "\n")) as $line) {
        $fields = explode("\t", $line);
        $word = array_shift($fields);
        try {
            if ($word === 'cases') {
                $announced = (int) $fields[0];
            } elseif ($word === 'policy') {
                $policy = Policy::load($fields[0]);
                // Which names it knows does not depend on the moment.
                $names = $policy->institution(new DateTimeImmutable('2026-10-01T12:00:00Z'));
                $case = new CorpusCase($policy, $names);
            } elseif ($word === 'digest') {
                $case->same('digest', $fields[0], $policy->digest());
            } elseif ($word === 'findings') {
                $findings = $policy->lint();
                $case->same('findings', $fields[0], $findings->json);
                $case->same('findings, from their objects', $fields[0], Rendered::findings($findings));
                $case->compared++;
                $finish();
            } elseif ($word === 'case') {
                [$case, $name] = [new CorpusCase($policy, $names), $fields[0]];
            } elseif ($word === 'known') {
                $case->known = $fields[0];
            } elseif ($word === 'observed') {
                $case->observed = $fields[0];
            } elseif ($word === 'institution' || $word === 'dossier') {
                $case->append($case->$word, ...$fields);
            } elseif ($word === 'end') {
                $cases++;
                $finish();
            } else {
                $case->{WORDS[$word]}(...$fields);
            }
        } catch (Throwable $error) { // A case that cannot be asked fails, and the next one runs.
            $case->differences[] = $error::class . ': ' . $error->getMessage();
        }
    }
    if ($cases !== $announced) {
        echo "$path: $announced cases announced, and $cases run\n";
        $failed++;
    }

    return [$cases, $passed, $failed];
}

[$cases, $passed, $failed] = [0, 0, 0];
foreach (array_slice($argv, 1) as $script) {
    [$more, $good, $bad] = run($script);
    [$cases, $passed, $failed] = [$cases + $more, $passed + $good, $failed + $bad];
}
echo "$cases cases\n$passed passed, $failed failed\n";
exit($failed > 0 || $passed === 0 ? 1 : 0);
