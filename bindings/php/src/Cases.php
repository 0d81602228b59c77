<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Exception\CallException;
use Waarborg\Exception\CasesException;
use Waarborg\Internal\Files;
use Waarborg\Internal\Library;
use Waarborg\Internal\Node;

/** A document of cases about one policy: given, when, then. {@see Testing\CaseTestCase} makes PHPUnit tests of them. */
final class Cases extends Handle implements \Countable
{
    /** @throws CasesException with everything that is wrong with it */
    public static function parse(#[\SensitiveParameter] string $document): self
    {
        $library = Library::get();

        return new self($library, $library->made('wb_cases', 'wb_cases_parse', $document));
    }

    /** @throws CasesException|CallException which name the file */
    public static function load(string $file): self
    {
        try {
            return self::parse(Files::read($file));
        } catch (CasesException $error) {
            throw $error->in($file);
        }
    }

    public function count(): int
    {
        $owned = $this->owned();

        return $this->library->ffi->wb_cases_count($owned->pointer);
    }

    /** @return list<string> the names of the cases, unique and in order */
    public function names(): array
    {
        $owned = $this->owned();
        $names = [];
        for ($i = 0, $count = \count($this); $i < $count; $i++) {
            $names[] = (string) $this->library->ffi->wb_cases_name($owned->pointer, $i, null);
        }

        return $names;
    }

    /** What a case shows, in one sentence. */
    public function description(int $index): string
    {
        $owned = $this->owned();

        return (string) $this->library->ffi->wb_cases_description($owned->pointer, $index, null);
    }

    /** Runs one case against a policy. */
    public function runOne(Policy $policy, int $index): CaseReport
    {
        return $this->ran('wb_cases_run_one', 'int32_t', $policy->owned(), $index);
    }

    /** Runs every case against a policy. */
    public function run(Policy $policy): CaseReport
    {
        return $this->ran('wb_cases_run', 'size_t', $policy->owned());
    }

    private function ran(string $function, string $type, mixed ...$arguments): CaseReport
    {
        $library = $this->library;
        $count = $library->number($type);
        [$report, $json] = [$library->number('wb_buf *'), $library->number('wb_buf *')];
        \array_push($arguments, $library->at($count), $library->at($report), $library->at($json));
        $library->call($function, $this->owned(), ...$arguments);
        [$report, $json] = [$library->taken($report), $library->taken($json)];
        $node = Node::read($json);
        // Both must say so: what is not known to have passed has failed.
        $passed = $count->cdata === ($type === 'int32_t' ? 1 : 0) && $node->numberOrNull('failed') === 0;

        return new CaseReport($passed, $node->number('passed'), $node->number('failed'), $report, $json);
    }
}
