<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The document is none of cases. Not the same as a case that fails. */
final class CasesException extends WaarborgException
{
}
