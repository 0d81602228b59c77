<?php

declare(strict_types=1);

namespace Waarborg\Tests;

/** The lines of a dossier as a host keeps them, and their head. */
final class Stream
{
    /** @var list<string> */
    public array $lines = [];
    public ?string $head = null;
}
