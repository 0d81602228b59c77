<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** A defect in the library. Every handle can still be used, but for a package that was in the call: close it. */
final class DefectException extends WaarborgException
{
}
