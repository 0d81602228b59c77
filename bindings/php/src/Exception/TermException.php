<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The term has no deadline, counted from this. */
final class TermException extends WaarborgException
{
}
