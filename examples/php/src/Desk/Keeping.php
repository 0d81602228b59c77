<?php

declare(strict_types=1);

namespace School\Desk;

use Waarborg\DueExplanation;
use Waarborg\DueState;
use Waarborg\Erasable;
use Waarborg\KeptBy;
use Waarborg\RetainingClaim;

/** One record, and until when it is kept. */
final class Keeping
{
    public function __construct(
        public readonly string $name,
        /** The day. */
        public readonly string $created,
        public readonly DueExplanation $due,
        /** Whether it may be erased now, and so must be. */
        public readonly Erasable $erasable,
        private readonly KeptBy $keptBy,
    ) {
    }

    /** Whether it should be gone, if nothing held it. */
    public function isOverdue(\DateTimeImmutable $now): bool
    {
        return $this->due->at !== null && $this->due->at <= $now;
    }

    /** @return list<RetainingClaim> what keeps it; nothing keeps what should not be here */
    public function retainingClaims(): array
    {
        return $this->due->state === DueState::Erased ? [] : $this->keptBy->items;
    }
}
