<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Json;
use Waarborg\Internal\Library;
use Waarborg\Internal\Lines;
use Waarborg\Internal\Moments;
use Waarborg\Internal\Owned;

/**
 * What happened to one person, or to the institution itself: read from the lines that you keep. It never changes: appending
 * gives a line to store, and {@see with()} a new dossier that has it.
 */
final class Dossier extends Handle
{
    /** @var \Closure(): string the lines; in a closure, since var_export shows what a property holds */
    private \Closure $lines;

    private function __construct(Library $library, Owned $owned, #[\SensitiveParameter] string $lines = '')
    {
        parent::__construct($library, $owned);
        $this->lines = static fn (): string => $lines;
    }

    /** A dossier without entries. */
    public static function new(): self
    {
        $library = Library::get();

        return new self($library, $library->made('wb_dossier', 'wb_dossier_new'));
    }

    /**
     * Reads a dossier from all its lines, in order, and checks by the head that they are all there.
     *
     * @param string|iterable<string> $lines one text with line feeds, or a text for each
     * @param string|null             $head  the head that was stored with the last line; null for no lines
     *
     * @throws Exception\DossierException|Exception\HeadMismatchException
     */
    public static function load(#[\SensitiveParameter] string|iterable $lines, #[\SensitiveParameter] ?string $head): self
    {
        $lines = Lines::joined($lines);
        $head = Lines::head($head);
        $library = Library::get();

        return new self($library, $library->made('wb_dossier', 'wb_dossier_load', $lines, $head), $lines);
    }

    /**
     * The dossier with one entry more, as {@see load()} would read it from its lines and that one. Store the entry first, and
     * go on with this only if that succeeded.
     *
     * @param Appended $next what {@see Institution::append()} or {@see append()} made of this dossier
     *
     * @throws Exception\HeadMismatchException if it was made of another state of the dossier
     */
    public function with(Appended $next): self
    {
        $lines = $this->lines();
        $between = $lines === '' || \str_ends_with($lines, "\n") ? '' : "\n";

        return self::load($lines . $between . $next->line, $next->head);
    }

    /** The lines that it was read from, as one text with line feeds between them: what {@see Policy::institution()} takes. */
    public function lines(): string
    {
        $this->owned();

        return ($this->lines)();
    }

    /** 64 hexadecimal digits; zeroes for a dossier without entries. */
    public function head(): string
    {
        return \bin2hex($this->library->bytes(32, 'wb_dossier_head', $this->owned()));
    }

    /** The number of the last entry; 0 for a dossier without entries. */
    public function seq(): int
    {
        $seq = $this->library->number('uint32_t');
        $this->library->call('wb_dossier_seq', $this->owned(), $this->library->at($seq));

        return $seq->cdata;
    }

    /**
     * Makes the next entry without any check of what it says: for the institution's own entries, and for entries from
     * elsewhere. For a person, use {@see Institution::append()}. Changes nothing: store the line under (dossier, seq) and the
     * head beside it, in one transaction; if another process was first, that fails, or this call does. Then load, decide
     * and append again.
     *
     * @param string                      $expected the head as it was read
     * @param array<string, mixed>|string $body     one entry, with `kind` and `happened`
     * @param \DateTimeInterface          $recorded now
     * @param int                         $skew     how far clocks may differ, in microseconds: if an earlier entry happened
     *                                              later by no more than that, this one is moved up to it
     *
     * @throws Exception\HeadMovedException|Exception\EntryException
     */
    public function append(
        #[\SensitiveParameter] string $expected,
        #[\SensitiveParameter] array|string $body,
        \DateTimeInterface $recorded,
        int $skew = 0,
    ): Appended {
        $expected = Lines::head($expected);
        $body = Json::of($body);
        $recorded = Moments::micros($recorded);

        return Appended::by(
            $this->library,
            'wb_dossier_append',
            $this->owned(),
            $expected,
            $body,
            $recorded,
            $skew,
        );
    }

    protected function closed(): void
    {
        $this->lines = static fn (): string => '';
    }
}
