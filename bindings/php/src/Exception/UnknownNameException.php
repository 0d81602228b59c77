<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The policy has never known such a name. */
final class UnknownNameException extends WaarborgException
{
}
