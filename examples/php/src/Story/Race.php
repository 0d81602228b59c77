<?php

declare(strict_types=1);

namespace School\Story;

use School\Database;
use School\Dossiers;
use Waarborg\Policy;

/** Two writers, each a process of its own with a connection of its own, and one dossier: Sam's. */
final class Race
{
    private const MOMENT = '2027-03-12T12:00:00Z';
    private const ENTRIES = [
        'desk' => ['kind' => 'authority', 'representative' => 'ref-21', 'authority' => 'parental', 'may' => 'exercise'],
        'app' => ['kind' => 'consent-asked', 'purposes' => ['website']],
    ];

    /** Starts both, lets both read, and only then lets them write. How often one of them had to write again. */
    public static function run(string $database, string $policy): int
    {
        $writers = [];
        foreach (\array_keys(self::ENTRIES) as $name) {
            $writers[$name] = self::start($database, $policy, $name);
        }
        foreach ($writers as $name => [, $pipes]) {
            if (\fgets($pipes[1]) !== "ready\n") {
                throw new \RuntimeException("The writer $name is not ready.");
            }
        }
        foreach ($writers as [, $pipes]) {
            \fwrite($pipes[0], "go\n");
        }

        return \array_sum(\array_map(self::finished(...), $writers));
    }

    /** One of the two: reads, makes its line, waits for the word, and writes. */
    public static function write(string $database, string $policy, string $name): void
    {
        $now = Story::at(self::MOMENT);
        $institution = Policy::load($policy)->institution(knownAt: Story::at('2027-04-01T12:00:00Z'));
        $dossiers = new Dossiers(Database::open($database), $institution);
        $entry = self::ENTRIES[$name] + ['happened' => self::MOMENT];
        $read = $dossiers->load(Story::SAM);
        $next = $dossiers->next($read, $entry, $now);
        echo "ready\n";
        \fgets(\STDIN);
        $first = $dossiers->store(Story::SAM, $read->head(), $next);
        echo $first ? 0 : 1 + $dossiers->append(Story::SAM, $entry, $now)->again, "\n";
    }

    /** @return array{resource, array<int, resource>} the process, and its pipes */
    private static function start(string $database, string $policy, string $name): array
    {
        $program = [\PHP_BINARY, \dirname(__DIR__, 2) . '/story.php', $database, $policy, 'writer', $name];
        $process = \proc_open($program, [['pipe', 'r'], ['pipe', 'w'], \STDERR], $pipes);

        return [$process ?: throw new \RuntimeException("The writer $name does not start."), $pipes];
    }

    /** @param array{resource, array<int, resource>} $writer */
    private static function finished(array $writer): int
    {
        [$process, $pipes] = $writer;
        $again = \trim((string) \fgets($pipes[1]));
        \array_map('fclose', $pipes);
        if (\proc_close($process) !== 0 || !\ctype_digit($again)) {
            throw new \RuntimeException('A writer failed.');
        }

        return (int) $again;
    }
}
