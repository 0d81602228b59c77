<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The policy cannot work; the diagnostics are everything that is wrong with it, with line and column. */
final class PolicyException extends WaarborgException
{
}
