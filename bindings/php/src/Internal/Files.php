<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use Waarborg\Exception\CallException;

/**
 * The documents that a host keeps in files: policies and cases. Their paths are not about a person, so an error names them.
 *
 * @internal
 */
final class Files
{
    /** @throws CallException with the path, and why it cannot be read */
    public static function read(string $file): string
    {
        $why = match (true) {
            !\file_exists($file) => 'there is no such file',
            \is_dir($file) => 'it is a folder',
            !\is_readable($file) => 'this process may not read it',
            default => null,
        };
        $document = $why === null ? @\file_get_contents($file) : false;
        if ($document === false) {
            $why ??= 'the system does not give its bytes';
            throw CallException::reason('unreadable-file', "The file $file cannot be read: $why.", self::help($file));
        }

        return $document;
    }

    private static function help(string $file): ?string
    {
        $whole = \preg_match('~^([/\\\\]|[A-Za-z][A-Za-z0-9+.-]*:)~', $file) === 1;

        if ($whole) {
            return null;
        }

        return 'It is looked for from the folder ' . \getcwd() . '; with __DIR__ in front, from that of your code.';
    }
}
