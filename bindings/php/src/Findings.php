<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/**
 * What is doubtful about a policy, worst first within a version.
 *
 * @extends Listing<Finding>
 */
final class Findings extends Listing
{
    /** @internal */
    public static function read(string $json): self
    {
        return new self(\array_map(Finding::read(...), Node::read($json)->nodes('findings')), $json);
    }
}
