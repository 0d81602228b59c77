<?php

/**
 * What a decision costs from PHP: the interface by itself (a call that does nothing, benches/hosts/noop.c), wb_decide, the
 * method that people write, a class of thirty in one call, columns, and a pseudonym beside hash_hmac.
 *
 *     cargo build --release --features capi
 *     cc -O2 -shared -fPIC -o target/libnoop.so benches/hosts/noop.c
 *     WAARBORG_LIBRARY=target/release/libwaarborg.so php benches/hosts/php.php target/libnoop.so
 *
 * All take turns, each shorter than what a busy machine takes away at once; told are medians over the rounds, and medians of the ratios within a round.
 */

declare(strict_types=1);

use Waarborg\Group;
use Waarborg\Internal\Library;
use Waarborg\Internal\Loader;
use Waarborg\Kind;
use Waarborg\Questions;
use Waarborg\Tests\Pseudo;
use Waarborg\Tests\World;
use Waarborg\Verb;

require __DIR__ . '/../../bindings/php/tests/autoload.php';

const ROUNDS = 1001;

/** The declarations of one function and of the types that it needs, from the header. */
function declared(string $function): string
{
    $header = (string) file_get_contents(Loader::HEADER);
    preg_match('/typedef struct \{[^}]*\} wb_decision;/s', $header, $decision);
    preg_match("/^wb_status $function\\([^;]*;/m", $header, $declaration);

    return 'typedef int32_t wb_status; typedef struct wb_error wb_error; typedef struct wb_claims wb_claims;'
        . $decision[0] . $declaration[0];
}

function median(array $numbers): float
{
    sort($numbers);

    return $numbers[intdiv(count($numbers), 2)];
}

$library = Library::get();
$noop = FFI::cdef(declared('wb_decide'), $argv[1] ?? 'target/libnoop.so');
$ffi = $library->ffi;

$at = World::at('2027-01-01T12:00:00Z');
$micros = $at->getTimestamp() * 1_000_000;
$policy = World::policy();
$institution = World::institution($policy);
$claims = World::claims(4, $institution);
$class = [];
for ($i = 0; $i < 30; $i++) {
    $class[] = World::claims(4, $institution);
}
$group = Group::of($class);
$role = $policy->id(Kind::Role, 'teacher');
$purpose = $policy->id(Kind::Purpose, 'website');
$category = $policy->id(Kind::Category, 'photo');

// The same through the interface alone: pointers of its own, the place for the answer made once.
$entries = World::entries(4);
$lines = implode("\n", array_column($entries, 'line'));
$dossier = $library->created('wb_dossier', 'wb_dossier_load', $lines, hex2bin($entries[3]->head));
$folded = $library->created('wb_policy', 'wb_policy_parse', World::POLICY);
$folded = $library->created('wb_institution', 'wb_institution_fold', $folded, '', str_repeat("\0", 32), $micros);
$owned = $library->created('wb_claims', 'wb_claims_fold', $folded, $dossier, '', World::at('2027-04-01')->getTimestamp() * 1_000_000);
$raw = $owned->pointer;
$decision = $ffi->new('wb_decision');
$decision->size = FFI::sizeof($decision);
$decisionAt = FFI::addr($decision);
$error = $ffi->new('wb_error *');
$errorAt = FFI::addr($error);
$pointers = $ffi->new('const wb_claims *[30]');
for ($i = 0; $i < 30; $i++) {
    $pointers[$i] = $raw;
}
$thirty = $ffi->new('wb_decision[30]');
$thirty[0]->size = FFI::sizeof($decision);
$its = $noop->new('wb_decision');
[$itsAt, $itsClaims] = [FFI::addr($its), $noop->cast('wb_claims *', $raw)];
$itsErrorAt = FFI::addr($noop->new('wb_error *', false));

$rows = 2_000;
$same = static fn (string $one): string => str_repeat($one, $rows);
$columns = [
    $same($policy->ids(Kind::Role, ['teacher'])),
    $same(Questions::verbs(Verb::Publish)),
    $same($policy->ids(Kind::Purpose, ['website'])),
    $same($policy->ids(Kind::Category, ['photo'])),
];
$questions = new Questions(...$columns);
$many = $library->rows('wb_decision', $rows);
$domain = Pseudo::domain();
$domainRaw = $library->created('wb_keys', 'wb_keys_root', null, Pseudo::root());
$registerRaw = $library->created('wb_register', 'wb_register_parse', Pseudo::register()->json());
$domainRaw = $library->created('wb_domain', 'wb_domain_open', $registerRaw, $domainRaw, Pseudo::SCHOOL, 'research', $micros);
$place = $ffi->new('char[32]');
$key = random_bytes(32);
$numbers = array_fill(0, 1000, '063138219');

if (!$claims->decide('teacher', Verb::Publish, 'website', 'photo', $at)->allowed) {
    exit("The answer is not yes.\n");
}

