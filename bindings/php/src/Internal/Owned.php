<?php

declare(strict_types=1);

namespace Waarborg\Internal;

/**
 * A pointer that the library gave out, freed once, when nothing refers to it any more.
 *
 * A handle refers to it until it is closed, and a call for as long as it lasts. So whatever runs in between (a signal
 * handler, a generator, a method of a date of the host's own) may close the handle, and the call still has what it needs.
 *
 * @internal
 */
final class Owned
{
    public ?\FFI\CData $pointer;

    public function __construct(private readonly \FFI $ffi, \FFI\CData $pointer, private readonly string $free)
    {
        $this->pointer = $pointer;
    }

    public function __destruct()
    {
        if ($this->pointer !== null) {
            $pointer = $this->pointer;
            $this->pointer = null;
            $this->ffi->{$this->free}($pointer);
        }
    }

    public function __clone()
    {
        throw new \LogicException('A handle is not cloned.');
    }

    /** @return never */
    public function __serialize(): array
    {
        throw new \LogicException('A handle is not serialised.');
    }

    /** @return array<string, never> */
    public function __debugInfo(): array
    {
        return [];
    }
}
