<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use Waarborg\Kind;

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

    /** @param list<string> $names */
    public function gates(array $names): ?\FFI\CData
    {
        $numbers = [];
        foreach ($names as $name) {
            $numbers[] = $this->known[Kind::GATE][$name] ?? $this->find(Kind::GATE, $name);
        }

        return Columns::numbers($this->library, 'uint64_t', $numbers);
    }
}