/** Each: how many calls in a turn, what one stands for, and the turn itself. The loop is in it, so no closure is called. */
$contenders = [
    'bare call' => [200, 1, static function (int $n) use ($noop, $itsClaims, $role, $purpose, $category, $micros, $itsAt, $itsErrorAt): void {
        for ($i = 0; $i < $n; $i++) {
            $noop->wb_decide($itsClaims, $role, 9, $purpose, $category, 0, -1, 0, null, 0, '', 0, $micros, $itsAt, $itsErrorAt);
        }
    }],
    'wb_decide, raw' => [200, 1, static function (int $n) use ($ffi, $raw, $role, $purpose, $category, $micros, $decisionAt, $errorAt): void {
        for ($i = 0; $i < $n; $i++) {
            $ffi->wb_decide($raw, $role, 9, $purpose, $category, 0, -1, 0, null, 0, '', 0, $micros, $decisionAt, $errorAt);
        }
    }],
    '$claims->decide()' => [200, 1, static function (int $n) use ($claims, $at): void {
        for ($i = 0; $i < $n; $i++) {
            $claims->decide(role: 'teacher', verb: Verb::Publish, purpose: 'website', category: 'photo', at: $at);
        }
    }],
    'wb_decide_each of 30, raw' => [50, 1, static function (int $n) use ($ffi, $pointers, $role, $purpose, $category, $micros, $thirty, $errorAt): void {
        for ($i = 0; $i < $n; $i++) {
            $ffi->wb_decide_each($pointers, 30, $role, 9, $purpose, $category, 0, -1, 0, null, 0, '', 0, $micros, $thirty, $errorAt);
        }
    }],
    '$group->decide() of 30' => [50, 1, static function (int $n) use ($group, $at): void {
        for ($i = 0; $i < $n; $i++) {
            $group->decide(role: 'teacher', verb: Verb::Publish, purpose: 'website', category: 'photo', at: $at);
        }
    }],
    '$group->decide() of 30, all read' => [30, 1, static function (int $n) use ($group, $at): void {
        for ($i = 0; $i < $n; $i++) {
            $group->decide(role: 'teacher', verb: Verb::Publish, purpose: 'website', category: 'photo', at: $at)->allowed();
        }
    }],
    'wb_decide_many, per row, raw' => [1, $rows, static function (int $n) use ($ffi, $raw, $rows, $questions, $micros, $many, $errorAt): void {
        for ($i = 0; $i < $n; $i++) {
            $ffi->wb_decide_many($raw, $rows, $questions->roles, $questions->verbs, $questions->purposes, $questions->categories, $questions->recipients, $questions->identifiabilities, $questions->relations, '', 0, $questions->offsets, null, 0, $micros, $many, $errorAt);
        }
    }],
    '$claims->decideMany(), per row' => [1, $rows, static function (int $n) use ($claims, $questions, $at): void {
        for ($i = 0; $i < $n; $i++) {
            $claims->decideMany($questions, $at);
        }
    }],
    '… with its columns packed anew' => [1, $rows, static function (int $n) use ($claims, $columns, $at): void {
        for ($i = 0; $i < $n; $i++) {
            $claims->decideMany(new Questions(...$columns), $at);
        }
    }],
    'hash_hmac' => [200, 1, static function (int $n) use ($key): void {
        for ($i = 0; $i < $n; $i++) {
            hash_hmac('sha256', '063138219', $key, true);
        }
    }],
    'wb_pseudonym, raw' => [200, 1, static function (int $n) use ($ffi, $domainRaw, $place, $errorAt): void {
        for ($i = 0; $i < $n; $i++) {
            $ffi->wb_pseudonym($domainRaw->pointer, 'pgn', 3, '063138219', 9, $place, 32, $errorAt);
        }
    }],
    '$domain->pseudonym()' => [200, 1, static function (int $n) use ($domain): void {
        for ($i = 0; $i < $n; $i++) {
            $domain->pseudonym('pgn', '063138219');
        }
    }],
    '$domain->pseudonyms(), each of 1000' => [1, 1000, static function (int $n) use ($domain, $numbers): void {
        for ($i = 0; $i < $n; $i++) {
            $domain->pseudonyms('pgn', $numbers);
        }
    }],
];

$took = array_fill_keys(array_keys($contenders), []);
for ($round = -20; $round < ROUNDS; $round++) {
    foreach ($contenders as $name => [$times, $of, $turn]) {
        $start = hrtime(true);
        $turn($times);
        $spent = (hrtime(true) - $start) / $times / $of;
        if ($round >= 0) {
            $took[$name][] = $spent;
        }
    }
}

$ratio = static fn (string $one, string $other): float
    => median(array_map(static fn (float $a, float $b): float => $a / $b, $took[$one], $took[$other]));

printf("PHP %s, %s, library %s; %d rounds\n\n", PHP_VERSION, php_uname('m'), $library->version(), ROUNDS);
foreach ($took as $name => $spent) {
    // A letter of more than one byte is one column wide.
    printf("%s%s %10.1f ns   (best %.1f)\n", $name, str_repeat(' ', 38 - mb_strlen($name)), median($spent), min($spent));
}
echo "\n";
foreach ([
    ['wb_decide, raw', 'bare call', 1.5],
    ['$claims->decide()', 'bare call', null],
    ['wb_decide_each of 30, raw', 'wb_decide, raw', 3.0],
    ['$group->decide() of 30', '$claims->decide()', 3.0],
    ['$domain->pseudonym()', 'hash_hmac', null],
    ['$domain->pseudonyms(), each of 1000', 'hash_hmac', null],
] as [$one, $other, $goal]) {
    printf("%-38s / %-20s %6.2f%s\n", $one, $other, $ratio($one, $other), $goal === null ? '' : "   (goal: at most $goal)");
}
