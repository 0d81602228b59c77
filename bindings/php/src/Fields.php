<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/**
 * Which categories of a purpose may go one way, in the order of their names.
 *
 * @extends Listing<Field>
 */
final class Fields extends Listing
{
    /** @internal */
    public static function read(string $json): self
    {
        return new self(\array_map(Field::read(...), Node::read($json)->nodes('fields')), $json);
    }

    /**
     * The categories that may go, and no others.
     *
     * @return list<string>
     */
    public function allowed(): array
    {
        $allowed = [];
        foreach ($this->items as $field) {
            if ($field->allowed) {
                $allowed[] = $field->category;
            }
        }

        return $allowed;
    }
}
