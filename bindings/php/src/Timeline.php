<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/**
 * A claim at every moment: each step until the next, the last for ever.
 *
 * @extends Listing<ClaimStep>
 */
final class Timeline extends Listing
{
    /** @internal */
    public static function read(string $json): self
    {
        return new self(\array_map(ClaimStep::read(...), Node::read($json)->nodes('steps')), $json);
    }
}
