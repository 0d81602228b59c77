<?php

declare(strict_types=1);

namespace Waarborg\Exception;

/** No rule allows this translation now. */
final class NotAllowedException extends WaarborgException
{
}
