<?php

declare(strict_types=1);

namespace Waarborg\Exception;

use Waarborg\Diagnostic;

/**
 * A call that failed: everything that was wrong with it, never only the first. {@see getCode()} is the number of the
 * status, the methods below tell of the first diagnostic. Nothing in it repeats a value that was passed in, but for the path of a
 * file of a policy or of cases.
 */
class WaarborgException extends \RuntimeException
{
    /** Which class tells of which status (the WB_STATUS_ values of the C header). */
    private const CLASSES = [
        111 => HandleException::class,
        200 => PolicyException::class,
        201 => DossierException::class,
        202 => EntryException::class,
        203 => ObservationsException::class,
        204 => RecordException::class,
        205 => UnknownNameException::class,
        206 => HeadMismatchException::class,
        207 => HeadMovedException::class,
        208 => NotDeclaredException::class,
        209 => StepException::class,
        210 => KeysException::class,
        211 => IdentifierException::class,
        212 => FieldTableException::class,
        213 => NotAllowedException::class,
        214 => TableException::class,
        215 => PackageException::class,
        216 => LedgerException::class,
        217 => TermException::class,
        218 => CasesException::class,
        300 => LimitException::class,
        301 => NotBuiltException::class,
        900 => DefectException::class,
        901 => DefectException::class,
    ];

    /** @param non-empty-list<Diagnostic> $diagnostics */
    final protected function __construct(
        private readonly array $diagnostics,
        int $status,
        private readonly ?string $document = null,
    ) {
        $told = \array_map(static fn (Diagnostic $diagnostic): string => $diagnostic->render($document), $diagnostics);
        parent::__construct(\implode("\n", $told), $status);
    }

    /**
     * The exception for a status.
     *
     * @internal
     *
     * @param list<Diagnostic> $diagnostics
     */
    public static function ofStatus(int $status, array $diagnostics): self
    {
        $class = self::CLASSES[$status] ?? ($status >= 100 && $status < 200 ? CallException::class : self::class);

        return new $class($diagnostics === [] ? [new Diagnostic('unknown', 'The call failed.')] : $diagnostics, $status);
    }

    /**
     * The same failure, with the name of the document that it is about, if it has one; without lines if that has none.
     *
     * @internal
     */
    final public function in(?string $document, bool $lines = true): static
    {
        $diagnostics = $this->diagnostics;
        if (!$lines) {
            $diagnostics = \array_map(static fn (Diagnostic $diagnostic): Diagnostic => $diagnostic->withoutPosition(), $diagnostics);
        }

        return new static($diagnostics, $this->getCode(), $document);
    }

    /** What the diagnostics are about, where it has a name: the path of a file, or `version 2` of a history. */
    final public function document(): ?string
    {
        return $this->document;
    }

    /** @return non-empty-list<Diagnostic> */
    final public function diagnostics(): array
    {
        return $this->diagnostics;
    }

    /** The stable code of the first diagnostic, such as `unknown-field`. */
    final public function codeName(): string
    {
        return $this->diagnostics[0]->code;
    }

    /** Where in the document, as a JSON Pointer. */
    final public function path(): string
    {
        return $this->diagnostics[0]->path;
    }

    /**
     * The line in the document, from 1, and null for a document that was passed as an array; not that of the program, which
     * is {@see getLine()}.
     */
    final public function documentLine(): ?int
    {
        return $this->diagnostics[0]->line;
    }

    /** The column in the document, in characters from 1. */
    final public function documentColumn(): ?int
    {
        return $this->diagnostics[0]->column;
    }

    final public function expected(): ?string
    {
        return $this->diagnostics[0]->expected;
    }

    final public function suggestion(): ?string
    {
        return $this->diagnostics[0]->suggestion;
    }

    final public function help(): ?string
    {
        return $this->diagnostics[0]->help;
    }
}
