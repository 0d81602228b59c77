<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use Waarborg\ActorRelation;
use Waarborg\Identifiability;
use Waarborg\Kind;
use Waarborg\Questions;
use Waarborg\Verb;

/**
 * The numbers of a policy's names, looked up once each and kept beside the policy.
 *
 * @internal
 */
final class Names
{
    /** @var array<int, array<string, int>> by the number of their kind */
    public array $known = [1 => [], 2 => [], 3 => [], 4 => [], 5 => []];

    /** The last moment that was asked about, and what it comes to: a loop asks about one moment. It cannot change. */
    public ?\DateTimeImmutable $at = null;
    public int $micros = 0;

    public function __construct(private readonly Library $library, private readonly Owned $policy)
    {
    }

    public function micros(\DateTimeInterface $at): int
    {
        $micros = Moments::micros($at);
        // A class of the host's own may be another moment the next time.
        if ($at::class === \DateTimeImmutable::class) {
            [$this->at, $this->micros] = [$at, $micros];
        }

        return $micros;
    }

    public function find(int $kind, string $name): int
    {
        $number = $this->library->number('uint64_t');
        $this->library->call('wb_policy_id', $this->policy, $kind, $name, $this->library->at($number));

        return $this->known[$kind][$name] = $number->cdata;
    }

    /**
     * A question in numbers, as wb_decide and wb_decide_each take it.
     *
     * @param list<ActorRelation>              $relations
     * @param list<string>                     $preconditions
     * @param array<string, mixed>|string|null $record
     *
     * @return list<mixed>
     */
    public function question(
        string $role,
        Verb $verb,
        string $purpose,
        string $category,
        \DateTimeInterface $at,
        ?string $recipient,
        ?Identifiability $identifiability,
        array $relations,
        array $preconditions,
        #[\SensitiveParameter] array|string|null $record,
    ): array {
        $known = $this->known;
        $record = $record === null ? '' : Json::of($record);

        return [
            $known[Kind::ROLE][$role] ?? $this->find(Kind::ROLE, $role),
            Verb::NUMBERS[$verb->value],
            $known[Kind::PURPOSE][$purpose] ?? $this->find(Kind::PURPOSE, $purpose),
            $known[Kind::CATEGORY][$category] ?? $this->find(Kind::CATEGORY, $category),
            $recipient === null ? 0 : $known[Kind::RECIPIENT][$recipient] ?? $this->find(Kind::RECIPIENT, $recipient),
            $identifiability === null ? Identifiability::ANY : Identifiability::NUMBERS[$identifiability->value],
            $relations === [] ? 0 : Questions::sum($relations),
            $preconditions === [] ? null : $this->preconditions($preconditions),
            \count($preconditions),
            $record,
            \strlen($record),
            $at === $this->at ? $this->micros : $this->micros($at),
        ];
    }

    /** @param list<string> $names */
    public function preconditions(array $names): ?\FFI\CData
    {
        $numbers = [];
        foreach ($names as $name) {
            $numbers[] = $this->known[Kind::PRECONDITION][$name] ?? $this->find(Kind::PRECONDITION, $name);
        }

        return Columns::numbers($this->library, 'uint64_t', $numbers);
    }
}
