<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\ClosedList;

/** What became of an item of a plan. An entry `request-item` takes it in its field `outcome`. */
enum ItemOutcome: string
{
    use ClosedList;

    /** It was done. */
    case Done = 'done';
    /** There was nothing to do it to. */
    case NothingFound = 'nothing-found';
    /** It could not be done, and must be tried again. */
    case Failed = 'failed';
    /** Telling this recipient is impossible, or takes a disproportionate effort (article 19). A judgement. */
    case Disproportionate = 'disproportionate';
}
