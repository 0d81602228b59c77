<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use Waarborg\ActorRelation;
use Waarborg\Appended;
use Waarborg\Claims;
use Waarborg\Decision;
use Waarborg\Dossier;
use Waarborg\Due;
use Waarborg\Erasable;
use Waarborg\Exception\StepException;
use Waarborg\Exception\WaarborgException;
use Waarborg\Group;
use Waarborg\Identifiability;
use Waarborg\Institution;
use Waarborg\Kind;
use Waarborg\Policy;
use Waarborg\Questions;
use Waarborg\ReasonCode;
use Waarborg\Right;
use Waarborg\Verb;

/** One case of the corpus, from its name to its end, through the public API. The form stands in examples/corpus.rs. */
final class CorpusCase
{
    /** @var list<string> */
    public array $differences = [];
    public int $compared = 0;
    public Stream $institution;
    public Stream $dossier;
    public string $known = '';
    public string $observed = '';
    private ?string $answer = null;
    private ?string $rendered = null;
    private ?string $retainingClaims = null;
    private string $accepted = '';
    private ?Decision $decision = null;
    private ?Due $due = null;
    private ?Erasable $erasable = null;
    private ?\DateTimeImmutable $next = null;

    public function __construct(private readonly Policy $policy, private readonly Institution $names)
    {
        $this->institution = new Stream();
        $this->dossier = new Stream();
    }

    public function same(string $what, mixed $expected, mixed $got): void
    {
        if ($expected !== $got) {
            $this->differences[] = "$what\n    expected  " . self::shown($expected) . "\n    got       " . self::shown($got);
        }
    }

    /** The microsecond is kept, and the time zone is not that of the answer. */
    private static function at(string $micros): \DateTimeImmutable
    {
        $at = \DateTimeImmutable::createFromFormat('U.u', \sprintf('%s.%s', \substr($micros, 0, -6), \substr($micros, -6)));
        \assert($at !== false);

        return $at->setTimezone(new \DateTimeZone('Europe/Amsterdam'));
    }

    /** Microseconds as the corpus has them, which has the greatest for never. */
    private static function micros(?\DateTimeImmutable $at): string
    {
        if ($at !== null && $at->getTimezone()->getName() !== 'UTC') {
            return 'not in UTC';
        }

        return $at === null ? (string) \PHP_INT_MAX : $at->format('Uu');
    }

    private static function shown(mixed $value): string
    {
        return \is_string($value) ? $value : \var_export($value, true);
    }

    public function append(Stream $stream, string $recorded, string $body, string $line, string $head): void
    {
        $this->names->checkAppend($body);
        $before = Dossier::load($stream->lines, $stream->head);
        $appended = $before->append($before->head(), $body, self::at($recorded));
        // The same as an array comes to the same.
        $again = $before->append($before->head(), (array) \json_decode($body), self::at($recorded));
        $this->same('line', $line, $appended->line);
        $this->same('head', $head, $appended->head);
        $this->same('an entry as an array', [$appended->line, $appended->head], [$again->line, $again->head]);
        $this->same('seq', \count($stream->lines) + 1, $appended->seq);
        if ($stream === $this->dossier) {
            $this->byInstitution($before, $body, self::at($recorded), $appended);
        }
        $stream->lines[] = $appended->line;
        $stream->head = $appended->head;
    }

    /** The same line, if it may be written: some cases are about steps that were not legal. */
    private function byInstitution(Dossier $before, string $body, \DateTimeImmutable $recorded, Appended $appended): void
    {
        try {
            $this->same('by the institution', $appended->line, $this->names->append($before, $body, $recorded)->line);
        } catch (StepException) {
            try {
                $this->names->claims($before, $recorded)->checkAppend($body);
                $this->same('refused by its parts', true, false);
            } catch (StepException) {
                // Both refuse it.
            }
        }
    }

