<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Library;
use Waarborg\Internal\Node;

/**
 * Every ground on which a request may be refused.
 *
 * @extends Listing<Ground>
 */
final class Grounds extends Listing
{
    public static function all(): self
    {
        $json = Library::get()->text('wb_grounds');

        return new self(\array_map(Ground::read(...), Node::read($json)->nodes('grounds')), $json);
    }
}
