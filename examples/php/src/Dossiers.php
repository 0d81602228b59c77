<?php

declare(strict_types=1);

namespace School;

use DateTimeImmutable;
use Waarborg\Appended;
use Waarborg\Claims;
use Waarborg\Dossier;
use Waarborg\Institution;

/**
 * The dossiers of the platform: the lines and the head of each, byte for byte. Everything that happens to a child goes
 * through {@see append()}, or through {@see appendAt()} where somebody decided by what was shown.
 */
final class Dossiers
{
    public function __construct(private readonly \PDO $db, private readonly Institution $institution)
    {
    }

    /** Reads a dossier back. One statement, so that head and lines are of one moment. */
    public function load(int $dossier): Dossier
    {
        $select = $this->db->prepare(
            'select head, line from dossier left join entry on entry.dossier = dossier.id where id = ? order by seq',
        );
        $select->execute([$dossier]);
        $rows = $select->fetchAll();
        if ($rows === []) {
            throw new \RuntimeException('There is no such dossier.');
        }
        // A dossier without entries is one row without a line.
        $lines = \array_filter(\array_column($rows, 'line'), 'is_string');

        return Dossier::load($lines, $rows[0]['head']);
    }

    /** The claims on a child's data, as known at a moment. */
    public function claims(int $dossier, DateTimeImmutable $now): Claims
    {
        return $this->claimsOf($this->load($dossier), $now);
    }

    /** The same, of a dossier as it was read. */
    public function claimsOf(Dossier $read, DateTimeImmutable $now): Claims
    {
        return $this->institution->claims($read, $now);
    }

    /** What the platform calls the child. */
    public function person(int $dossier): string
    {
        $select = $this->db->prepare('select person_ref from dossier where id = ?');
        $select->execute([$dossier]);

        return (string) $select->fetchColumn();
    }

    /**
     * Appends an entry, and begins again with reading as often as another writer is first.
     *
     * @param array<string, mixed> $entry its kind and fields
     */
    public function append(int $dossier, array $entry, DateTimeImmutable $now): Written
    {
        for ($again = 0; ; $again++) {
            $read = $this->load($dossier);
            $next = $this->next($read, $entry, $now);
            if ($this->store($dossier, $read->head(), $next)) {
                return new Written($next->seq, $again);
            }
        }
    }

    /**
     * Appends an entry only if the dossier is still as it was when somebody saw it and decided: its head then. False if
     * another entry came first; look again, and decide again.
     *
     * @param array<string, mixed> $entry
     */
    public function appendAt(int $dossier, string $seen, array $entry, DateTimeImmutable $now): bool
    {
        $read = $this->load($dossier);

        return $read->head() === $seen && $this->store($dossier, $seen, $this->next($read, $entry, $now));
    }

    /**
     * The next line of a dossier as it was read. Refused if the policy does not know a name in the entry, or if it is about
     * a request and that is no legal step now.
     *
     * @param array<string, mixed> $entry
     */
    public function next(Dossier $read, array $entry, DateTimeImmutable $now): Appended
    {
        $entry['happened'] ??= $now;

        return $this->institution->append($read, $entry, recorded: $now);
    }

    /** Stores a line in one transaction, if the head is still the one it was made for; false if not. */
    public function store(int $dossier, string $expected, Appended $next): bool
    {
        // `beginTransaction()` would take the right to write only at the first write; this takes it now.
        $this->db->exec('begin immediate');
        try {
            $first = $this->moveHead($dossier, $expected, $next);
            if ($first) {
                $insert = $this->db->prepare('insert into entry (dossier, seq, line) values (?, ?, ?)');
                $insert->execute([$dossier, $next->seq, $next->line]);
            }
            $this->db->exec($first ? 'commit' : 'rollback');

            return $first;
        } catch (\Throwable $error) {
            $this->db->exec('rollback');
            throw $error;
        }
    }

    private function moveHead(int $dossier, string $expected, Appended $next): bool
    {
        $update = $this->db->prepare('update dossier set head_seq = ?, head = ? where id = ? and head = ?');
        $update->bindValue(1, $next->seq, \PDO::PARAM_INT);
        // The column is a blob, and SQLite takes no text for equal to a blob: bind both heads as such.
        $update->bindValue(2, \hex2bin($next->head), \PDO::PARAM_LOB);
        $update->bindValue(3, $dossier, \PDO::PARAM_INT);
        $update->bindValue(4, \hex2bin($expected), \PDO::PARAM_LOB);
        $update->execute();

        return $update->rowCount() === 1;
    }
}
