<?php

/** A page as a platform has it: it decides, and tells in JSON what came of it. Its first line is what a plugin might try. */

declare(strict_types=1);

use Waarborg\Exception\WaarborgException;
use Waarborg\Internal\Library;
use Waarborg\Tests\World;
use Waarborg\Verb;

require \dirname(__DIR__) . '/autoload.php';

$told = ['sapi' => PHP_SAPI, 'pid' => getmypid()];
try {
    FFI::cdef('int getpid(void);');
    $told['anyone'] = 'may use FFI';
} catch (Throwable $error) {
    $told['anyone'] = 'may not use FFI';
}
try {
    $at = World::at('2027-04-01T12:00:00Z');
    $asked = ['role' => 'teacher', 'verb' => Verb::Publish, 'purpose' => 'website', 'category' => 'photo', 'at' => $at];
    $claims = World::claims((int) ($_GET['entries'] ?? 5));
    $told['reason'] = $claims->decide(...$asked)->reason->value;
    $told['allowed'] = $claims->decide(...$asked)->allowed;
    $told['sentence'] = $claims->explain(...$asked)->reasons[0]->en;
    $told['version'] = Library::get()->version();
    try {
        $claims->decide(...[...$asked, 'role' => 'techer']);
    } catch (WaarborgException $error) {
        $told['suggestion'] = $error->suggestion();
    }
} catch (WaarborgException $error) {
    $told['code'] = $error->codeName();
    $told['help'] = $error->help();
    $told['message'] = $error->getMessage();
}
if (!headers_sent()) {
    header('Content-Type: application/json');
}
echo json_encode($told);
