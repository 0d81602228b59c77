<?php

/**
 * Runs the code of README.md as it stands there: a block that is followed by its output must print exactly that, after the
 * blocks before it, and every other block must be PHP.
 *
 * Ends with one line: N passed, N failed.
 */

declare(strict_types=1);

$readme = (string) file_get_contents(\dirname(__DIR__) . '/README.md');
preg_match_all('/^```php\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?/ms', $readme, $blocks, PREG_SET_ORDER);
[$passed, $failed] = [0, 0];
[$before, $files] = ['require ' . var_export(__DIR__ . '/autoload.php', true) . ';', []];
foreach ($blocks as $number => $block) {
    $file = (string) tempnam(sys_get_temp_dir(), 'waarborg');
    file_put_contents($file, "<?php declare(strict_types=1);\n{$block[1]}");
    $expected = $block[2] ?? null;
    $options = '-d display_errors=1 -d error_reporting=-1';
    // Each is a file of its own, with what it uses; their variables are those of one program.
    $run = 'require ' . var_export($file, true) . ';';
    $command = $expected === null ? '-l ' . escapeshellarg($file) : "$options -r " . escapeshellarg($before . $run);
    exec(escapeshellarg(PHP_BINARY) . " $command 2>&1", $lines, $status);
    $printed = implode("\n", $lines) . "\n";
    $lines = [];
    if ($expected !== null) {
        $before .= "ob_start(); $run ob_end_clean();";
    }
    $files[] = $file;
    if ($status === 0 && ($expected === null || $expected === $printed)) {
        $passed++;
    } else {
        echo "block $number:\n    expected  $expected\n    printed   $printed\n";
        $failed++;
    }
}
array_map('unlink', $files);
if ($passed + $failed < 3) {
    echo "too few blocks\n";
    $failed++;
}
echo "$passed passed, $failed failed\n";
exit($failed > 0 ? 1 : 0);
