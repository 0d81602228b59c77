<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/**
 * Which claims a right reaches.
 *
 * @extends Listing<RightApplicability>
 */
final class RightApplicabilities extends Listing
{
    /** @internal */
    public static function read(string $json): self
    {
        return new self(\array_map(RightApplicability::read(...), Node::read($json)->nodes('claims')), $json);
    }
}
