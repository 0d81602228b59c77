<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The package cannot be begun, resumed, added to or finished like this. Nothing of it was changed. */
final class PackageException extends WaarborgException
{
}
