<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The observations cannot be read. */
final class ObservationsException extends WaarborgException
{
}