    private function claims(): Claims
    {
        $known = self::at($this->known);
        $institution = $this->policy->institution($known, $this->institution->lines, $this->institution->head);
        $dossier = Dossier::load($this->dossier->lines, $this->dossier->head);
        $this->same('seq', \count($this->dossier->lines), $dossier->seq());

        return $institution->claims($dossier, $known, $this->observed);
    }

    public function may(
        string $role,
        string $verb,
        string $purpose,
        string $category,
        string $recipient,
        string $identifiability,
        string $relations,
        string $preconditions,
        string $record,
        string $at,
    ): void {
        $claims = $this->claims();
        $asked = [
            'role' => $role,
            'verb' => Verb::from($verb),
            'purpose' => $purpose,
            'category' => $category,
            'at' => self::at($at),
            'recipient' => self::some($recipient),
            'identifiability' => $identifiability === '' ? null : Identifiability::from($identifiability),
            'relations' => \array_map(ActorRelation::from(...), self::split($relations)),
            'preconditions' => self::split($preconditions),
            'record' => self::some($record),
        ];
        $explanation = $claims->explain(...$asked);
        $this->answer = $explanation->json;
        $this->rendered = Rendered::explanation($explanation);
        $this->decision = $claims->decide(...$asked);
        $this->same('allowed', $explanation->answer->value === 'permit', $this->decision->allowed);
        $this->same('allowed', $this->decision->allowed, $explanation->allowed);
        $as = [...$asked, 'record' => $record === '' ? null : (array) \json_decode($record)];
        $this->alike('a record as an array', $claims->decide(...$as));
        $everyone = ['a' => $claims, 'b' => $claims, 'c' => $claims];
        $each = Claims::decideEach($everyone, ...$asked);
        $this->same('the keys of a class', ['a', 'b', 'c'], \array_keys(\iterator_to_array($each)));
        foreach ([...$each, ...Group::of($everyone)->decide(...$asked), ...$this->many($claims, $asked)] as $decision) {
            $this->alike('one of many', $decision);
        }
    }

    /**
     * The same in columns.
     *
     * @param array<string, mixed> $asked
     */
    private function many(Claims $claims, array $asked): iterable
    {
        $ids = fn (Kind $kind, string $name): string => \str_repeat($this->policy->ids($kind, [$name]), 2);
        $questions = new Questions(
            roles: $ids(Kind::Role, $asked['role']),
            verbs: Questions::verbs($asked['verb'], $asked['verb']),
            purposes: $ids(Kind::Purpose, $asked['purpose']),
            categories: $ids(Kind::Category, $asked['category']),
            recipients: $asked['recipient'] === null ? null : $ids(Kind::Recipient, $asked['recipient']),
            identifiabilities: Questions::identifiabilities($asked['identifiability'], $asked['identifiability']),
            relations: Questions::relations($asked['relations'], $asked['relations']),
            records: [$asked['record'], $asked['record']],
        );
        $decisions = $claims->decideMany($questions, $asked['at'], $asked['preconditions']);
        $this->same('rows', 2, \count($decisions));

        return ['x' => $decisions[0], 'y' => $decisions[1]];
    }

    private function alike(string $what, Decision $decision): void
    {
        // Every property, and the moment.
        $this->same($what, \var_export($this->decision, true), \var_export($decision, true));
    }

    public function due(string $category, string $record, string $at): void
    {
        $claims = $this->claims();
        $given = self::some($record);
        $this->due = $claims->due($category, $given);
        $explained = $claims->explainDue($category, $given);
        $this->answer = $explained->json;
        $this->rendered = Rendered::due($explained);
        $this->erasable = $claims->erasable($category, $given, self::at($at));
        $kept = $claims->keptBy($category, $given, self::at($at));
        $this->retainingClaims = $kept->json;
        $this->same('keptBy, from its objects', $kept->json, Rendered::keptBy($kept));
        foreach ($claims->dueMany(['a' => [$category, $given], 'b' => [$category, $given]]) as $key => $due) {
            $this->same("dueMany, $key", \var_export($this->due, true), \var_export($due, true));
        }
        $this->next = $claims->nextDue([[$category, $given], [$category, $given]]);
    }

