<?php

declare(strict_types=1);

namespace Waarborg;

use FFI\CData;
use Waarborg\Exception\CallException;
use Waarborg\Exception\ClosedException;
use Waarborg\Internal\Library;
use Waarborg\Internal\Names;
use Waarborg\Internal\Owned;

/**
 * The claims on the data of many persons, such as a class, to ask one question about all of them in one crossing. It keeps
 * the claims alive, also those that you close.
 */
final class Group extends Named implements \Countable
{
    /** Where the answers go; null while a question is asked. */
    private ?CData $rows = null;

    /**
     * @param list<Owned>     $all
     * @param list<array-key> $keys
     */
    private function __construct(
        Library $library,
        private array $all,
        private readonly array $keys,
        private readonly ?CData $pointers,
        ?Names $names,
    ) {
        parent::__construct($library, $all[0] ?? null, $names);
    }

    /** @param iterable<array-key, Claims> $claims of policies that give equal numbers; their keys are those of the answers */
    public static function of(iterable $claims): self
    {
        $library = Library::get();
        [$keys, $all, $names] = [[], [], null];
        foreach ($claims as $key => $one) {
            $all[] = $one->owned();
            $names ??= $one->names;
            $keys[$key] = true;
        }
        if (\count($keys) !== \count($all)) {
            throw CallException::reason('equal-keys', 'Two of the claims have the same key.', 'Give each person a key.');
        }
        $pointers = $all === [] ? null : $library->number('const wb_claims *[' . \count($all) . ']');
        foreach ($all as $row => $owned) {
            $pointers[$row] = $owned->pointer;
        }

        return new self($library, $all, \array_keys($keys), $pointers, $names);
    }

    /**
     * May it be used, of each? The arguments are those of {@see Claims::decide()}.
     *
     * @param list<ActorRelation>              $relations
     * @param list<string>                     $preconditions
     * @param array<string, mixed>|string|null $record
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
    ): Decisions {
        if ($this->keys === []) {
            return Decisions::none();
        }
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
        $library = $this->library;
        $out = $library->spare ?? $library->out();
        $library->spare = null;
        $count = \count($this->keys);
        $rows = $this->rows ?? $library->rows('wb_decision', $count);
        $this->rows = null;
        $all = $this->all;
        if ($all === []) {
            throw ClosedException::of(self::class);
        }
        $asked[] = $rows;
        $asked[] = $out->errorAt;
        $status = $library->ffi->wb_decide_each($this->pointers, $count, ...$asked);
        if ($status !== 0) {
            throw $library->failure($status, $out->error);
        }
        $decisions = Decisions::read($library, $rows, $this->keys);
        $library->spare = $out;
        $this->rows = $rows;

        return $decisions;
    }

    public function count(): int
    {
        return \count($this->keys);
    }

    protected function closed(): void
    {
        $this->all = [];
    }
}
