<?php

declare(strict_types=1);

namespace Waarborg;


/** The key that a pseudonym names. */
final class Recognised
{
    /** @internal */
    public function __construct(public readonly int $key, public readonly KeyState $state)
    {
    }
}
