<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The table, the requirements or the parties cannot be checked. Not the same as a check that failed. */
final class TableException extends WaarborgException
{
}
