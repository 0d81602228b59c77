<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** The keys, the register, the domain or the rules cannot be used like this. */
final class KeysException extends WaarborgException
{
}
