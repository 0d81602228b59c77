<?php

/**
 * The privacy desk for Noor's dossier. It has no login: in a platform it stands behind yours, and is about the child that
 * the one who is logged in may look into.
 *
 * Environment: DESK_DATABASE, DESK_POLICY, and DESK_NOW for another moment than that of the clock.
 */

declare(strict_types=1);

use School\Database;
use School\Desk\Desk;
use School\Desk\Packages;
use School\Desk\Page;
use School\Desk\Response;
use School\Desk\Session;
use School\Desk\Words;
use Waarborg\Policy;

require \dirname(__DIR__) . '/autoload.php';

const NOOR = 1;

try {
    $database = (string) \getenv('DESK_DATABASE');
    $desk = new Desk(
        Database::open($database),
        Policy::load((string) \getenv('DESK_POLICY')),
        new Packages($database),
        Session::start(secure: isset($_SERVER['HTTPS'])),
        NOOR,
        new DateTimeImmutable(\getenv('DESK_NOW') ?: 'now'),
    );
    $response = $desk->answer($_SERVER['REQUEST_METHOD'], $_GET, $_POST);
} catch (Throwable $error) {
    // No message of the library repeats personal data or a key.
    \error_log($error->getMessage());
    $words = new Words(Words::language($_GET['lang'] ?? null), new DateTimeZone('UTC'));
    $response = Response::page(Page::html('failed', ['words' => $words]), 500);
}
$response->send();
