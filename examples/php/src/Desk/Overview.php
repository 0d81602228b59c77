<?php

declare(strict_types=1);

namespace School\Desk;

use DateTimeImmutable;
use School\Records;
use Waarborg\Basis;
use Waarborg\Claims;
use Waarborg\Kind;
use Waarborg\Policy;
use Waarborg\ReasonCode;
use Waarborg\Request;
use Waarborg\Right;
use Waarborg\Value;
use Waarborg\Verb;

/** What the desk shows of one dossier at one moment: every answer in it is one of the library. */
final class Overview
{
    /** What is never done with these data, whatever happens, is not worth a row. */
    private const NEVER = [ReasonCode::RoleNotPermitted, ReasonCode::RoleNever, ReasonCode::PurposeNotForCategory];

    public function __construct(
        private readonly Policy $policy,
        private readonly Claims $claims,
        private readonly Records $records,
        private readonly int $dossier,
        public readonly DateTimeImmutable $now,
    ) {
    }

    /** @return list<string> */
    public function categories(): array
    {
        return $this->policy->names(Kind::Category);
    }

    /** What the policy says about a name: in the language of the policy. */
    public function description(string $path): string
    {
        return $this->policy->textAt("$path/description", $this->now);
    }

    /** The title of the policy. */
    public function title(): string
    {
        return $this->policy->textAt('/title', $this->now);
    }

    /** The language in which the policy is written. */
    public function language(): string
    {
        return $this->policy->textAt('/language', $this->now);
    }

    public function zone(): \DateTimeZone
    {
        return new \DateTimeZone($this->policy->about()->zone);
    }

    /**
     * What may be done with each category: for each role and purpose, the verbs that the policy lets it.
     *
     * @return array<string, list<Usage>> by category
     */
    public function usages(): array
    {
        $usages = [];
        foreach ($this->policy->names(Kind::Role) as $role) {
            foreach ($this->policy->names(Kind::Purpose) as $purpose) {
                foreach ($this->ways() as [$verb, $recipient]) {
                    foreach ($this->thinkable($role, $verb, $purpose, $recipient) as $category) {
                        $why = $this->claims->explain($role, $verb, $purpose, $category, $this->now, $recipient);
                        // Equal answers have equal bytes.
                        $same = "$role $purpose $recipient {$why->json}";
                        $usages[$category][$same] = isset($usages[$category][$same])
                            ? $usages[$category][$same]->and($verb)
                            : new Usage($role, [$verb], $purpose, $recipient, $why);
                    }
                }
            }
        }

        return \array_map('array_values', $usages);
    }

    /**
     * Every record of a category: until when it may be kept, and why.
     *
     * @return list<Keeping>
     */
    public function keepings(string $category): array
    {
        $keepings = [];
        foreach ($this->records->of($this->dossier, $category) as ['created' => $created, 'record' => $record]) {
            $known = ['created' => $created];
            $keepings[] = new Keeping(
                \implode(', ', $record),
                $created,
                $this->claims->explainDue($category, $known),
                $this->claims->erasable($category, $known, $this->now),
                $this->claims->keptBy($category, $known, $this->now),
            );
        }

        return $keepings;
    }

    /**
     * Whether consent stands now, for each purpose that rests on it.
     *
     * @return array<string, bool> by purpose
     */
    public function consents(): array
    {
        $consents = [];
        foreach ($this->claims->applicability(Right::Withdrawal, $this->now) as $claim) {
            if ($claim->basis === Basis::Consent) {
                $stands = $claim->value === Value::Live || $claim->value === Value::Held;
                $consents[$claim->purpose] = $stands || ($consents[$claim->purpose] ?? false);
            }
        }

        return $consents;
    }

    /**
     * Requests that something must still be done for, and those that are over.
     *
     * @return array{open: list<Request>, over: list<Request>}
     */
    public function requests(): array
    {
        $requests = ['open' => [], 'over' => []];
        foreach ($this->claims->requests($this->now) as $request) {
            $requests[$request->next === [] ? 'over' : 'open'][] = $request;
        }

        return $requests;
    }

    /** @return list<array{Verb, string|null}> every verb; to share, with each recipient */
    private function ways(): array
    {
        $ways = [];
        foreach (Verb::cases() as $verb) {
            foreach ($verb === Verb::Share ? $this->policy->names(Kind::Recipient) : [null] as $recipient) {
                $ways[] = [$verb, $recipient];
            }
        }

        return $ways;
    }

    /** @return list<string> the categories that this could be done with, now or at another time */
    private function thinkable(string $role, Verb $verb, string $purpose, ?string $recipient): array
    {
        $categories = [];
        foreach ($this->claims->fields($role, $verb, $purpose, $this->now, $recipient) as $field) {
            if (!\in_array($field->reason->code, self::NEVER, true)) {
                $categories[] = $field->category;
            }
        }

        return $categories;
    }
}
