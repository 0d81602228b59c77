<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\TestCase;
use Waarborg\ActorRelation;
use Waarborg\Addressee;
use Waarborg\Answer;
use Waarborg\DueState;
use Waarborg\Hpgn;
use Waarborg\Identifiability;
use Waarborg\Internal\Library;
use Waarborg\Internal\Loader;
use Waarborg\KeyState;
use Waarborg\Kind;
use Waarborg\ReasonCode;
use Waarborg\Source;
use Waarborg\Verb;

/** What this package knows of the library is what the header declares: no more, and what is less is listed. */
final class HeaderTest extends TestCase
{
    /** Declared, and not called here: why. */
    private const UNBOUND = [
        // A reference of PHP is an owner already.
        'wb_policy_retain', 'wb_institution_retain', 'wb_dossier_retain', 'wb_claims_retain', 'wb_keys_retain',
        'wb_register_retain', 'wb_domain_retain', 'wb_aliases_retain', 'wb_escrow_retain', 'wb_field_table_retain',
        'wb_table_retain', 'wb_ledger_retain', 'wb_cases_retain',
        // Names are looked up once, and then wb_decide is called.
        'wb_decide_named',
        // The codes stand in the enum ReasonCode, which the test below holds to this function.
        'wb_reason_code',
        // A text of PHP has a length.
        'wb_buf_len',
        // The version of the ABI is what must be equal.
        'wb_version_number',
    ];

    private static function header(): string
    {
        return (string) \file_get_contents(Loader::HEADER);
    }

    /** @return list<string> */
    private static function declared(): array
    {
        \preg_match_all('/^[a-z].*[ *](wb_[a-z0-9_]*)\(/m', self::header(), $found);

        return $found[1];
    }

    public function testItIsTheBareHeaderBehindTwoDirectives(): void
    {
        $bare = \file_get_contents(__DIR__ . '/../../../include/waarborg_ffi.h');
        self::assertSame("#define FFI_SCOPE \"waarborg\"\n#define FFI_LIB \"libwaarborg.so\"\n$bare", self::header());
    }

    public function testEveryFunctionIsCalledOrListed(): void
    {
        $source = '';
        foreach (\array_merge(\glob(__DIR__ . '/../src/*.php') ?: [], \glob(__DIR__ . '/../src/Internal/*.php') ?: []) as $file) {
            $source .= \file_get_contents($file);
        }
        \preg_match_all('/\b(wb_[a-z0-9_]+)\b/', $source, $found);
        // A handle is freed by the name of its type.
        \preg_match_all("/made\(\s*'(wb_[a-z_]+)'/", $source, $types);
        $frees = \array_map(static fn (string $type): string => $type . '_free', $types[1]);
        $called = \array_intersect(\array_merge($found[1], $frees), self::declared());
        self::assertSame([], \array_values(\array_diff(self::declared(), $called, self::UNBOUND)), 'neither called nor listed');
        self::assertSame([], \array_values(\array_intersect($called, self::UNBOUND)), 'called, though listed');
        self::assertSame([], \array_values(\array_diff(self::UNBOUND, self::declared())), 'listed, and not declared');
        self::assertGreaterThan(100, \count($called));
    }

    public function testTheLibraryHasThem(): void
    {
        $ffi = Library::get()->ffi;
        foreach (self::declared() as $name) {
            self::assertInstanceOf(\FFI\CData::class, $ffi->$name);
        }
    }

    /** @return array<string, array{string, array<string, int>}> the prefix, and word => number as this package has them */
    public static function words(): array
    {
        $numbered = static function (array $cases): array {
            return \array_flip(\array_map(static fn (\BackedEnum $case): string => (string) $case->value, $cases));
        };
        $hpgn = ['current' => Hpgn::Current->value, 'until-2016' => Hpgn::Until2016->value];

        return [
            'answers' => ['ANSWER', $numbered(Answer::NUMBERED)],
            'addressee' => ['ADDRESSEE', $numbered(Addressee::NUMBERED)],
            'sources' => ['SOURCE', $numbered(Source::NUMBERED)],
            'reasons' => ['REASON', $numbered(ReasonCode::NUMBERED)],
            'states' => ['DUE', $numbered(DueState::NUMBERED)],
            'keys' => ['KEY', $numbered(KeyState::NUMBERED)],
            'identifiability in answers' => ['IDENTIFIABILITY', $numbered(Identifiability::NUMBERED) + ['any' => Identifiability::ANY]],
            'identifiability in questions' => ['IDENTIFIABILITY', Identifiability::NUMBERS + ['any' => Identifiability::ANY]],
            'verbs' => ['VERB', Verb::NUMBERS],
            'relations' => ['RELATION', ActorRelation::NUMBERS],
            'kinds' => ['KIND', Kind::NUMBERS],
            'costs' => ['HPGN', $hpgn],
            'versions' => ['ABI', ['version' => Library::ABI]],
        ];
    }

    /**
     * @dataProvider words
     *
     * @param array<string, int> $known
     */
    public function testTheNumbersAreThoseOfTheHeader(string $prefix, array $known): void
    {
        \preg_match_all("/\\bWB_{$prefix}_([A-Z0-9_]+) = (-?\\d+)/", self::header(), $found, \PREG_SET_ORDER);
        $declared = [];
        foreach ($found as [, $word, $number]) {
            $declared[\strtolower(\str_replace('_', '-', $word))] = (int) $number;
        }
        \ksort($declared);
        \ksort($known);
        self::assertSame($declared, $known);
    }

    public function testEveryWordHasItsNumberAndItsCase(): void
    {
        foreach ([Verb::class, ActorRelation::class, Kind::class, Identifiability::class] as $enum) {
            self::assertSame(\array_column($enum::cases(), 'value'), \array_keys($enum::NUMBERS), $enum);
        }
        self::assertSame([1, 2, 3, 4, 5], [Kind::ROLE, Kind::PURPOSE, Kind::CATEGORY, Kind::RECIPIENT, Kind::PRECONDITION]);
        self::assertSame(\array_values(Kind::NUMBERS), [Kind::ROLE, Kind::PURPOSE, Kind::CATEGORY, Kind::RECIPIENT, Kind::PRECONDITION]);
    }

    public function testTheCodesOfReasonsAreTheLibrarys(): void
    {
        $ffi = Library::get()->ffi;
        foreach (ReasonCode::NUMBERED as $number => $reason) {
            if ($reason !== ReasonCode::None) {
                self::assertSame($ffi->wb_reason_code($number), $reason->value);
                self::assertSame($reason, $reason->reason()->code);
                self::assertNotSame('', $reason->reason()->nl);
            }
        }
    }

    public function testEveryFailureHasItsException(): void
    {
        \preg_match_all('/\bWB_STATUS_(\w+) = (\d+)/', self::header(), $found, \PREG_SET_ORDER);
        self::assertGreaterThan(25, \count($found));
        foreach ($found as [, $word, $number]) {
            if ($word !== 'OK') {
                $class = \get_class(\Waarborg\Exception\WaarborgException::ofStatus((int) $number, []));
                self::assertNotSame(\Waarborg\Exception\WaarborgException::class, $class, $word);
            }
        }
        // One of a newer library is an exception too.
        $later = \Waarborg\Exception\WaarborgException::ofStatus(299, []);
        self::assertSame([299, 'unknown'], [$later->getCode(), $later->codeName()]);
    }
}
