<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use FFI\CData;
use Waarborg\Exception\CallException;

/**
 * Columns as the library reads them: numbers side by side, and texts one after another with their offsets.
 *
 * @internal
 */
final class Columns
{
    private const WIDTHS = ['int32_t' => 4, 'uint32_t' => 4, 'int64_t' => 8, 'uint64_t' => 8, 'uint8_t' => 1];

    /** A column of numbers that were packed in the machine's order; null if there are none. */
    public static function packed(Library $library, string $type, string $bytes, int $rows): ?CData
    {
        $length = \strlen($bytes);
        if ($length !== $rows * self::WIDTHS[$type]) {
            $message = "A packed column is not as long as its $rows rows of $type.";
            throw CallException::reason('column-length', $message, 'Pack Q for names, l for verbs and forms, L for relations.');
        }
        if ($rows === 0) {
            return null;
        }
        $column = $library->ffi->new("{$type}[$rows]");
        \FFI::memcpy($column, $bytes, $length);

        return $column;
    }

    /** @param list<int> $numbers */
    public static function numbers(Library $library, string $type, array $numbers): ?CData
    {
        $format = ['int32_t' => 'l*', 'uint32_t' => 'L*', 'int64_t' => 'q*', 'uint64_t' => 'Q*', 'uint8_t' => 'C*'][$type];

        return self::packed($library, $type, \pack($format, ...$numbers), \count($numbers));
    }

    /**
     * Texts joined, and where each begins and the last ends.
     *
     * @param list<string> $texts
     *
     * @return array{string, CData}
     */
    public static function texts(Library $library, #[\SensitiveParameter] array $texts): array
    {
        $offset = 0;
        $offsets = [0];
        foreach ($texts as $text) {
            $offsets[] = $offset += \strlen($text);
        }
        if ($offset > 0x7fff_ffff) {
            throw CallException::reason('too-long', 'The texts of one call are over 2 GiB.', 'Pass fewer at once.');
        }
        $column = self::numbers($library, 'int32_t', $offsets);
        \assert($column !== null);

        return [\implode('', $texts), $column];
    }
}
