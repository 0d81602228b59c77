<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use Waarborg\Exception\LibraryException;

/**
 * Finds the native library, and says plainly what to do where PHP does not let it.
 *
 * In this order: the file that the environment variable WAARBORG_LIBRARY names; the scope that `ffi.preload` loaded when
 * PHP started; the package's own `lib/libwaarborg.so`; the loader of the system.
 *
 * @internal
 */
final class Loader
{
    public const SCOPE = 'waarborg';
    public const HEADER = __DIR__ . '/../waarborg_ffi.h';
    private const FILE = 'libwaarborg.so';
    private const OWN = __DIR__ . '/../../lib/' . self::FILE;

    /** RTLD_LAZY, which is 1 on Linux and on macOS. */
    private const LAZY = 1;

    /** @return array{\FFI, string} the library, and where it was found */
    public static function load(): array
    {
        if (!\extension_loaded('FFI')) {
            throw LibraryException::reason('ffi-missing', 'The FFI extension of PHP is not loaded.', self::MISSING);
        }
        if (!\in_array(\strtolower((string) \ini_get('ffi.enable')), ['1', 'on', 'yes', 'true', 'preload'], true)) {
            $help = 'Set ffi.enable=preload, which is what PHP has by default, and start PHP again.';
            throw LibraryException::reason('ffi-disabled', 'ffi.enable switches FFI off.', $help);
        }
        $named = \getenv('WAARBORG_LIBRARY');
        $named = \is_string($named) && $named !== '' ? $named : null;
        if ($named !== null && self::isAllowed()) {
            return [self::open($named, ["$named, which WAARBORG_LIBRARY names (nothing else is tried while it is set)"]), $named];
        }
        $tried = ['the environment variable WAARBORG_LIBRARY: not set'];
        try {
            return [\FFI::scope(self::SCOPE), 'that of ffi.preload'];
        } catch (\FFI\Exception $error) {
            $tried[] = "ffi.preload: {$error->getMessage()}";
        }
        if (!self::isAllowed()) {
            throw LibraryException::reason('ffi-forbidden', self::forbidden(), self::settings());
        }
        if (\is_file(self::OWN)) {
            $own = (string) \realpath(self::OWN);

            return [self::open($own, [...$tried, $own]), $own];
        }
        $tried[] = \dirname(__DIR__, 2) . '/lib/' . self::FILE . ': there is no such file';

        return [self::open(self::FILE, [...$tried, 'the loader of the system']), self::FILE];
    }

    /** @param list<string> $tried the places so far and what was wrong there; the last is that of this library */
    private static function open(string $path, array $tried): \FFI
    {
        // The two directives are for FFI::load and ffi.preload.
        $header = (string) \preg_replace('/^#.*$/m', '', (string) \file_get_contents(self::HEADER));
        try {
            return \FFI::cdef($header, $path);
        } catch (\FFI\Exception $error) {
            $said = $error->getMessage();
        }
        // A library of another version may lack a function: that is told as what it is.
        if (\str_contains($said, 'resolving')) {
            $message = "The native library $path lacks a function that this package knows, so it is of another version, or "
                . "another library: $said.";
            throw LibraryException::reason('another-abi', $message, 'Install the library of the same version.');
        }
        $place = \array_pop($tried);
        $tried[] = "$place: " . (self::said($path) ?? $said);
        $tried = \implode("\n    ", $tried);
        $message = "The native library libwaarborg cannot be loaded. What was tried, in this order:\n    $tried";
        throw LibraryException::reason('library-not-found', $message, self::INSTALL);
    }

    /** What the system says of a library that it does not load: PHP tells it from 8.3 on only. */
    private static function said(string $path): ?string
    {
        try {
            $system = \FFI::cdef('void *dlopen(const char *path, int flags); const char *dlerror(void);');
            $said = $system->dlopen($path, self::LAZY) === null ? $system->dlerror() : null;
        } catch (\FFI\Exception) {
            return null;
        }

        return \is_string($said) ? $said : null;
    }

    /** Whether PHP lets this code open a library: on the command line, after a preload, or where FFI is open to all. */
    private static function isAllowed(): bool
    {
        try {
            \FFI::cdef('');

            return true;
        } catch (\FFI\Exception) {
            return false;
        }
    }

    private static function forbidden(): string
    {
        $where = \php_ini_loaded_file();

        return 'PHP does not let code use FFI here: ffi.enable is "preload", the server API is ' . \PHP_SAPI
            . ', and this package was not preloaded' . ($where === false ? '.' : " (php.ini: $where).");
    }

    private static function settings(): string
    {
        $root = \dirname(__DIR__, 2);

        return "In the php.ini of php-fpm or Apache, then start it again:\n"
            . "    opcache.enable=1\n"
            . "    ffi.preload=$root/src/waarborg_ffi.h\n"
            . "    opcache.preload=$root/preload.php\n"
            . "    opcache.preload_user=www-data\n"
            . 'The library must be where the loader of the system looks; if it is elsewhere, name it in a header of your '
            . "own:\n    $root/bin/waarborg-header /path/to/libwaarborg.so > /etc/php/waarborg_ffi.h\n"
            . "and let ffi.preload be that file. On the command line (cron) nothing has to be set.";
    }

    private const INSTALL = 'Set the environment variable WAARBORG_LIBRARY to its path, put it in the folder lib of this '
        . 'package, or install it where the loader of the system looks.';

    private const MISSING = "Debian and Ubuntu have it in php-common (phpenmod ffi), Fedora in php-ffi; images of Docker: "
        . "docker-php-ext-install ffi (needs libffi-dev). In a php.ini: extension=ffi";
}
