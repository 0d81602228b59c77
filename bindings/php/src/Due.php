<?php

declare(strict_types=1);

namespace Waarborg;

use FFI\CData;
use Waarborg\Internal\Moments;

/** When a record must be gone. It does not say that it may be erased: {@see Claims::erasable()} does. */
final class Due implements \Stringable
{
    private function __construct(
        public readonly DueState $state,
        /** The moment, for {@see DueState::At} and {@see DueState::AtOnce}; else null. */
        public readonly ?\DateTimeImmutable $at,
        /** Why then, or what it waits for. */
        public readonly ReasonCode $reason,
        public readonly Source $source,
        public readonly ?int $entry,
    ) {
    }

    /** @internal */
    public static function read(CData $date): self
    {
        $state = DueState::NUMBERED[$date->state] ?? DueState::NoAnswer;

        return new self(
            $state,
            $state === DueState::At || $state === DueState::AtOnce ? Moments::at($date->at) : null,
            ReasonCode::NUMBERED[$date->reason] ?? ReasonCode::Other,
            Source::NUMBERED[$date->source] ?? Source::Other,
            $date->entry ?: null,
        );
    }

    /** One line, for a log: the state, the moment, and why then. */
    public function __toString(): string
    {
        $at = $this->at === null ? '' : ' ' . Moments::write($this->at);

        return "{$this->state->value}$at: {$this->reason->value}" . $this->source->render($this->entry);
    }
}
