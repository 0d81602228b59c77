<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Exception\ClosedException;
use Waarborg\Internal\Columns;
use Waarborg\Internal\Json;
use Waarborg\Internal\Moments;

/**
 * The claims on one person's data: a dossier folded in an institution, as known at one moment. It keeps its institution
 * alive, and needs its dossier no more.
 *
 * Every reading takes what it is about first, then the record, then the moment; what may be left out comes after that, by
 * its name. A question takes `role`, `verb`, `purpose`, `category`, `at`, and where they matter `recipient` (for
 * {@see Verb::Share}), `identifiability` (the form you want; without it the most identifiable one that is allowed), `relations` (what
 * the one who acts is to the person), `preconditions` (the names of those that were passed) and `record` (what is known of the
 * record: `created`, `anchors`, `system`, `needed-by`; an array or JSON).
 */
final class Claims extends Named
{
    /**
     * May it be used?
     *
     * @param list<ActorRelation>              $relations
     * @param list<string>                     $preconditions
     * @param array<string, mixed>|string|null $record
     *
     * @throws Exception\UnknownNameException|Exception\RecordException|Exception\CallException
     */
    public function decide(
        string $role,
        Verb $verb,
        string $purpose,
        string $category,
        \DateTimeInterface $at,
        ?string $recipient = null,
        ?Identifiability $identifiability = null,
        array $relations = [],
        array $preconditions = [],
        #[\SensitiveParameter] array|string|null $record = null,
    ): Decision {
        $asked = $this->names->question(
            $role,
            $verb,
            $purpose,
            $category,
            $at,
            $recipient,
            $identifiability,
            $relations,
            $preconditions,
            $record,
        );
        // The place for the answer is used again.
        $library = $this->library;
        $out = $library->spare ?? $library->out();
        $library->spare = null;
        $owned = $this->owned ?? throw ClosedException::of(self::class);
        $asked[] = $out->decisionAt;
        $asked[] = $out->errorAt;
        $status = $library->ffi->wb_decide($owned->pointer, ...$asked);
        if ($status !== 0) {
            throw $library->failure($status, $out->error);
        }
        $decision = Decision::read($out->decision);
        $library->spare = $out;

        return $decision;
    }

    /**
     * One question about many persons, such as a class, in one crossing. The decisions have the keys of the claims.
     *
     * Asked again and again, keep a {@see Group}.
     *
     * @param iterable<array-key, Claims>      $claims    of policies that give equal numbers
     * @param list<ActorRelation>                   $relations
     * @param list<string>                     $preconditions
     * @param array<string, mixed>|string|null $record
     */
    public static function decideEach(
        iterable $claims,
        string $role,
        Verb $verb,
        string $purpose,
        string $category,
        \DateTimeInterface $at,
        ?string $recipient = null,
        ?Identifiability $identifiability = null,
        array $relations = [],
        array $preconditions = [],
        #[\SensitiveParameter] array|string|null $record = null,
    ): Decisions {
        return Group::of($claims)->decide(
            $role,
            $verb,
            $purpose,
            $category,
            $at,
            $recipient,
            $identifiability,
            $relations,
            $preconditions,
            $record,
        );
    }

    /**
     * Many questions about this person, in packed columns. If a row fails, the call does, and the path of the diagnostic begins
     * with the number of the row.
     *
     * @param list<string> $preconditions
     */
    public function decideMany(Questions $questions, \DateTimeInterface $at, array $preconditions = []): Decisions
    {
        $library = $this->library;
        $rows = $questions->rows;
        $passed = $this->names->preconditions($preconditions);
        $preconditionCount = \count($preconditions);
        $micros = Moments::micros($at);
        if ($rows === 0) {
            return Decisions::none();
        }
        $decisions = $library->rows('wb_decision', $rows);
        $library->call(
            'wb_decide_many',
            $this->owned(),
            $rows,
            $questions->roles,
            $questions->verbs,
            $questions->purposes,
            $questions->categories,
            $questions->recipients,
            $questions->identifiabilities,
            $questions->relations,
            $questions->records,
            $questions->offsets,
            $passed,
            $preconditionCount,
            $micros,
            $decisions,
        );

        return Decisions::read($library, $decisions, \range(0, $rows - 1));
    }

