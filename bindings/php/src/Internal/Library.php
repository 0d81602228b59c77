<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use FFI\CData;
use Waarborg\Diagnostic;
use Waarborg\Exception\LibraryException;
use Waarborg\Exception\WaarborgException;

/**
 * The native library, loaded once per process, and what every call of it has in common. The only state of this package.
 *
 * @internal
 */
final class Library
{
    /** What waarborg_ffi.h describes. */
    public const ABI = 1;

    public readonly \FFI $ffi;

    /** Where a decision goes, while nobody uses it: whoever takes it puts null in its place until it is done. */
    public ?Out $spare = null;

    /** Where a pseudonym goes, likewise. */
    public ?CData $pseudonym = null;

    private static ?self $loaded = null;

    private function __construct(\FFI $ffi)
    {
        $this->ffi = $ffi;
    }

    public static function get(): self
    {
        return self::$loaded ??= self::checked(...Loader::load());
    }

    private static function checked(\FFI $ffi, string $place): self
    {
        $abi = $ffi->wb_abi_version();
        if ($abi !== self::ABI) {
            $message = "The native library ($place) speaks version $abi of its ABI, and this package version " . self::ABI . '.';
            throw LibraryException::reason('another-abi', $message, 'Install the library of the same version.');
        }

        return new self($ffi);
    }

    public function version(): string
    {
        return $this->ffi->wb_version_string();
    }

    public function out(): Out
    {
        return new Out($this->ffi);
    }

    /**
     * Calls a function that returns a status; a text becomes a pointer and a length.
     *
     * Every argument of the host is a number or a text by now, so nothing of the host runs until the call has returned.
     */
    public function call(string $function, #[\SensitiveParameter] mixed ...$arguments): void
    {
        $flat = [];
        foreach ($arguments as $argument) {
            if ($argument instanceof Owned) {
                $flat[] = $argument->pointer;
                continue;
            }
            $flat[] = $argument;
            if (\is_string($argument)) {
                $flat[] = \strlen($argument);
            }
        }
        $error = $this->ffi->new('wb_error *');
        $flat[] = \FFI::addr($error);
        $status = $this->ffi->$function(...$flat);
        if ($status !== 0) {
            throw $this->failure($status, $error);
        }
    }

    /** Calls a function whose last output is a handle of a type, such as `wb_policy`. */
    public function made(string $type, string $function, #[\SensitiveParameter] mixed ...$arguments): Owned
    {
        $handle = $this->ffi->new("$type *");
        $arguments[] = \FFI::addr($handle);
        $this->call($function, ...$arguments);

        return new Owned($this->ffi, $handle, $type . '_free');
    }

    /** Calls a function whose last output is a buffer, and returns its bytes. */
    public function text(string $function, #[\SensitiveParameter] mixed ...$arguments): string
    {
        $buffer = $this->ffi->new('wb_buf *');
        $arguments[] = \FFI::addr($buffer);
        $this->call($function, ...$arguments);

        return $this->taken($buffer);
    }

    /** Calls a function whose last output are so many bytes. */
    public function bytes(int $count, string $function, #[\SensitiveParameter] mixed ...$arguments): string
    {
        $bytes = $this->ffi->new("char[$count]");
        \array_push($arguments, $bytes, $count);
        $this->call($function, ...$arguments);

        return \FFI::string($bytes, $count);
    }

    /** The bytes of a buffer, which is freed. */
    public function taken(CData $buffer): string
    {
        // FFI makes a text of a const char *; the library says that a NUL ends it, and none is in it.
        $bytes = (string) $this->ffi->wb_buf_data($buffer);
        $this->ffi->wb_buf_free($buffer);

        return $bytes;
    }

    public function owned(CData $handle, string $free): Owned
    {
        return new Owned($this->ffi, $handle, $free);
    }

    /** Room for what the library writes: `number('int64_t')`; its value is `->cdata`. */
    public function number(string $type): CData
    {
        return $this->ffi->new($type);
    }

    /** A struct with its size in front, as the library wants it. */
    public function struct(string $type): CData
    {
        $struct = $this->ffi->new($type);
        $struct->size = \FFI::sizeof($struct);

        return $struct;
    }

    /** Rows of structs, of which the first says how far they lie apart. */
    public function rows(string $type, int $count): CData
    {
        $rows = $this->ffi->new("{$type}[$count]");
        $rows[0]->size = \intdiv(\FFI::sizeof($rows), $count);

        return $rows;
    }

    public function at(CData $place): CData
    {
        return \FFI::addr($place);
    }

    /** The exception for a failed call, whose error is freed. */
    public function failure(int $status, CData $error): WaarborgException
    {
        return WaarborgException::ofStatus($status, $this->diagnostics($error));
    }

    /**
     * What an error tells; it is freed.
     *
     * @return list<Diagnostic>
     */
    public function diagnostics(CData $error): array
    {
        if (\FFI::isNull($error)) {
            return [];
        }
        $diagnostics = [];
        $count = $this->ffi->wb_error_count($error);
        for ($i = 0; $i < $count; $i++) {
            $line = $this->ffi->wb_error_line($error, $i);
            $column = $this->ffi->wb_error_column($error, $i);
            $diagnostics[] = new Diagnostic(
                $this->ffi->wb_error_code($error, $i, null) ?? 'unknown',
                $this->ffi->wb_error_message($error, $i, null) ?? '',
                $this->ffi->wb_error_path($error, $i, null) ?? '',
                $line === 0 ? null : $line,
                $column === 0 ? null : $column,
                $this->ffi->wb_error_expected($error, $i, null),
                $this->ffi->wb_error_suggestion($error, $i, null),
                $this->ffi->wb_error_help($error, $i, null),
            );
        }
        $this->ffi->wb_error_free($error);

        return $diagnostics;
    }
}
