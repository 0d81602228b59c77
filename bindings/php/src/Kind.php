<?php

declare(strict_types=1);

namespace Waarborg;

/** What a name of a policy is the name of. */
enum Kind: string
{
    case Role = 'role';
    case Purpose = 'purpose';
    case Category = 'category';
    case Recipient = 'recipient';
    case Precondition = 'precondition';

    /** @internal The numbers in the C header. */
    public const NUMBERS = ['role' => 1, 'purpose' => 2, 'category' => 3, 'recipient' => 4, 'precondition' => 5];

    /** @internal */
    public const ROLE = 1;
    /** @internal */
    public const PURPOSE = 2;
    /** @internal */
    public const CATEGORY = 3;
    /** @internal */
    public const RECIPIENT = 4;
    /** @internal */
    public const PRECONDITION = 5;
}