    /**
     * The decision, with every reason and every condition over time.
     *
     * @param list<ActorRelation>              $relations
     * @param list<string>                     $preconditions
     * @param array<string, mixed>|string|null $record
     */
    public function explain(
        string $role,
        Verb $verb,
        string $purpose,
        string $category,
        \DateTimeInterface $at,
        ?string $recipient = null,
        ?Identifiability $identifiability = null,
        array $relations = [],
        array $preconditions = [],
        #[\SensitiveParameter] array|string|null $record = null,
    ): Explanation {
        $record = Json::of($record);
        $micros = Moments::micros($at);

        return Explanation::read($this->library->text(
            'wb_explain',
            $this->owned(),
            $role,
            Verb::NUMBERS[$verb->value],
            $purpose,
            $category,
            $recipient ?? '',
            $identifiability === null ? Identifiability::ANY : Identifiability::NUMBERS[$identifiability->value],
            Questions::sum($relations),
            \implode(',', $preconditions),
            $record,
            $micros,
        ));
    }

    /**
     * Which categories of a purpose may go this way. With a recipient and {@see Verb::Share}, a filter: what is not
     * permitted is not sent.
     *
     * @param list<ActorRelation>              $relations
     * @param list<string>                     $preconditions
     * @param array<string, mixed>|string|null $record
     */
    public function fields(
        string $role,
        Verb $verb,
        string $purpose,
        \DateTimeInterface $at,
        ?string $recipient = null,
        ?Identifiability $identifiability = null,
        array $relations = [],
        array $preconditions = [],
        #[\SensitiveParameter] array|string|null $record = null,
    ): Fields {
        $record = Json::of($record);
        $micros = Moments::micros($at);

        return Fields::read($this->library->text(
            'wb_fields',
            $this->owned(),
            $role,
            Verb::NUMBERS[$verb->value],
            $purpose,
            $recipient ?? '',
            $identifiability === null ? Identifiability::ANY : Identifiability::NUMBERS[$identifiability->value],
            Questions::sum($relations),
            \implode(',', $preconditions),
            $record,
            $micros,
        ));
    }

