<?php

declare(strict_types=1);

namespace Waarborg;

use FFI\CData;

/** Whether a record may be erased, and then must be. Never test it for truth: ask {@see $allowed}. */
final class Erasable implements \Stringable
{
    private function __construct(
        public readonly bool $allowed,
        /** Why it may not; {@see ReasonCode::None} if it may. */
        public readonly ReasonCode $reason,
        public readonly Source $source,
        public readonly ?int $entry,
    ) {
    }

    /** @internal */
    public static function read(CData $erasure): self
    {
        return new self(
            $erasure->allowed === 1,
            ReasonCode::NUMBERED[$erasure->reason] ?? ReasonCode::Other,
            Source::NUMBERED[$erasure->source] ?? Source::Other,
            $erasure->entry ?: null,
        );
    }

    /** One line, for a log. It is true in a condition, as this is. */
    public function __toString(): string
    {
        return $this->allowed ? 'may be erased' : "may not be erased: {$this->reason->value}" . $this->source->render($this->entry);
    }
}
