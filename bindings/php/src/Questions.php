<?php

declare(strict_types=1);

namespace Waarborg;

use FFI\CData;
use Waarborg\Exception\CallException;
use Waarborg\Internal\Columns;
use Waarborg\Internal\Json;
use Waarborg\Internal\Library;

/**
 * Many questions as packed columns, made once and asked about as many persons as you like: {@see Claims::decideMany()}.
 *
 * A column has one number for each row, in the order of the machine: names as `pack('Q*', …)`, which {@see Policy::ids()}
 * gives; verbs and forms as `pack('l*', …)` and relations as `pack('L*', …)`, which {@see verbs()}, {@see identifiabilities()} and
 * {@see relations()} give. Repeat one with `str_repeat`.
 */
final class Questions
{
    /** @internal */
    public readonly int $rows;
    /** @internal */
    public readonly ?CData $roles;
    /** @internal */
    public readonly ?CData $verbs;
    /** @internal */
    public readonly ?CData $purposes;
    /** @internal */
    public readonly ?CData $categories;
    /** @internal */
    public readonly ?CData $recipients;
    /** @internal */
    public readonly ?CData $identifiabilities;
    /** @internal */
    public readonly ?CData $relations;
    /** @internal */
    public readonly string $records;
    /** @internal */
    public readonly CData $offsets;

    /**
     * @param string                                         $roles      numbers of roles
     * @param string                                         $verbs      numbers of verbs
     * @param string                                         $purposes   numbers of purposes
     * @param string                                         $categories numbers of categories
     * @param string|null                                    $recipients numbers of recipients, 0 for none; null for none at all
     * @param string|null                                    $identifiabilities      numbers of forms; null for none in particular
     * @param string|null                                    $relations  sums of relations; null for none
     * @param list<array<string, mixed>|string|null>|null $records    what is known of each record
     */
    public function __construct(
        string $roles,
        string $verbs,
        string $purposes,
        string $categories,
        ?string $recipients = null,
        ?string $identifiabilities = null,
        ?string $relations = null,
        #[\SensitiveParameter] ?array $records = null,
    ) {
        $library = Library::get();
        $rows = $this->rows = \intdiv(\strlen($roles), 8);
        $this->roles = Columns::packed($library, 'uint64_t', $roles, $rows);
        $this->verbs = Columns::packed($library, 'int32_t', $verbs, $rows);
        $this->purposes = Columns::packed($library, 'uint64_t', $purposes, $rows);
        $this->categories = Columns::packed($library, 'uint64_t', $categories, $rows);
        $recipients ??= \str_repeat("\0", 8 * $rows);
        $this->recipients = Columns::packed($library, 'uint64_t', $recipients, $rows);
        $this->identifiabilities = Columns::packed($library, 'int32_t', $identifiabilities ?? \str_repeat("\xff", 4 * $rows), $rows);
        $this->relations = Columns::packed($library, 'uint32_t', $relations ?? \str_repeat("\0", 4 * $rows), $rows);
        // Not with array_map: a stack trace would show its arguments.
        $texts = $records === null ? \array_fill(0, $rows, '') : [];
        foreach ($records ?? [] as $record) {
            $texts[] = Json::of($record);
        }
        if (\count($texts) !== $rows) {
            throw CallException::reason('column-length', "There are not as many records as the $rows rows.");
        }
        [$this->records, $this->offsets] = Columns::texts($library, $texts);
    }

    /** Verbs as a packed column. */
    public static function verbs(Verb ...$verbs): string
    {
        return \pack('l*', ...\array_map(static fn (Verb $verb): int => Verb::NUMBERS[$verb->value], \array_values($verbs)));
    }

    /** Forms as a packed column; null for none in particular. */
    public static function identifiabilities(?Identifiability ...$identifiabilities): string
    {
        $number = static fn (?Identifiability $identifiability): int => $identifiability === null ? Identifiability::ANY : Identifiability::NUMBERS[$identifiability->value];

        return \pack('l*', ...\array_map($number, \array_values($identifiabilities)));
    }

    /**
     * Relations as a packed column, of each row a list.
     *
     * @param list<ActorRelation> ...$relations
     */
    public static function relations(array ...$relations): string
    {
        return \pack('L*', ...\array_map(self::sum(...), \array_values($relations)));
    }

    /**
     * @internal
     *
     * @param array<ActorRelation> $relations
     */
    public static function sum(array $relations): int
    {
        $sum = 0;
        foreach ($relations as $relation) {
            $sum |= ActorRelation::NUMBERS[$relation->value];
        }

        return $sum;
    }

    /** @return array{rows: int} */
    public function __debugInfo(): array
    {
        return ['rows' => $this->rows];
    }
}
