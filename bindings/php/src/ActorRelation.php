<?php

declare(strict_types=1);

namespace Waarborg;

/**
 * What the one who acts is to the person.
 */
enum ActorRelation: string
{
    case Self = 'self';
    case Representative = 'representative';
    case OwnOrganisation = 'own-organisation';
    case Maker = 'maker';
    case Any = 'any';

    /** @internal The numbers in the C header. */
    public const NUMBERS = [
        'self' => 1,
        'representative' => 2,
        'own-organisation' => 4,
        'maker' => 8,
        'any' => 16,
    ];
}
