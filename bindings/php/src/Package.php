<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Exception\CallException;
use Waarborg\Internal\Json;
use Waarborg\Internal\Library;
use Waarborg\Internal\Moments;
use Waarborg\Internal\Node;
use Waarborg\Internal\Owned;

/**
 * The package for the person who asked, written to a stream as it is made: only what was not written yet is in memory.
 *
 * Begin it; for each item of its plan {@see push()} every record, then {@see closeItem()}; then {@see finish()} and
 * {@see page()}. A {@see checkpoint()} says where it is, and {@see resume()} goes on from there, in another process if
 * need be. It changes; a call that fails changes nothing. {@see close()} lets go of the package itself, as of every
 * handle, and leaves the stream open.
 */
final class Package extends Handle
{
    private const ROOM = 65536;

    /** @param resource $stream */
    private function __construct(Library $library, Owned $owned, private $stream)
    {
        parent::__construct($library, $owned);
    }

    /**
     * Begins the package of the request that arrived with an entry and was granted.
     *
     * @param resource                $stream      where its bytes go
     * @param string                  $subject     your opaque reference of the person, as it stands in the subjects of records
     * @param \DateTimeInterface      $at          now
     * @param string                  $institution its name, for a party of the policy that stands for each institution
     *
     * @throws Exception\PackageException|Exception\StepException
     */
    public static function begin(
        $stream,
        Claims $claims,
        int $entry,
        #[\SensitiveParameter] string $subject,
        \DateTimeInterface $at,
        string $institution = '',
    ): self {
        self::stream($stream);
        $micros = Moments::micros($at);
        $library = $claims->library;
        $owned = $library->made(
            'wb_package',
            'wb_package_begin',
            $claims->owned(),
            $entry,
            $subject,
            $institution,
            $micros,
        );
        $package = new self($library, $owned, $stream);
        $package->write();

        return $package;
    }

    /**
     * Takes up a package where a checkpoint left it, with everything as it was. Cut off what you wrote after the bytes of
     * the checkpoint, and push on after the records that {@see contents()} counts.
     *
     * @param resource $stream
     *
     * @throws Exception\PackageException
     */
    public static function resume(
        $stream,
        Claims $claims,
        int $entry,
        #[\SensitiveParameter] string $subject,
        #[\SensitiveParameter] string $checkpoint,
        string $institution = '',
    ): self {
        self::stream($stream);
        $library = $claims->library;
        $owned = $library->made(
            'wb_package',
            'wb_package_resume',
            $claims->owned(),
            $entry,
            $subject,
            $institution,
            $checkpoint,
        );

        return new self($library, $owned, $stream);
    }

    /**
     * Packs one record of an item. The first one opens the item; it stays open until {@see closeItem()}.
     *
     * @param array<string, mixed>|string $record   one JSON object; a text comes to stand in the package byte for byte
     * @param list<string>                $subjects the references of everyone the record is about, the person among them
     * @param list<string>|null           $redacted the fields that were left out because they are about others; null if
     *                                              nobody looked, which is refused for a record about others too
     * @param string|\DateTimeInterface|Moment|null $created when the record was made: a day, or an instant; null if nobody knows
     *
     * @throws Exception\PackageException
     */
    public function push(
        string $item,
        string $category,
        #[\SensitiveParameter] array|string $record,
        #[\SensitiveParameter] array $subjects,
        #[\SensitiveParameter] ?array $redacted = null,
        #[\SensitiveParameter] string|\DateTimeInterface|Moment|null $created = null,
    ): void {
        $record = Json::of($record);
        $subjects = Json::of(\array_values($subjects));
        $redacted = $redacted === null ? '' : Json::of(\array_values($redacted));
        $created = $created === null ? '' : Moment::written($created);
        $this->library->call('wb_package_push', $this->owned(), $item, $category, $subjects, $redacted, $created, $record);
        $this->write();
    }

    /**
     * Closes an item: {@see ItemOutcome::Done} after its records, {@see ItemOutcome::NothingFound} if there are none.
     *
     * @throws Exception\PackageException
     */
    public function closeItem(string $item, ItemOutcome $outcome = ItemOutcome::Done): void
    {
        $this->library->call('wb_package_close', $this->owned(), $item, $outcome->value);
        $this->write();
    }

    /**
     * Where the package is, to resume from. Personal data, as the package is: keep it beside the bytes that were written.
     * Flush the stream first.
     */
    public function checkpoint(): string
    {
        return $this->library->text('wb_package_checkpoint', $this->owned());
    }

    /** What was packed so far, as JSON: one for each item, with counts and digests. */
    public function contents(): string
    {
        return $this->library->text('wb_package_contents', $this->owned());
    }

    /** How long it is so far, in bytes. */
    public function bytes(): int
    {
        return Node::read($this->contents())->number('bytes');
    }

    /**
     * Finishes it, when every item is closed: SHA-256 over all its bytes, as 64 hexadecimal digits.
     *
     * @throws Exception\PackageException with every item that is not closed
     */
    public function finish(): string
    {
        $digest = $this->library->bytes(64, 'wb_package_finish', $this->owned());
        $this->write();

        return $digest;
    }

    /**
     * The page that goes with a finished package: one HTML file for the person who asked.
     *
     * @param string $language `nl` or `en`
     */
    public function page(string $language = 'nl'): string
    {
        return $this->library->text('wb_package_page', $this->owned(), $language);
    }

    protected function closed(): void
    {
        $this->stream = null;
    }

    private static function stream(mixed $stream): void
    {
        if (!\is_resource($stream)) {
            throw CallException::reason('no-stream', 'A package is written to an open stream.', 'Pass what fopen gives.');
        }
    }

    /** Writes what came out. It fails if the stream does not take them, and the package cannot go on. */
    private function write(): void
    {
        $room = $this->library->number('char[' . self::ROOM . ']');
        [$taken, $left] = [$this->library->number('size_t'), $this->library->number('size_t')];
        [$takenAt, $leftAt] = [$this->library->at($taken), $this->library->at($left)];
        do {
            $this->library->call('wb_package_take', $this->owned(), $room, self::ROOM, $takenAt, $leftAt);
            $bytes = \FFI::string($room, $taken->cdata);
            while ($bytes !== '') {
                $written = \is_resource($this->stream) ? @\fwrite($this->stream, $bytes) : false;
                if ($written === false || $written === 0) {
                    $this->close();
                    $help = 'Begin it again, or resume it from its last checkpoint.';
                    throw CallException::reason('stream-failed', 'The stream took no more of the package.', $help);
                }
                $bytes = \substr($bytes, $written);
            }
        } while ($left->cdata > 0);
    }
}