    public function fields(
        string $role,
        string $verb,
        string $purpose,
        string $recipient,
        string $relations,
        string $preconditions,
        string $record,
        string $at,
    ): void {
        $fields = $this->claims()->fields(
            role: $role,
            verb: Verb::from($verb),
            purpose: $purpose,
            at: self::at($at),
            recipient: self::some($recipient),
            relations: \array_map(ActorRelation::from(...), self::split($relations)),
            preconditions: self::split($preconditions),
            record: self::some($record),
        );
        $this->answer = $fields->json;
        $this->rendered = Rendered::fields($fields);
    }

    public function step(string $body): void
    {
        try {
            $this->claims()->checkAppend($body);
            $this->accepted = 'accepted';
        } catch (WaarborgException $error) {
            $this->accepted = $error->codeName();
        }
    }

    public function requests(string $at): void
    {
        $requests = $this->claims()->requests(self::at($at));
        $this->answer = $requests->json;
        $this->rendered = Rendered::requests($requests);
    }

    public function plan(string $entry, string $at): void
    {
        $plan = $this->claims()->plan((int) $entry, self::at($at));
        $this->answer = $plan->json;
        $this->same('the items, from their objects', true, \str_contains($plan->json, Rendered::items($plan)));
    }

    public function applicability(string $right, string $at): void
    {
        $applicability = $this->claims()->applicability(Right::from($right), self::at($at));
        $this->answer = $applicability->json;
        $this->rendered = Rendered::applicability($applicability, $right);
    }

    public function textAt(string $path, string $at): void
    {
        $this->answer = $this->policy->textAt($path, self::at($at));
    }

    public function compareDecision(
        string $answer,
        string $identifiability,
        string $addressee,
        string $validUntil,
        string $reason,
        string $source,
        string $entry,
    ): void {
        $decision = $this->decision;
        $this->same('answer', $answer, $decision?->answer->value);
        $this->same('identifiability', $identifiability, $decision?->identifiability->value);
        $this->same('addressee', $addressee, $decision?->addressee->value);
        $this->same('valid-until', $validUntil, self::micros($decision?->validUntil));
        $this->same('reason', $reason, $decision?->reason->value);
        $this->same('source', $source, $decision?->source->value);
        $this->same('entry', (int) $entry, (int) $decision?->entry);
    }

    public function compareDate(string $state, string $at, string $reason, string $source, string $entry): void
    {
        $this->same('state', $state, $this->due?->state->value);
        $this->same('at', $at, self::micros($this->due?->at));
        $this->same('reason', $reason, $this->due?->reason->value);
        $this->same('source', $source, $this->due?->source->value);
        $this->same('entry', (int) $entry, (int) $this->due?->entry);
    }

    public function compareErasure(string $allowed, string $reason, string $source, string $entry): void
    {
        $this->same('erasable', $allowed === '1', $this->erasable?->allowed);
        $this->same('reason', $reason, $this->erasable?->reason->value);
        $this->same('source', $source, $this->erasable?->source->value);
        $this->same('entry', (int) $entry, (int) $this->erasable?->entry);
    }

    public function compareAccepted(string $accepted): void
    {
        $this->compared++;
        $this->same('accepted', $accepted, $this->accepted);
    }

    public function compareKept(string $kept): void
    {
        $this->same('kept', $kept, $this->retainingClaims);
    }

    public function compareNext(string $next): void
    {
        $this->same('next', $next, self::micros($this->next));
    }

    public function compareAnswer(string $expected): void
    {
        $this->compared++;
        $this->same('answer', $expected, $this->answer);
        if ($this->rendered !== null) {
            $this->same('answer, from its objects', $expected, $this->rendered);
        }
    }

    private static function some(string $text): ?string
    {
        return $text === '' ? null : $text;
    }

    /** @return list<string> */
    private static function split(string $text): array
    {
        return $text === '' ? [] : \explode(',', $text);
    }
}
