<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Columns;
use Waarborg\Internal\Json;
use Waarborg\Internal\Library;
use Waarborg\Internal\Moments;

/** Which fields a record has, and how each comes out, per purpose and identifiability. */
final class FieldTable extends Handle
{
    /** @throws Exception\FieldTableException with everything that is wrong with it */
    public static function parse(#[\SensitiveParameter] string $document): self
    {
        $library = Library::get();

        return new self($library, $library->made('wb_field_table', 'wb_field_table_parse', $document));
    }

    /**
     * Checks the table against the policy in force at a moment.
     *
     * @throws Exception\FieldTableException with all that differ
     */
    public function check(Policy $policy, \DateTimeInterface $at): void
    {
        $at = Moments::micros($at);
        $this->library->call('wb_field_table_check', $this->owned(), $policy->owned(), $at);
    }

    /** What each field's treatment leaves for one purpose and identifiability, as JSON. */
    public function properties(string $purpose, Identifiability $identifiability, ?Domain $domain = null): string
    {
        $number = Identifiability::NUMBERS[$identifiability->value];

        return $this->library->text('wb_field_table_properties', $this->owned(), $domain?->owned(), $purpose, $number);
    }

    /**
     * Lets records come out as the table declares for one purpose and identifiability. If a record is refused, the call is, and
     * nothing comes out; the path of the diagnostic begins with the number of the record.
     *
     * @param iterable<array<string, string|null>|string> $records of texts and nulls
     * @param string                                      $on      the day on which ages are counted, such as `2026-11-23`
     * @param Domain|null                                 $domain  needed if a field comes out as a pseudonym or is moved
     * @param list<list<string>>                          $people  of each person whose name a free text may hold, their names
     *
     * @return string a JSON list of a document for each record
     *
     * @throws Exception\FieldTableException
     */
    public function transform(
        #[\SensitiveParameter] iterable $records,
        string $purpose,
        Identifiability $identifiability,
        string $on,
        ?Domain $domain = null,
        #[\SensitiveParameter] array $people = [],
    ): string {
        $texts = [];
        foreach ($records as $record) {
            $texts[] = Json::of($record);
        }
        $people = $people === [] ? '' : Json::of($people);
        $count = \count($texts);
        [$joined, $offsets] = Columns::texts($this->library, $texts);

        return $this->library->text(
            'wb_transform',
            $this->owned(),
            $domain?->owned(),
            $purpose,
            Identifiability::NUMBERS[$identifiability->value],
            $on,
            $people,
            $count,
            $joined,
            $offsets,
        );
    }
}
