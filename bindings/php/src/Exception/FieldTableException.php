<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The field table cannot work, or a record does not fit it. */
final class FieldTableException extends WaarborgException
{
}
