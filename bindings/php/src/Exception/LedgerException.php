<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The lines are not those of a ledger, or no line can be made of this. */
final class LedgerException extends WaarborgException
{
}
