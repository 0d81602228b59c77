<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\ClosedList;

/** How bad a finding is. */
enum Severity: string
{
    use ClosedList;

    /** Against the law as it stands. */
    case Violation = 'violation';
    /** Likely to be, or impossible to show that it is not. */
    case Warning = 'warning';
    /** To be known. */
    case Note = 'note';
}
