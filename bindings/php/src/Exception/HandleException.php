<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** A pointer was passed that is no handle of its type: the handle was freed, or is of another type. */
final class HandleException extends CallException
{
}
