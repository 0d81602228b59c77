<?php

declare(strict_types=1);

namespace Waarborg;

/**
 * What is done with the data.
 */
enum Verb: string
{
    case View = 'view';
    case Create = 'create';
    case Change = 'change';
    case Delete = 'delete';
    /** Gives it to a recipient, which must then be named. */
    case Share = 'share';
    case Analyse = 'analyse';
    case Contact = 'contact';
    case Store = 'store';
    case Publish = 'publish';

    /** @internal The numbers in the C header. */
    public const NUMBERS = [
        'view' => 1,
        'create' => 2,
        'change' => 3,
        'delete' => 4,
        'share' => 5,
        'analyse' => 6,
        'contact' => 7,
        'store' => 8,
        'publish' => 9,
    ];
}
