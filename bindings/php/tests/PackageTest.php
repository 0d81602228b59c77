<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\TestCase;
use Waarborg\Claims;
use Waarborg\Dossier;
use Waarborg\Exception\CallException;
use Waarborg\Exception\PackageException;
use Waarborg\ItemOutcome;
use Waarborg\Package;
use Waarborg\Policy;

/** The package of a pupil of whom a parent asked what there is, written to a stream. */
final class PackageTest extends TestCase
{
    private const NOW = '2026-11-23T10:15:00Z';
    private const ME = 'p-4711';
    private const ENTRIES = [
        '{"kind":"born","happened":"2024-08-19","date":"2015-05-05"}',
        '{"kind":"enrolled","happened":"2024-08-19","initial":true}',
        '{"kind":"contract-began","happened":"2024-08-19","initial":true}',
        '{"kind":"authority","happened":"2024-08-19","representative":"ref-17","authority":"parental","may":"exercise"}',
        '{"kind":"consent-given","happened":"2024-09-01","purposes":["website","yearbook"],"by":"ref-17"}',
        '{"kind":"requested","happened":"2026-11-02","right":"access","categories":[],"by":"ref-17"}',
        '{"kind":"request-granted","happened":"2026-11-10","entry":6}',
    ];

    private static function claims(): Claims
    {
        $policy = Policy::load(__DIR__ . '/../../../examples/package/policy.json');
        [$dossier, $lines] = [Dossier::new(), []];
        foreach (self::ENTRIES as $body) {
            $day = \json_decode($body)->happened;
            $next = $dossier->append($dossier->head(), $body, World::at("{$day}T12:00:00Z"));
            $lines[] = $next->line;
            $dossier = Dossier::load($lines, $next->head);
        }

        return $policy->institution(World::at(self::NOW))->claims($dossier, World::at(self::NOW));
    }

    /** @return resource */
    private static function memory()
    {
        $stream = \fopen('php://memory', 'w+');
        \assert($stream !== false);

        return $stream;
    }

    public static function begun(): Package
    {
        return Package::begin(self::memory(), self::claims(), 6, self::ME, World::at(self::NOW), 'Basisschool De Linde');
    }

    /** @return list<array{string, string}> the items that are to be given, with their category */
    private static function given(Claims $claims): array
    {
        $given = [];
        foreach ($claims->plan(6, World::at(self::NOW)) as $item) {
            if ($item->kind->isGiven()) {
                $given[] = [$item->item, (string) $item->category];
            }
        }

        return $given;
    }

    /** @param list<array{string, string}> $items */
    private static function fill(Package $package, array $items, int $from): void
    {
        foreach (\array_slice($items, $from) as $number => [$item, $category]) {
            for ($i = 0; $i < 300; $i++) {
                $record = \sprintf('{"nr" : %d, "note":"%s"}', $i, \str_repeat('é', 200));
                $package->push($item, $category, $record, [self::ME], [], '2026-09-01');
            }
            $package->closeItem($item);
        }
    }

    public function testItsBytesAreWhatItsDigestSaysAndHoldTheRecords(): void
    {
        [$stream, $claims] = [self::memory(), self::claims()];
        $items = self::given($claims);
        self::assertGreaterThan(2, \count($items));
        $package = Package::begin($stream, $claims, 6, self::ME, World::at(self::NOW), 'Basisschool De Linde');
        self::fill($package, $items, 0);
        $digest = $package->finish();
        $bytes = \stream_get_contents($stream, -1, 0);
        self::assertSame(\hash('sha256', (string) $bytes), $digest);
        self::assertSame(\strlen((string) $bytes), $package->bytes());
        // More than the room of one take, so it was taken piece by piece.
        self::assertGreaterThan(200_000, \strlen((string) $bytes));
        self::assertSame(300 * \count($items), \substr_count((string) $bytes, '"nr" : '));
        self::assertIsArray(\json_decode((string) $bytes, true, 512, \JSON_THROW_ON_ERROR));
        $page = new \DOMDocument();
        self::assertTrue(@$page->loadHTML($package->page('nl')));
        self::assertNotSame($package->page('en'), $package->page('nl'));
    }

    public function testItIsTakenUpWhereItWas(): void
    {
        $claims = self::claims();
        $items = self::given($claims);
        [$whole, $halves] = [self::memory(), self::memory()];
        $package = Package::begin($whole, $claims, 6, self::ME, World::at(self::NOW));
        self::fill($package, $items, 0);
        $digest = $package->finish();

        $first = Package::begin($halves, $claims, 6, self::ME, World::at(self::NOW));
        self::fill($first, \array_slice($items, 0, 1), 0);
        $checkpoint = $first->checkpoint();
        $length = $first->bytes();
        // Written after the checkpoint, and lost.
        $first->push($items[1][0], $items[1][1], '{"lost":1}', [self::ME], []);
        $first->close();
        \ftruncate($halves, $length);
        \fseek($halves, $length);
        $second = Package::resume($halves, self::claims(), 6, self::ME, $checkpoint);
        self::fill($second, $items, 1);
        self::assertSame($digest, $second->finish());
        self::assertSame(\stream_get_contents($whole, -1, 0), \stream_get_contents($halves, -1, 0));
    }

    public function testWhatIsNotClosedIsTold(): void
    {
        $package = self::begun();
        try {
            $package->finish();
            self::fail('It finished.');
        } catch (PackageException $error) {
            self::assertCount(\count(self::given(self::claims())), $error->diagnostics());
        }
        // And nothing was changed.
        [[$item, $category], [$empty]] = self::given(self::claims());
        $package->closeItem($empty, ItemOutcome::NothingFound);
        self::assertStringContainsString('"outcome":"nothing-found"', $package->contents());
        $package->push($item, $category, ['a' => 1], [self::ME], [], World::at('2026-09-01T10:00:00+02:00'));
        self::assertStringContainsString('"records":1', $package->contents());
    }

    public function testAStreamThatTakesNoMoreIsTold(): void
    {
        $full = \fopen('/dev/full', 'w');
        \assert($full !== false);
        \stream_set_write_buffer($full, 0);
        $this->expectException(CallException::class);
        $this->expectExceptionMessage('the package');
        Package::begin($full, self::claims(), 6, self::ME, World::at(self::NOW));
    }

    public function testWhatIsNoStreamIsRefused(): void
    {
        $closed = self::memory();
        \fclose($closed);
        $this->expectException(CallException::class);
        Package::begin($closed, self::claims(), 6, self::ME, World::at(self::NOW));
    }
}
