<?php

declare(strict_types=1);

namespace School;

/** The platform's own database: one SQLite file. */
final class Database
{
    private const TABLES = <<<'SQL'
        create table dossier (id integer primary key, person_ref text not null, head_seq integer not null, head blob not null);
        create table entry (dossier integer not null, seq integer not null, line text not null, primary key (dossier, seq));
        create table photo (id integer primary key, dossier integer not null, created text not null, file text not null);
        create table result (id integer primary key, dossier integer not null, created text not null, test text not null);
        insert into dossier values (1, 'p-1', 0, zeroblob(32)), (2, 'p-2', 0, zeroblob(32));
        insert into photo values (1, 1, '2026-09-15', 'portrait.jpg'), (2, 1, '2027-02-10', 'sports-day.jpg'),
                                 (3, 1, '2027-03-10', 'school-play.jpg');
        insert into result values (1, 1, '2027-01-20', 'fractions');
        SQL;

    /** Makes it anew, with two children and their records. */
    public static function make(string $file): \PDO
    {
        foreach (['', '-journal', '-wal', '-shm'] as $leftover) {
            if (\is_file($file . $leftover)) {
                \unlink($file . $leftover);
            }
        }
        $db = self::connect($file);
        $db->exec(self::TABLES);

        return $db;
    }

    /** Opens one that is there. */
    public static function open(string $file): \PDO
    {
        if (!\is_file($file)) {
            throw new \RuntimeException('There is no such database.');
        }

        return self::connect($file);
    }

    private static function connect(string $file): \PDO
    {
        return new \PDO("sqlite:$file", null, null, [
            \PDO::ATTR_ERRMODE => \PDO::ERRMODE_EXCEPTION,
            \PDO::ATTR_DEFAULT_FETCH_MODE => \PDO::FETCH_ASSOC,
            \PDO::ATTR_TIMEOUT => 10, // seconds to wait for another writer
        ]);
    }
}
