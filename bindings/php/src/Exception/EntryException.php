<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The entry cannot be appended, or cannot be read. */
final class EntryException extends WaarborgException
{
}
