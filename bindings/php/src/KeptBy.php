<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/**
 * Everything that keeps a record at a moment.
 *
 * @extends Listing<RetainingClaim>
 */
final class KeptBy extends Listing
{
    /** @internal */
    public static function read(string $json): self
    {
        return new self(\array_map(RetainingClaim::read(...), Node::read($json)->nodes('kept-by')), $json);
    }
}
