<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use Waarborg\Testing\CaseTestCase;

/** A file with a case that fails: its policy and its cases, written where the system keeps what is soon gone. */
final class FailingCases extends CaseTestCase
{
    protected static function policyFiles(): array
    {
        return [self::written(World::POLICY)];
    }

    protected static function casesFile(): string
    {
        return self::written(CasesTest::DOCUMENT);
    }

    private static function written(string $document): string
    {
        static $files = [];
        $key = \md5($document);
        if (!isset($files[$key])) {
            $files[$key] = (string) \tempnam(\sys_get_temp_dir(), 'waarborg');
            \file_put_contents($files[$key], $document);
            \register_shutdown_function('unlink', $files[$key]);
        }

        return $files[$key];
    }
}
