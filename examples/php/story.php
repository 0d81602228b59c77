<?php

/** The story of Noor and Sam in PHP: story.php DATABASE POLICY. What it tells stands in examples/story/README.md. */

declare(strict_types=1);

use School\Story\Race;
use School\Story\Story;

require __DIR__ . '/autoload.php';

$arguments = \array_slice($argv, 1);
if (\count($arguments) === 2) {
    (new Story(...$arguments))->tell();
} elseif (\count($arguments) === 4 && $arguments[2] === 'writer') {
    Race::write($arguments[0], $arguments[1], $arguments[3]);
} else {
    \fwrite(\STDERR, "give a database to make, and the policy\n");
    exit(1);
}
