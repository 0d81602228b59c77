<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** Another writer was first: load the dossier again, decide again, append again. */
final class HeadMovedException extends WaarborgException
{
}
