<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/**
 * Every request and objection in a dossier.
 *
 * @extends Listing<Request>
 */
final class Requests extends Listing
{
    /** @internal */
    public static function read(string $json): self
    {
        return new self(\array_map(Request::read(...), Node::read($json)->nodes('requests')), $json);
    }

    /**
     * The entries that were no legal step when they were written, and so changed nothing.
     *
     * @return list<int>
     */
    public function ignored(): array
    {
        return Node::read($this->json)->numbers('ignored');
    }

    /** The request that arrived with an entry. */
    public function of(int $entry): ?Request
    {
        foreach ($this->items as $request) {
            if ($request->entry === $entry) {
                return $request;
            }
        }

        return null;
    }
}
