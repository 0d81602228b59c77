<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Library;
use Waarborg\Internal\Names;
use Waarborg\Internal\Owned;

/** A handle that knows the names of a policy. */
abstract class Named extends Handle
{
    /** @internal */
    protected Names $names;

    /** @internal */
    protected function __construct(Library $library, ?Owned $owned, ?Names $names)
    {
        parent::__construct($library, $owned);
        if ($names !== null) {
            $this->names = $names;
        }
    }
}
