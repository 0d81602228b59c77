<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use FFI\CData;
use Waarborg\Diagnostic;

/**
 * Rows of a batch that were refused while the others went on: room for the status of each, for how many those are, and for
 * why.
 *
 * @internal
 */
final class Refused
{
    private readonly CData $statuses;
    private readonly CData $count;
    private readonly CData $why;

    /** @param list<array-key> $keys of the rows */
    public function __construct(private readonly Library $library, private readonly array $keys)
    {
        // An array of C has at least one element.
        $this->statuses = $library->number('int32_t[' . \max(1, \count($keys)) . ']');
        [$this->count, $this->why] = [$library->number('size_t'), $library->number('wb_error *')];
    }

    /** @return array{CData, CData, CData} where the library writes */
    public function room(): array
    {
        return [$this->statuses, $this->library->at($this->count), $this->library->at($this->why)];
    }

    /** @return list<array-key> the keys of the rows that were refused */
    public function keys(): array
    {
        if ($this->count->cdata === 0) {
            return [];
        }
        $statuses = \unpack('l*', \FFI::string($this->statuses, 4 * \count($this->keys)));
        $refused = \array_filter(\array_combine($this->keys, \is_array($statuses) ? $statuses : []));

        return \array_keys($refused);
    }

    /**
     * What is wrong first, by the key of the row. The library gives it once.
     *
     * @return array<array-key, Diagnostic>
     */
    public function why(): array
    {
        $why = [];
        foreach ($this->library->diagnostics($this->why) as $diagnostic) {
            // The last one may say that there are more, and then it is about no row.
            if ($diagnostic->path !== '') {
                $why[$this->keys[(int) \substr($diagnostic->path, 1)]] ??= $diagnostic;
            }
        }

        return $why;
    }
}
