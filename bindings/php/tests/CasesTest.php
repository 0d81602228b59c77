<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\TestCase;
use Waarborg\Cases;
use Waarborg\Exception\CallException;
use Waarborg\Exception\CasesException;
use Waarborg\Policy;

final class CasesTest extends TestCase
{
    public const DOCUMENT = <<<'JSON'
        {
          "waarborg-cases": 1,
          "policy": "school",
          "cases": [
            {
              "case": "withdrawn-is-withdrawn",
              "description": "After a parent withdraws, no photo goes on the website.",
              "dossier": [
                { "kind": "born", "happened": "2026-08-20", "date": "2015-05-05" },
                { "kind": "enrolled", "happened": "2026-08-20", "initial": true },
                { "kind": "authority", "happened": "2026-08-20", "representative": "ref-17", "authority": "parental", "may": "exercise" },
                { "kind": "consent-given", "happened": "2026-09-01", "purposes": ["website"], "by": "ref-17" }
              ],
              "when": "2027-04-01T12:00:00Z",
              "ask": { "may": { "role": "teacher", "verb": "publish", "purpose": "website", "category": "photo" } },
              "then": { "answer": "deny", "reasons": ["consent-withdrawn"] }
            }
          ]
        }
        JSON;

    public function testACaseThatFailsSaysWhatItShouldBeAndWhatItIs(): void
    {
        $cases = Cases::parse(self::DOCUMENT);
        self::assertCount(1, $cases);
        self::assertSame(['withdrawn-is-withdrawn'], $cases->names());
        self::assertSame('After a parent withdraws, no photo goes on the website.', $cases->description(0));
        $report = $cases->runOne(World::policy(), 0);
        self::assertFalse($report->passed);
        self::assertSame([0, 1], [$report->passes, $report->failures]);
        self::assertStringContainsString('permit', (string) $report);
        self::assertStringContainsString('deny', $report->text);
        self::assertFalse($cases->run(World::policy())->passed);
    }

    public function testItPassesWhenTheParentWithdrew(): void
    {
        $withdrawn = '"by": "ref-17" }, { "kind": "consent-withdrawn", "happened": "2027-03-03", "purposes": ["website"], "by": "ref-17" } ]';
        $document = \preg_replace('/"by": "ref-17" }\s*\]/', $withdrawn, self::DOCUMENT);
        $cases = Cases::parse((string) $document);
        self::assertTrue($cases->runOne(World::policy(), 0)->passed);
        $report = $cases->run(World::policy());
        self::assertTrue($report->passed);
        self::assertSame([1, 0], [$report->passes, $report->failures]);
    }

    public function testEveryFileOfCasesPassesAsAWhole(): void
    {
        $all = 0;
        foreach (\glob(__DIR__ . '/../../../tests/cases/*.json') ?: [] as $file) {
            $policy = Policy::load(__DIR__ . '/../../../examples/policies/' . \basename($file));
            $report = Cases::load($file)->run($policy);
            self::assertTrue($report->passed, $report->text);
            $all += $report->passes;
        }
        self::assertGreaterThan(600, $all);
    }

    public function testWhatIsNoDocumentOfCasesIsRefused(): void
    {
        $this->expectException(CasesException::class);
        Cases::parse('{"waarborg-cases":1}');
    }

    public function testACaseThatIsNotThereIsRefused(): void
    {
        $this->expectException(CallException::class);
        Cases::parse(self::DOCUMENT)->runOne(World::policy(), 1);
    }

    public function testTheFileIsNamed(): void
    {
        try {
            Cases::load(__DIR__ . '/no-such-file.json');
            self::fail('There is no such file.');
        } catch (CallException $error) {
            self::assertStringContainsString(__DIR__ . '/no-such-file.json', $error->getMessage());
        }
        $policy = __DIR__ . '/../../../examples/policies/neo.json';
        try {
            Cases::load($policy);
            self::fail('Those are no cases.');
        } catch (CasesException $error) {
            self::assertSame($policy, $error->document());
            self::assertStringContainsString("$policy:", $error->getMessage());
        }
    }
}
