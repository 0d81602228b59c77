<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** These are not all the lines of the head. */
final class HeadMismatchException extends DossierException
{
}
