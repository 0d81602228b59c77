<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The lines are not a dossier. */
class DossierException extends WaarborgException
{
}
