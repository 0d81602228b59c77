<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Json;
use Waarborg\Internal\Library;
use Waarborg\Internal\Lines;
use Waarborg\Internal\Moments;
use Waarborg\Internal\Names;
use Waarborg\Internal\Owned;

/** A policy and the institution's own entries, folded once for all its people. It keeps its policy alive. */
final class Institution extends Named
{
    /**
     * Folds the institution's entries with the policy, as known at a moment. Fold it again when either changes.
     *
     * @param string|iterable<string> $lines the lines of the institution's own dossier
     * @param string|null             $head  the head that was stored with the last line; null for no lines
     *
     * @throws Exception\DossierException
     */
    public static function fold(
        Policy $policy,
        \DateTimeInterface $knownAt,
        #[\SensitiveParameter] string|iterable $lines = '',
        #[\SensitiveParameter] ?string $head = null,
    ): self {
        $lines = Lines::joined($lines);
        $head = Lines::head($head);
        $knownAt = Moments::micros($knownAt);
        $owned = $policy->library->made('wb_institution', 'wb_institution_fold', $policy->owned(), $lines, $head, $knownAt);

        return new self($policy->library, $owned, $policy->names);
    }

    /**
     * Makes the next entry of a person's dossier, if it may be written: the policy knows every name in it, and if it is
     * about a request, that is a legal step now. Changes nothing: store the line under (dossier, seq) and the head beside
     * it, in one transaction, if the head is still that of the dossier; if another process was first, load, decide and
     * append again.
     *
     * @param array<string, mixed>|string            $body     one entry, with `kind` and `happened`
     * @param \DateTimeInterface                     $recorded now
     * @param list<array<string, mixed>>|string|null $observed as for {@see claims()}
     * @param int                                    $skew     as for {@see Dossier::append()}
     *
     * @throws Exception\UnknownNameException for a name that the policy never knew
     * @throws Exception\StepException for a step that is not legal, with the legal ones
     * @throws Exception\EntryException for anything else
     */
    public function append(
        Dossier $dossier,
        #[\SensitiveParameter] array|string $body,
        \DateTimeInterface $recorded,
        #[\SensitiveParameter] array|string|null $observed = null,
        int $skew = 0,
    ): Appended {
        $observed = Json::of($observed);
        $body = Json::of($body);
        $recorded = Moments::micros($recorded);

        return Appended::by(
            $this->library,
            'wb_institution_append',
            $this->owned(),
            $dossier->owned(),
            $observed,
            $body,
            $recorded,
            $skew,
        );
    }

    /**
     * The part of {@see append()} that needs no dossier: that the policy knows every name in an entry.
     *
     * @param array<string, mixed>|string $body
     *
     * @throws Exception\UnknownNameException|Exception\EntryException
     */
    public function checkAppend(#[\SensitiveParameter] array|string $body): void
    {
        $body = Json::of($body);
        $this->library->call('wb_institution_check_append', $this->owned(), $body);
    }

    /**
     * The claims on one person's data, as known at a moment.
     *
     * @param list<array<string, mixed>>|string|null $observed what you know without an entry, such as the last login:
     *                                                         `[['anchor' => …, 'moments' => […], 'at' => …]]`
     *
     * @throws Exception\ObservationsException
     */
    public function claims(
        Dossier $dossier,
        \DateTimeInterface $knownAt,
        #[\SensitiveParameter] array|string|null $observed = null,
    ): Claims {
        $observed = Json::of($observed);
        $knownAt = Moments::micros($knownAt);
        $claims = $this->library->made('wb_claims', 'wb_claims_fold', $this->owned(), $dossier->owned(), $observed, $knownAt);

        return new Claims($this->library, $claims, $this->names);
    }
}
