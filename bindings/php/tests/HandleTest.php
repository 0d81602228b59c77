<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\TestCase;
use Waarborg\Aliases;
use Waarborg\Cases;
use Waarborg\Claims;
use Waarborg\Exception\ClosedException;
use Waarborg\Exception\HandleException;
use Waarborg\FieldTable;
use Waarborg\Group;
use Waarborg\Handle;
use Waarborg\Identifiability;
use Waarborg\Internal\Library;
use Waarborg\Ledger;
use Waarborg\Policy;
use Waarborg\ReasonCode;
use Waarborg\Table;
use Waarborg\Verb;

/** Handles are freed once, and nothing reaches what was freed. */
final class HandleTest extends TestCase
{
    private const ASKED = ['role' => 'teacher', 'verb' => Verb::Publish, 'purpose' => 'website', 'category' => 'photo'];

    /** @return array<string, array{Handle, callable(): mixed}> one of each, and a use of it */
    public static function handles(): array
    {
        $at = World::at('2027-01-01T12:00:00Z');
        $policy = World::policy();
        $institution = World::institution($policy);
        $dossier = World::dossier(4);
        $claims = World::claims(4);
        $group = Group::of([$claims]);
        [$keys, $register, $domain, $escrow] = [Pseudo::keys(), Pseudo::register(), Pseudo::domain(), Pseudo::escrow()];
        [$aliases, $fields, $table] = [Aliases::new(), FieldTable::parse(Pseudo::FIELDS), Table::texts('a', ['x'])];
        [$ledger, $cases] = [Ledger::create(Pseudo::root())->ledger, Cases::parse(CasesTest::DOCUMENT)];
        $package = PackageTest::begun();

        return [
            'policy' => [$policy, static fn () => $policy->digest()],
            'institution' => [$institution, static fn () => $institution->checkAppend(World::ENTRIES[0][1])],
            'dossier' => [$dossier, static fn () => $dossier->head()],
            'claims' => [$claims, static fn () => $claims->decide(...self::ASKED, at: $at)],
            'group' => [$group, static fn () => $group->decide(...self::ASKED, at: $at)],
            'keys' => [$keys, static fn () => $register->open($keys, Pseudo::SCHOOL, 'research', $at)],
            'register' => [$register, static fn () => $register->json()],
            'domain' => [$domain, static fn () => $domain->pseudonym('pgn', '063138219')],
            'escrow' => [$escrow, static fn () => $escrow->seal('pgn', '063138219', Pseudo::GOLDEN)],
            'aliases' => [$aliases, static fn () => $aliases->json()],
            'fields' => [$fields, static fn () => $fields->properties('quality', Identifiability::Pseudonymised, Pseudo::domain())],
            'table' => [$table, static fn () => Table::texts('b', ['x'], $table)],
            'ledger' => [$ledger, static fn () => $ledger->lifted('school', 'p', '2026-01-01')],
            'cases' => [$cases, static fn () => $cases->names()],
            'package' => [$package, static fn () => $package->contents()],
        ];
    }

    public function testEveryHandleIsTested(): void
    {
        $classes = [];
        foreach (\glob(__DIR__ . '/../src/*.php') ?: [] as $file) {
            $class = 'Waarborg\\' . \basename($file, '.php');
            if (\is_subclass_of($class, Handle::class) && !(new \ReflectionClass($class))->isAbstract()) {
                $classes[] = $class;
            }
        }
        $tested = \array_map(static fn (array $set): string => \get_class($set[0]), \array_values(self::handles()));
        \sort($tested);
        self::assertSame($classes, $tested);
    }

    /** @dataProvider handles */
    public function testAClosedOneIsRefusedAndClosingTwiceIsFine(Handle $handle, callable $use): void
    {
        $use();
        self::assertFalse($handle->isClosed());
        $handle->close();
        $handle->close();
        self::assertTrue($handle->isClosed());
        $this->expectException(ClosedException::class);
        $use();
    }

    /** @dataProvider handles */
    public function testItIsNeitherCopiedNorStoredNorShown(Handle $handle): void
    {
        foreach ([static fn () => clone $handle, static fn () => \serialize($handle)] as $copy) {
            try {
                $copy();
                self::fail('It was copied.');
            } catch (ClosedException $error) {
                self::assertSame('not-copied', $error->codeName());
            }
        }
        \ob_start();
        \var_dump($handle);
        $shown = (string) \ob_get_clean() . \print_r($handle, true) . \json_encode($handle);
        self::assertStringNotContainsString('CData', $shown);
        self::assertStringNotContainsString('Owned', $shown);
        $this->expectException(ClosedException::class);
        \unserialize(\sprintf('O:%d:"%s":0:{}', \strlen($handle::class), $handle::class));
    }

    public function testOneThatWasMadeWithoutItsMakerIsRefused(): void
    {
        foreach (self::handles() as [$handle]) {
            $hollow = (new \ReflectionClass($handle))->newInstanceWithoutConstructor();
            self::assertTrue($hollow->isClosed());
            $hollow->close();
        }
        $hollow = (new \ReflectionClass(Policy::class))->newInstanceWithoutConstructor();
        $this->expectException(\Error::class);
        $hollow->digest();
    }

