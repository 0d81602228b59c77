<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The library was built without what is asked. */
final class NotBuiltException extends WaarborgException
{
}
