<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** What was passed in is too large, too deep or too long. */
final class LimitException extends WaarborgException
{
}
