<?php

declare(strict_types=1);

namespace School\Desk;

use DateTimeImmutable;
use School\Dossiers;
use School\Records;
use Waarborg\Exception\EntryException;
use Waarborg\Exception\UnknownNameException;
use Waarborg\Policy;

/** The desk for one dossier: shows how it stands, takes consent and its withdrawal, and hands out the package. */
final class Desk
{
    public function __construct(
        private readonly \PDO $db,
        private readonly Policy $policy,
        private readonly Packages $packages,
        private readonly Session $session,
        private readonly int $dossier,
        private readonly DateTimeImmutable $now,
    ) {
    }

    /**
     * @param array<mixed> $query what stands behind the question mark
     * @param array<mixed> $form  what was posted
     */
    public function answer(string $method, array $query, array $form): Response
    {
        $language = Words::language($query['lang'] ?? null);
        if ($method === 'POST') {
            return $this->take($language, $form);
        }
        if (isset($query['package'])) {
            return $this->packages->download(self::text($query, 'package')) ?? $this->show($language, 'missing', 404);
        }

        return $this->show($language, $this->session->said());
    }

    /** @param array<mixed> $form */
    private function take(string $language, array $form): Response
    {
        if (!$this->session->gave(self::text($form, 'token'))) {
            return $this->show($language, 'token', 403);
        }
        [$kind, $head, $by] = [self::text($form, 'kind'), self::text($form, 'head'), self::text($form, 'by')];
        $sound = \in_array($kind, ['consent-given', 'consent-withdrawn'], true) && \preg_match('/^[0-9a-f]{64}$/D', $head) === 1 && $by !== '';
        if (!$sound) {
            return $this->show($language, 'form', 422);
        }
        $entry = ['kind' => $kind, 'purposes' => [self::text($form, 'purpose')], 'by' => $by];
        try {
            $first = $this->dossiers()->appendAt($this->dossier, $head, $entry, $this->now);
        } catch (EntryException | UnknownNameException) {
            return $this->show($language, 'form', 422);
        }
        if (!$first) {
            return $this->show($language, 'stale', 409);
        }
        $this->session->say($kind);

        return Response::see("?lang=$language");
    }

    private function show(string $language, ?string $said, int $status = 200): Response
    {
        $dossiers = $this->dossiers();
        // Read once: the head in the forms is that of the answers on the page.
        $read = $dossiers->load($this->dossier);
        $claims = $dossiers->claimsOf($read, $this->now);
        $overview = new Overview($this->policy, $claims, new Records($this->db), $this->dossier, $this->now);

        return Response::page(Page::html('desk', [
            'words' => new Words($language, $overview->zone()),
            'overview' => $overview,
            'person' => $dossiers->person($this->dossier),
            'head' => $read->head(),
            'entries' => $read->seq(),
            'token' => $this->session->token(),
            'digest' => $this->packages->digest(),
            'said' => $said,
            'bad' => $status >= 400,
        ]), $status);
    }

    /** No entries of the institution yet: a school that has them reads their lines here. */
    private function dossiers(): Dossiers
    {
        return new Dossiers($this->db, $this->policy->institution(knownAt: $this->now));
    }

    /** @param array<mixed> $given */
    private static function text(array $given, string $name): string
    {
        $text = $given[$name] ?? '';

        return \is_string($text) ? $text : '';
    }
}