    public function testWhatIsMadeKeepsWhatItNeeds(): void
    {
        $policy = World::policy();
        $institution = World::institution($policy);
        $policy->close();
        $dossier = World::dossier(5);
        $claims = $institution->claims($dossier, World::at('2027-04-01T12:00:00Z'));
        $institution->close();
        $dossier->close();
        \gc_collect_cycles();
        // A name that was not looked up before the policy was closed.
        $decision = $claims->decide(...self::ASKED, at: World::at('2027-04-01T12:00:00Z'));
        self::assertSame(ReasonCode::ConsentWithdrawn, $decision->reason);
        $group = Group::of([$claims]);
        $claims->close();
        self::assertCount(1, $group->decide(...self::ASKED, at: World::at('2027-04-01T12:00:00Z')));
    }

    public function testAPointerThatIsNoHandleOfItsTypeIsRefused(): void
    {
        $library = Library::get();
        $empty = $library->made('wb_dossier', 'wb_dossier_new');
        $pointer = $library->ffi->cast('wb_policy *', $empty->pointer);
        try {
            $library->text('wb_policy_json', $pointer);
            self::fail('A dossier is no policy.');
        } catch (HandleException $error) {
            self::assertSame([111, 'bad-handle'], [$error->getCode(), $error->codeName()]);
        }
    }

    public function testAGeneratorThatClosesWhatItGaveFreesNothingInUse(): void
    {
        $at = World::at('2027-01-01T12:00:00Z');
        $everyone = static function (): \Generator {
            for ($i = 0; $i < 30; $i++) {
                $claims = World::claims(4);
                yield $i => $claims;
                $claims->close();
                unset($claims);
                \gc_collect_cycles();
            }
        };
        $decisions = Claims::decideEach($everyone(), ...self::ASKED, at: $at);
        self::assertSame(\range(0, 29), $decisions->allowed());
    }

    public function testADateThatClosesTheHandleIsTooLateOrInTime(): void
    {
        $claims = World::claims(4);
        $date = new class ('2027-01-01T12:00:00Z') extends \DateTimeImmutable {
            public ?Claims $claims = null;

            public function format(string $format): string
            {
                $this->claims?->close();

                return parent::format($format);
            }
        };
        $date->claims = $claims;
        $this->expectException(ClosedException::class);
        $claims->decide(...self::ASKED, at: $date);
    }

    public function testACallInsideACallHasItsOwnPlaceForTheAnswer(): void
    {
        $yes = World::claims(4);
        $no = World::claims(5);
        $date = new class ('2027-04-01T12:00:00Z') extends \DateTimeImmutable {
            public ?Claims $claims = null;

            public function format(string $format): string
            {
                $this->claims?->decide('teacher', Verb::Publish, 'website', 'photo', new \DateTimeImmutable('@1806580800'));

                return parent::format($format);
            }
        };
        $date->claims = $no;
        self::assertTrue($yes->decide(...self::ASKED, at: $date)->allowed);
        $date->claims = $yes;
        self::assertFalse($no->decide(...self::ASKED, at: $date)->allowed);
    }

    public function testChildrenUseWhatTheyInherit(): void
    {
        $claims = World::claims(5);
        $at = World::at('2027-04-01T12:00:00Z');
        $before = $claims->decide(...self::ASKED, at: $at);
        $children = [];
        for ($i = 0; $i < 10; $i++) {
            $child = \pcntl_fork();
            if ($child === 0) {
                $same = $claims->decide(...self::ASKED, at: $at)->reason === $before->reason
                    && World::claims(4)->decide(...self::ASKED, at: $at)->allowed;
                $claims->close();
                // Without PHPUnit's own end, which is the parent's.
                \posix_kill((int) \getmypid(), $same ? \SIGUSR1 : \SIGKILL);
                exit(1);
            }
            $children[] = $child;
        }
        foreach ($children as $child) {
            \pcntl_waitpid($child, $status);
            self::assertTrue(\pcntl_wifsignaled($status));
            self::assertSame(\SIGUSR1, \pcntl_wtermsig($status));
        }
        self::assertSame($before->reason, $claims->decide(...self::ASKED, at: $at)->reason);
    }

    public function testASignalThatClosesAHandleInTheMiddleOfCallsHarmsNothing(): void
    {
        $at = World::at('2027-01-01T12:00:00Z');
        $institution = World::institution();
        $dossier = World::dossier(4);
        $claims = null;
        \pcntl_async_signals(true);
        \pcntl_signal(\SIGALRM, static function () use (&$claims): void {
            $claims?->close();
            $claims?->isClosed();
        });
        $parent = \getmypid();
        $child = \pcntl_fork();
        if ($child === 0) {
            for ($i = 0; $i < 400; $i++) {
                \usleep(500);
                \posix_kill($parent, \SIGALRM);
            }
            \posix_kill((int) \getmypid(), \SIGKILL);
        }
        [$closed, $answered] = [0, 0];
        while (\pcntl_waitpid($child, $status, \WNOHANG) === 0) {
            try {
                $claims = $institution->claims($dossier, World::at('2027-04-01T12:00:00Z'));
                for ($i = 0; $i < 200; $i++) {
                    $answered += (int) $claims->decide(...self::ASKED, at: $at)->allowed;
                }
            } catch (ClosedException) {
                $closed++;
            }
        }
        \pcntl_signal(\SIGALRM, \SIG_DFL);
        \pcntl_async_signals(false);
        self::assertGreaterThan(10, $closed);
        self::assertGreaterThan(100, $answered);
    }
}
