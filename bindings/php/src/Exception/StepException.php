<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The step in a request may not be taken, or there is no such request; the diagnostic says why, and which may. */
final class StepException extends WaarborgException
{
}
