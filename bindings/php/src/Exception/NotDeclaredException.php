<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The policy in force declares no text at such a path. */
final class NotDeclaredException extends WaarborgException
{
}
