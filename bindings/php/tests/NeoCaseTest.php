<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\AssertionFailedError;
use PHPUnit\Framework\TestResult;
use Waarborg\Testing\CaseTestCase;

/** The base class as someone would use it: one data set for each case of a file. */
final class NeoCaseTest extends CaseTestCase
{
    protected static function policyFiles(): array
    {
        return [__DIR__ . '/../../../examples/policies/neo.json'];
    }

    protected static function casesFile(): string
    {
        return __DIR__ . '/../../../tests/cases/neo.json';
    }

    public function testThereIsADataSetForEachCase(): void
    {
        $cases = \json_decode((string) \file_get_contents(self::casesFile()), true)['cases'];
        self::assertSame(\array_column($cases, 'case'), \array_keys(self::cases()));
    }

    public function testColumnsThatAreDeclared(): void
    {
        self::assertDeclared(['user-details', 'e_mail' => 'order-contact']);
        self::assertDeclared(['login', 'activity'], ['login' => 'user-details']);
    }

    public function testAColumnThatIsNotDeclaredFails(): void
    {
        $this->expectException(AssertionFailedError::class);
        $this->expectExceptionMessage('does not declare');
        self::assertDeclared(['user-details', 'shoe-size']);
    }

    public function testACaseThatFailsFailsWithTheReport(): void
    {
        $test = new FailingCases('testCase', [0, 'withdrawn-is-withdrawn'], 'withdrawn-is-withdrawn');
        $result = new TestResult();
        $test->run($result);
        self::assertCount(1, $result->failures());
        self::assertStringContainsString('deny', $result->failures()[0]->exceptionMessage());
    }
}
