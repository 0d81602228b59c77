<?php

/**
 * Tests the privacy desk, as two browsers see it, on the database that the story leaves: desk.php FOLDER. What must have
 * been recorded is read from the database. Ends with one line: N passed, N failed.
 */

declare(strict_types=1);

use School\Database;
use School\Dossiers;
use School\Tests\Browser;
use School\Tests\Server;
use Waarborg\Policy;

require \dirname(__DIR__) . '/autoload.php';
require __DIR__ . '/Browser.php';
require __DIR__ . '/Server.php';

$counted = ['passed' => 0, 'failed' => 0];
$check = static function (string $what, bool $holds) use (&$counted): void {
    $counted[$holds ? 'passed' : 'failed']++;
    if (!$holds) {
        echo "FAILED: $what\n";
    }
};

$says = static fn (Browser $browser, string $what): bool => \str_contains($browser->text(), $what);

$policy = \dirname(__DIR__, 2) . '/story/policy.json';
$database = $argv[1] . '/desk.sqlite';
$story = \proc_open([\dirname(__DIR__) . '/run', $database, $policy], [1 => ['file', "$argv[1]/desk.told", 'w']], $pipes);
if ($story === false || \proc_close($story) !== 0) {
    echo "the story was not told\n0 passed, 1 failed\n";
    exit(1);
}

$db = Database::open($database);
$name = 'Noor <script>alert("1")</script>';
$db->prepare('update dossier set person_ref = ? where id = 1')->execute([$name]);
$file = '<img src=x onerror=\'alert(2)\'>.jpg';
$db->prepare('insert into photo (dossier, created, file) values (1, ?, ?)')->execute(['2027-03-23', $file]);
$count = static fn (): int => (int) $db->query('select count(*) from entry where dossier = 1')->fetchColumn();
$line = static fn (): string => (string) $db->query('select max(seq), line from entry where dossier = 1')->fetchColumn(1);

$server = new Server($database, $policy, "$argv[1]/desk.log");
[$first, $second] = [new Browser($server->address()), new Browser($server->address())];
$before = $count();

// The page.
$first->get('');
$check('the page is there', $first->status === 200 && \str_contains($first->headers, "default-src 'none'"));
$check('it is in Dutch', \str_contains($first->body, '<html lang="nl">') && $says($first, 'De toestemming is ingetrokken.'));
$first->get('?lang=en');
$check('it is in English', \str_contains($first->body, '<html lang="en">') && $says($first, 'Consent was withdrawn.'));
$check('a name is shown as it is', $says($first, "Dossier of $name"));
$check('a record is shown as it is', $says($first, $file));
$check('and nothing of them is markup', $first->nodes('//script | //img') === [] && !\str_contains($first->body, '<script'));
$check('no consent, so one button, to give it', ($first->form()['kind'] ?? '') === 'consent-given');

$check('what was made without consent must go', \substr_count($first->text(), 'Must be erased now.') === 1);
$check('no request is open', $says($first, 'There are no open requests.'));

// Two look at the same; one gives consent, and the other comes too late.
$second->get('?lang=en');
$late = ['by' => 'ref-17'] + $second->form();
$first->post('?lang=en', ['by' => 'ref-17'] + $first->form());
$check('consent is taken', $first->status === 303 && $count() === $before + 1 && \str_contains($line(), '"consent-given"'));
$check('and told', $says($first->get('?lang=en'), 'Consent was recorded.'));
$check('and told once', !$says($first->get('?lang=en'), 'recorded'));
$check('and changes the answer', $says($first, 'There is consent now.') && !$says($first, 'Consent was withdrawn.'));
$second->post('?lang=en', $late);
$check('a stale head is refused', $second->status === 409 && $count() === $before + 1);
$check('and told', $says($second, 'Someone was first, look again'));
$check('with how it stands now', $says($second, 'There is consent now.') && ($second->form()['kind'] ?? '') === 'consent-withdrawn');
$fresh = ['by' => 'ref-17'] + $second->form();

// What is not taken.
foreach ([
    'without a token' => [403, ['token' => '']],
    'with the token of another browser' => [403, ['token' => $first->form()['token'] ?? 'x']],
    'with a token that is no text' => [403, ['token' => ['a']]],
    'without a head' => [422, ['head' => '']],
    'without who says it' => [422, ['by' => '']],
    'about a purpose that there is not' => [422, ['purpose' => 'nothing']],
    'of another kind' => [422, ['kind' => 'born']],
    'with a head that never was' => [409, ['head' => \str_repeat('0f', 32)]],
] as $how => [$status, $fields]) {
    $second->post('?lang=en', $fields + $fresh);
    $check("nothing is taken $how", $second->status === $status && $count() === $before + 1);
}

// Withdrawn with what the page gave after the refusal.
$second->post('?lang=en', $fresh);
$check('a withdrawal is taken', $second->status === 303 && $count() === $before + 2 && \str_contains($line(), '"consent-withdrawn"'));
$second->get('?lang=en');
$check('and told', $says($second, 'The withdrawal was recorded.'));
$check('and changes the answer', $says($second, 'There is no consent now.') && $says($second, 'Consent was withdrawn.'));

// A request that arrives elsewhere: a month to answer it, and nothing of hers is erased meanwhile.
$now = new DateTimeImmutable('2027-03-24T09:00:00Z');
$request = ['kind' => 'requested', 'right' => 'access', 'categories' => [], 'by' => 'ref-17'];
(new Dossiers($db, Policy::load($policy)->institution(knownAt: $now)))->append(1, $request, $now);
$second->get('?lang=en');
$check('a request is open', $says($second, 'Open requests') && $says($second, '24 April 2027'));
$check('and holds what must go', !$says($second, 'Must be erased now.') && $says($second, 'must not be erased yet'));

// The package.
$package = (string) \file_get_contents("$database.package.json");
$check('its digest is shown', $says($second, \hash('sha256', $package)));
$check('the package comes as it is', $second->get('?package=json')->body === $package);
$check('to be kept, not shown', \str_contains($second->headers, 'Content-Disposition: attachment'));
$check('and its page', $second->get('?package=html')->body === \file_get_contents("$database.package.html"));
$check('and nothing else', $second->get('?package=..')->status === 404);

// A dossier that lacks a line has no answers.
$db->exec('delete from entry where dossier = 1 and seq = 5');
$first->get('?lang=en');
$check('a damaged dossier is not answered from', $first->status === 500 && $says($first, 'cannot answer'));
$check('and tells nothing of it', !$says($first, 'Noor') && $first->form() === []);

$server->stop();
$check('the server stopped', !$server->listens());

echo "{$counted['passed']} passed, {$counted['failed']} failed\n";
exit($counted['failed'] === 0 ? 0 : 1);
