<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** An identifier, a pseudonym or what was sealed beside one is refused: it has no pseudonym, or is none. */
final class IdentifierException extends WaarborgException
{
}
