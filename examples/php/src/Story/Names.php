<?php

declare(strict_types=1);

namespace School\Story;

use Waarborg\Domain;
use Waarborg\Keys;
use Waarborg\Register;

/** A pupil's number, and a column of them, under another name. */
final class Names
{
    private const NUMBERS = [
        '063138219', '999990019', '999990020', '999990021', '999990032',
        '999990044', '999990056', '999990068', '999990081', '999990093',
    ];

    public static function tell(): void
    {
        $research = self::research();
        echo '   ', $research->pseudonym('pgn', '063138219'), "\n";
        $column = $research->pseudonyms('pgn', self::NUMBERS);
        $pseudonyms = $column->toArray();
        foreach (\array_keys(self::NUMBERS) as $row) {
            // Nothing comes in the place of what was refused.
            echo "   $row: ", $pseudonyms[$row] ?? "refused ({$column->refusals[$row]->code})", "\n";
        }
    }

    private static function research(): Domain
    {
        $now = Story::at('2027-03-23T12:00:00Z');
        $keys = Keys::root(\implode('', \array_map('chr', \range(0, 31)))); // no secret, and for this story only
        $register = Register::new()->activate($keys, 'school:00AA', 'research', 'pgn', at: $now)->register;

        return $register->open($keys, 'school:00AA', 'research', at: $now);
    }
}
