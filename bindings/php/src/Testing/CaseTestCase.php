<?php

declare(strict_types=1);

namespace Waarborg\Testing;

use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;
use Waarborg\Cases;
use Waarborg\Kind;
use Waarborg\Policy;

/**
 * Makes a PHPUnit test of each case of a file: extend it, and say which policy and which file. If a case fails, you read
 * what it should be, what it is, and why.
 *
 * ```php
 * final class PrivacyTest extends CaseTestCase
 * {
 *     protected static function policyFiles(): array { return [__DIR__ . '/../privacy/pupil.json']; }
 *     protected static function casesFile(): string { return __DIR__ . '/../privacy/pupil-cases.json'; }
 * }
 * ```
 */
abstract class CaseTestCase extends TestCase
{
    /** @return non-empty-list<string> the file of each version of the policy, oldest first */
    abstract protected static function policyFiles(): array;

    abstract protected static function casesFile(): string;

    /** @return array<string, array{int, string}> the number and the name of each case */
    final public static function cases(): array
    {
        $sets = [];
        foreach (Cases::load(static::casesFile())->names() as $number => $name) {
            $sets[$name] = [$number, $name];
        }

        return $sets;
    }

    /**
     * The attribute is for PHPUnit 12, which reads no comments; the comment for PHPUnit 9, which reads no attributes.
     *
     * @dataProvider cases
     */
    #[DataProvider('cases')]
    final public function testCase(int $number, string $name): void
    {
        $cases = Cases::load(static::casesFile());
        self::assertSame($name, $cases->names()[$number] ?? null, 'The file of cases changed while it ran.');
        $report = $cases->runOne(Policy::load(...static::policyFiles()), $number);
        self::assertTrue($report->passed, "\n" . $report->text);
    }

    /**
     * Every one of these columns is declared: as a category of the policy, by its own name or by the one that the map gives.
     *
     * @param iterable<string>      $columns
     * @param array<string, string> $categories the category of a column, where it has another name
     */
    final public static function assertDeclared(iterable $columns, array $categories = [], ?Policy $policy = null): void
    {
        $known = ($policy ?? Policy::load(...static::policyFiles()))->names(Kind::Category);
        $missing = [];
        foreach ($columns as $column) {
            if (!\in_array($categories[$column] ?? $column, $known, true)) {
                $missing[] = $column;
            }
        }
        self::assertSame([], $missing, 'These columns hold data that the policy does not declare.');
    }
}
