<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The record cannot be read. */
final class RecordException extends WaarborgException
{
}
