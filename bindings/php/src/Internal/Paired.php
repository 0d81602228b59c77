<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use FFI\CData;
use Waarborg\Pairs;

/**
 * Calls that give pairs of pseudonyms, sorted, with a line for the log.
 *
 * @internal
 */
final class Paired
{
    /**
     * @param iterable<array-key, string> $texts
     *
     * @return array{list<array-key>, array{int, string, CData}} the keys, and the columns
     */
    public static function columns(Library $library, #[\SensitiveParameter] iterable $texts): array
    {
        $texts = \is_array($texts) ? $texts : \iterator_to_array($texts);
        [$joined, $offsets] = Columns::texts($library, \array_values($texts));

        return [\array_keys($texts), [\count($texts), $joined, $offsets]];
    }

    /** @param list<array-key> $keys */
    public static function call(
        Library $library,
        array $keys,
        string $function,
        #[\SensitiveParameter] mixed ...$arguments,
    ): Pairs {
        $rows = \count($keys);
        // An array of C has at least one element.
        $room = \max(1, $rows);
        [$pairs, $count] = [$library->number('char[' . 40 * $room . ']'), $library->number('size_t')];
        [$refused, $entry] = [new Refused($library, $keys), $library->number('wb_buf *')];
        \array_push($arguments, $pairs, 40 * $rows, $library->at($count), ...$refused->room());
        $arguments[] = $library->at($entry);
        $library->call($function, ...$arguments);

        return new Pairs(
            \FFI::string($pairs, 40 * $count->cdata),
            $library->taken($entry),
            $refused->keys(),
            $refused->why(),
        );
    }
}
