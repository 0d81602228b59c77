<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/**
 * What a request, or a withdrawal of consent, obliges to: one item for every category in every system that holds it, and
 * one for every recipient to inform. It is bound to the policy and the dossier as they were.
 *
 * @extends Listing<PlanItem>
 */
final class Plan extends Listing
{
    /** @internal */
    public static function read(string $json): self
    {
        return new self(\array_map(PlanItem::read(...), Node::read($json)->nodes('items')), $json);
    }

    /** The item of a name. */
    public function item(string $name): ?PlanItem
    {
        foreach ($this->items as $item) {
            if ($item->item === $name) {
                return $item;
            }
        }

        return null;
    }

    /**
     * The purposes whose claims it ends.
     *
     * @return list<string>
     */
    public function ends(): array
    {
        return Node::read($this->json)->texts('ends');
    }
}