    /**
     * Until when may a record of a category be kept? It says when a record is due, and not that it may be erased: a hold
     * may still stand. Ask {@see erasable()} before each erasure.
     *
     * @param array<string, mixed>|string|null $record
     */
    public function due(string $category, #[\SensitiveParameter] array|string|null $record = null): Due
    {
        $record = Json::of($record);
        $number = $this->names->known[Kind::CATEGORY][$category] ?? $this->names->find(Kind::CATEGORY, $category);
        $date = $this->library->struct('wb_due_date');
        $this->library->call('wb_due', $this->owned(), $number, $record, $this->library->at($date));

        return Due::read($date);
    }

    /**
     * Until when, with the reason in words, the last day, and the lower identifiabilities that are enough from a moment on.
     *
     * @param array<string, mixed>|string|null $record
     */
    public function explainDue(string $category, #[\SensitiveParameter] array|string|null $record = null): DueExplanation
    {
        $record = Json::of($record);

        return DueExplanation::read($this->library->text('wb_due_json', $this->owned(), $category, $record));
    }

    /**
     * Until when may each of many records be kept? The dates have the keys of the records.
     *
     * @param iterable<array-key, array{0: string, 1?: array<string, mixed>|string|null}> $records a category, and what is
     *                                                                                      known of the record
     *
     * @return array<array-key, Due>
     */
    public function dueMany(#[\SensitiveParameter] iterable $records): array
    {
        [$keys, $columns] = $this->records($records);
        $count = \count($keys);
        if ($count === 0) {
            return [];
        }
        $dates = $this->library->rows('wb_due_date', $count);
        $this->library->call('wb_due_many', $this->owned(), $count, ...[...$columns, $dates]);
        $due = [];
        foreach ($keys as $row => $key) {
            $due[$key] = Due::read($dates[$row]);
        }

        return $due;
    }

    /**
     * The earliest moment at which one of these records, or one of its lower identifiabilities, is due: look again then, or
     * after the next entry. Null if none has an end.
     *
     * @param iterable<array-key, array{0: string, 1?: array<string, mixed>|string|null}> $records as for {@see dueMany()}
     */
    public function nextDue(#[\SensitiveParameter] iterable $records): ?\DateTimeImmutable
    {
        [$keys, $columns] = $this->records($records);
        $count = \count($keys);
        $next = $this->library->number('int64_t');
        $columns[] = $this->library->at($next);
        $this->library->call('wb_next_due', $this->owned(), $count, ...$columns);

        return Moments::at($next->cdata);
    }

    /**
     * May a record be erased now? It is due, nothing holds it, and every entry can be read.
     *
     * @param array<string, mixed>|string|null $record null if nothing is known of it
     */
    public function erasable(
        string $category,
        #[\SensitiveParameter] array|string|null $record,
        \DateTimeInterface $at,
    ): Erasable {
        $record = Json::of($record);
        $micros = Moments::micros($at);
        $number = $this->names->known[Kind::CATEGORY][$category] ?? $this->names->find(Kind::CATEGORY, $category);
        $erasure = $this->library->struct('wb_erasure');
        $this->library->call('wb_erasable', $this->owned(), $number, $record, $micros, $this->library->at($erasure));

        return Erasable::read($erasure);
    }

    /**
     * Everything that keeps a record at a moment: what was kept, and on what ground.
     *
     * @param array<string, mixed>|string|null $record null if nothing is known of it
     */
    public function keptBy(
        string $category,
        #[\SensitiveParameter] array|string|null $record,
        \DateTimeInterface $at,
    ): KeptBy {
        $record = Json::of($record);
        $micros = Moments::micros($at);

        return KeptBy::read($this->library->text('wb_kept_by', $this->owned(), $category, $record, $micros));
    }

    /**
     * The claim of a purpose on a category at every moment, without looking at a record: what a person is told who asks
     * what still holds.
     */
    public function claim(string $purpose, string $category): Timeline
    {
        return Timeline::read($this->library->text('wb_claim', $this->owned(), $purpose, $category));
    }

    /** Every request and objection in the dossier: how far each is, and by when it must be answered. */
    public function requests(\DateTimeInterface $at): Requests
    {
        $micros = Moments::micros($at);

        return Requests::read($this->library->text('wb_requests', $this->owned(), $micros));
    }

    /**
     * The part of {@see Institution::append()} that looks at requests: whether an entry about one may be appended now. Entries
     * about other things are let through.
     *
     * @param array<string, mixed>|string $body
     *
     * @throws Exception\StepException with why not, and which steps are legal
     */
    public function checkAppend(#[\SensitiveParameter] array|string $body): void
    {
        $body = Json::of($body);
        $this->library->call('wb_requests_check_append', $this->owned(), $body);
    }

    /**
     * The plan of the request that arrived with an entry. Ask again when the policy or the dossier has moved.
     *
     * @throws Exception\StepException
     */
    public function plan(int $entry, \DateTimeInterface $at): Plan
    {
        $micros = Moments::micros($at);

        return Plan::read($this->library->text('wb_request_plan', $this->owned(), $entry, $micros));
    }

    /**
     * What follows from a withdrawal of consent that has been recorded.
     *
     * @param list<string> $purposes
     */
    public function withdrawalPlan(array $purposes, \DateTimeInterface $at): Plan
    {
        $purposes = Json::of(\array_values($purposes));
        $micros = Moments::micros($at);

        return Plan::read($this->library->text('wb_withdrawal_plan', $this->owned(), $purposes, $micros));
    }

    /** Which claims a right reaches at a moment, and why. */
    public function applicability(Right $right, \DateTimeInterface $at): RightApplicabilities
    {
        $micros = Moments::micros($at);

        return RightApplicabilities::read($this->library->text('wb_right_applicability', $this->owned(), $right->value, $micros));
    }

    /**
     * @param iterable<array-key, array{0: string, 1?: array<string, mixed>|string|null}> $records
     *
     * @return array{list<array-key>, array{\FFI\CData|null, string, \FFI\CData}} the keys, and the columns
     */
    private function records(#[\SensitiveParameter] iterable $records): array
    {
        [$keys, $categories, $texts] = [[], [], []];
        foreach ($records as $key => $record) {
            $keys[] = $key;
            $category = $record[0];
            $categories[] = $this->names->known[Kind::CATEGORY][$category] ?? $this->names->find(Kind::CATEGORY, $category);
            $texts[] = Json::of($record[1] ?? null);
        }
        [$joined, $offsets] = Columns::texts($this->library, $texts);

        return [$keys, [Columns::numbers($this->library, 'uint64_t', $categories), $joined, $offsets]];
    }
}
