<?php

declare(strict_types=1);

namespace School;

/** The platform's own records: the tables that hold what the policy calls a category. */
final class Records
{
    /** The table of a category bears its name; the column is what the record is. Nothing else comes into a statement. */
    private const COLUMNS = ['photo' => 'file', 'result' => 'test'];

    public function __construct(private readonly \PDO $db)
    {
    }

    /** @return list<string> */
    public static function categories(): array
    {
        return \array_keys(self::COLUMNS);
    }

    /**
     * The records of a child, oldest first.
     *
     * @return list<array{created: string, record: array<string, string>}> when each was made, and the record itself
     */
    public function of(int $dossier, string $category): array
    {
        $column = self::column($category);
        $select = $this->db->prepare("select created, $column as value from $category where dossier = ? order by created, id");
        $select->execute([$dossier]);
        $records = [];
        foreach ($select->fetchAll() as $row) {
            $records[] = ['created' => $row['created'], 'record' => [$column => $row['value']]];
        }

        return $records;
    }

    /** Deletes them; how many there were. */
    public function delete(int $dossier, string $category): int
    {
        self::column($category);
        $delete = $this->db->prepare("delete from $category where dossier = ?");
        $delete->execute([$dossier]);

        return $delete->rowCount();
    }

    private static function column(string $category): string
    {
        return self::COLUMNS[$category] ?? throw new \LogicException('The platform has no table for this category.');
    }
}
