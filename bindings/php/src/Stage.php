<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\ClosedList;

/** How far a request is. */
enum Stage: string
{
    use ClosedList;

    /** It has arrived, and its term runs. */
    case Received = 'received';
    /** It joined an earlier one for the same right that was still open, and is answered with that one. */
    case Joined = 'joined';
    /** Something is awaited from the one who asks; the term stands still. */
    case Paused = 'paused';
    /** A processor handed it to who answers it. */
    case Forwarded = 'forwarded';
    /** It is being carried out by its plan. An objection: it was upheld. */
    case Granted = 'granted';
    /** It was refused in whole. An objection: it was rejected. */
    case Refused = 'refused';
    /** Whoever asked wants it no more. */
    case Withdrawn = 'withdrawn';
    /** The package can be collected. */
    case Ready = 'ready';
    /** The package was collected. */
    case Collected = 'collected';
    /** The package was not collected in time. */
    case Lapsed = 'lapsed';
    /** Nothing is left to do. */
    case Closed = 'closed';
}
