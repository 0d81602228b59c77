<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Exception\ClosedException;
use Waarborg\Internal\Library;
use Waarborg\Internal\Owned;

/**
 * What the library holds for you: a policy, a dossier, keys. It never changes, and is freed when nothing refers to it any
 * more, or at {@see close()} if that is sooner. It is not cloned, not serialised, and shows nothing of what it holds.
 */
abstract class Handle
{
    /** @internal */
    protected ?Owned $owned;

    /** @internal */
    protected Library $library;

    /** @internal */
    protected function __construct(Library $library, ?Owned $owned)
    {
        $this->library = $library;
        $this->owned = $owned;
    }

    /** Gives back what it holds. Closing twice is fine; using it afterwards throws {@see ClosedException}. */
    final public function close(): void
    {
        $this->owned = null;
        $this->closed();
    }

    /**
     * What else it lets go of.
     *
     * @internal
     */
    protected function closed(): void
    {
    }

    final public function isClosed(): bool
    {
        return !isset($this->owned);
    }

    /**
     * What keeps the pointer alive for a call.
     *
     * @internal
     */
    final protected function owned(): Owned
    {
        return $this->owned ?? throw ClosedException::of(static::class);
    }

    final public function __clone()
    {
        // The copy must not share what its original frees.
        $this->owned = null;
        throw ClosedException::copied(static::class);
    }

    /** @return never */
    final public function __serialize(): array
    {
        throw ClosedException::copied(static::class);
    }

    /** @param array<mixed> $data */
    final public function __unserialize(#[\SensitiveParameter] array $data): void
    {
        throw ClosedException::copied(static::class);
    }

    /** @return array{open: bool} */
    final public function __debugInfo(): array
    {
        return ['open' => !$this->isClosed()];
    }
}
