<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\ClosedList;

/** The lawful basis of a purpose. */
enum Basis: string
{
    use ClosedList;

    /** Article 6(1)(a). */
    case Consent = 'consent';
    /** A contract with the data subject, or steps at their request before one (article 6(1)(b)). */
    case Contract = 'contract';
    /** A legal obligation of the controller (article 6(1)(c)). */
    case LegalObligation = 'legal-obligation';
    /** Article 6(1)(d). */
    case VitalInterests = 'vital-interests';
    /** A task in the public interest or official authority (article 6(1)(e)). */
    case PublicTask = 'public-task';
    /** Article 6(1)(f). */
    case LegitimateInterests = 'legitimate-interests';
    /** Not set by the policy: the controller binds it in its agreement. */
    case ByController = 'by-controller';
}
