<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\ClosedList;

/** Whether a right reaches a claim. */
enum Applicability: string
{
    use ClosedList;

    /** It does not. */
    case No = 'no';
    /** It does if what the article asks is so. */
    case If = 'if';
    /** It does. */
    case Yes = 'yes';
}
