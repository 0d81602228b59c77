<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\TestCase;
use Waarborg\Addressee;
use Waarborg\Answer;
use Waarborg\Claims;
use Waarborg\Decision;
use Waarborg\DueState;
use Waarborg\Exception\CallException;
use Waarborg\Exception\RecordException;
use Waarborg\Exception\UnknownNameException;
use Waarborg\Explanation;
use Waarborg\Field;
use Waarborg\Group;
use Waarborg\Identifiability;
use Waarborg\Internal\Library;
use Waarborg\Internal\Node;
use Waarborg\Kind;
use Waarborg\Questions;
use Waarborg\ReasonCode;
use Waarborg\Source;
use Waarborg\Value;
use Waarborg\Verb;

final class DecisionTest extends TestCase
{
    private const ASKED = ['role' => 'teacher', 'verb' => Verb::Publish, 'purpose' => 'website', 'category' => 'photo'];

    public function testYesAndNo(): void
    {
        $at = World::at('2027-04-01T12:00:00Z');
        $yes = World::claims(4)->decide(...self::ASKED, at: $at);
        self::assertTrue($yes->allowed);
        self::assertSame([Answer::Permit, Identifiability::Identifiable], [$yes->answer, $yes->identifiability]);
        self::assertInstanceOf(\DateTimeImmutable::class, $yes->validUntil ?? World::at('now'));
        $no = World::claims(5)->decide(...self::ASKED, at: $at);
        self::assertFalse($no->allowed);
        self::assertSame([Answer::Deny, Identifiability::Nothing, Addressee::Nobody], [$no->answer, $no->identifiability, $no->addressee]);
        self::assertSame([ReasonCode::ConsentWithdrawn, Source::Dossier, 5], [$no->reason, $no->source, $no->entry]);
        self::assertNull($no->validUntil);
        $json = '{"answer":"deny","allowed":false,"identifiability":"nothing","valid-until":null,"addressee":"nobody",'
            . '"reason":"consent-withdrawn","source":"dossier","entry":5}';
        self::assertSame($json, \json_encode($no));
        self::assertFalse(isset($no->validUntil));
        $ask = World::claims(3)->decide(...self::ASKED, at: $at);
        self::assertSame([Answer::Ask, false], [$ask->answer, $ask->allowed]);
        self::assertNotSame(Addressee::Nobody, $ask->addressee);
    }

    public function testAnAnswerIsNotChanged(): void
    {
        $no = World::claims(5)->decide(...self::ASKED, at: World::at('2027-04-01T12:00:00Z'));
        foreach (['allowed', 'answer', 'entry', 'micros'] as $name) {
            try {
                $no->$name = true;
                self::fail("$name was changed.");
            } catch (\Error $error) {
                self::assertFalse($no->allowed);
            }
        }
        $this->expectException(\LogicException::class);
        $no->other;
    }

    public function testTheSecondBeforeAndTheMoment(): void
    {
        $claims = World::claims(5);
        // Withdrawn on the third of March, which begins at 23:00 in UTC.
        $last = $claims->decide(...self::ASKED, at: World::at('2027-03-02T23:59:59.999999+01:00'));
        self::assertTrue($last->allowed);
        self::assertSame('2027-03-02T23:00:00.000000 UTC', $last->validUntil?->format('Y-m-d\TH:i:s.u e'));
        self::assertFalse($claims->decide(...self::ASKED, at: $last->validUntil)->allowed);
        // Any kind of date, any time zone.
        self::assertFalse($claims->decide(...self::ASKED, at: new \DateTime('2027-03-03T08:00:00', new \DateTimeZone('Asia/Tokyo')))->allowed);
        self::assertTrue($claims->decide(...self::ASKED, at: new \DateTime('2027-03-03T07:59:59.999999', new \DateTimeZone('Asia/Tokyo')))->allowed);
    }

    public function testMomentsThatNobodyMeansAreRefused(): void
    {
        foreach (['1999-12-31T23:59:59Z', '2201-01-01T00:00:00Z', '@0', '@9999999999999999', '@-9999999999999999'] as $at) {
            try {
                World::claims(4)->decide(...self::ASKED, at: World::at($at));
                self::fail($at);
            } catch (CallException $error) {
                self::assertSame(106, $error->getCode());
            }
        }
    }

    public function testATextIsNoMoment(): void
    {
        $this->expectException(\TypeError::class);
        World::claims(4)->decide(...self::ASKED, at: '2027-03-03');
    }

    public function testANameThatThePolicyDoesNotKnow(): void
    {
        $claims = World::claims(4);
        $asked = [...self::ASKED, 'at' => World::at('2027-04-01T12:00:00Z')];
        foreach (['role' => 'techer', 'purpose' => 'web', 'category' => 'foto', 'recipient' => 'x', 'preconditions' => ['g']] as $name => $wrong) {
            foreach (['decide', 'explain'] as $method) {
                try {
                    $claims->$method(...[...$asked, $name => $wrong]);
                    self::fail("$method with another $name");
                } catch (UnknownNameException $error) {
                    self::assertSame(205, $error->getCode());
                    self::assertSame($name === 'role' ? 'teacher' : $error->suggestion(), $error->suggestion());
                }
            }
        }
        // And nothing of it stays.
        self::assertTrue($claims->decide(...$asked)->allowed);
    }

    public function testAPersonsRecordThatCannotBeRead(): void
    {
        $this->expectException(RecordException::class);
        World::claims(4)->decide(...self::ASKED, at: World::at('2027-04-01T12:00:00Z'), record: ['mad' => '2026-09-01']);
    }

    public function testDatesAndEnumsInARecord(): void
    {
        $at = World::at('2027-04-01T12:00:00Z');
        $text = World::claims(4)->due('photo', '{"created":"2026-09-02T10:00:00.000001Z"}');
        $dates = World::claims(4)->due('photo', ['created' => new \DateTime('2026-09-02T12:00:00.000001+02:00')]);
        self::assertEquals($text, $dates);
        self::assertNotSame(DueState::NoAnswer, $text->state);
        $this->expectException(CallException::class);
        $this->expectExceptionMessage('not-json');
        World::claims(4)->due('photo', ['created' => \NAN]);
    }

    public function testAClass(): void
    {
        $at = World::at('2027-04-01T12:00:00Z');
        $institution = World::institution();
        $class = ['noor' => World::claims(4, $institution), 17 => World::claims(5, $institution), 'sam' => World::claims(3, $institution)];
        $decisions = Claims::decideEach($class, ...self::ASKED, at: $at);
        self::assertCount(3, $decisions);
        self::assertSame(['noor'], $decisions->allowed());
        self::assertSame(ReasonCode::ConsentWithdrawn, $decisions[17]->reason);
        self::assertTrue(isset($decisions['sam']));
        self::assertFalse(isset($decisions['who']));
        self::assertSame(['noor', 17, 'sam'], \array_keys(\iterator_to_array($decisions)));
        self::assertCount(0, Claims::decideEach([], ...self::ASKED, at: $at));
        self::assertSame([], Claims::decideEach([], ...self::ASKED, at: $at)->allowed());
        $this->expectException(\OutOfBoundsException::class);
        $decisions['who'];
    }

    public function testTwoOfAClassWithOneKeyAreRefused(): void
    {
        $twice = static function (): \Generator {
            yield 'noor' => World::claims(4);
            yield 'noor' => World::claims(5);
        };
        $this->expectException(CallException::class);
        $this->expectExceptionMessage('equal-keys');
        Group::of($twice());
    }

    public function testColumns(): void
    {
        $policy = World::policy();
        $claims = World::claims(4, World::institution($policy));
        $at = World::at('2027-04-01T12:00:00Z');
        $rows = 5;
        $questions = new Questions(
            roles: \str_repeat($policy->ids(Kind::Role, ['teacher']), $rows),
            verbs: Questions::verbs(Verb::Publish, Verb::View, Verb::Publish, Verb::View, Verb::Publish),
            purposes: \str_repeat($policy->ids(Kind::Purpose, ['website']), $rows),
            categories: \str_repeat($policy->ids(Kind::Category, ['photo']), $rows),
        );
        $decisions = $claims->decideMany($questions, $at);
        self::assertSame([0, 2, 4], $decisions->allowed());
        self::assertSame(40 * $rows, \strlen($decisions->packed));
        self::assertSame('website', $policy->name($policy->id(Kind::Purpose, 'website')));
        self::assertCount(0, $claims->decideMany(new Questions('', '', '', ''), $at));
        $this->expectException(CallException::class);
        $this->expectExceptionMessage('column-length');
        new Questions(roles: \str_repeat("\0", 16), verbs: Questions::verbs(Verb::View), purposes: '', categories: '');
    }

    public function testARowThatFailsIsTold(): void
    {
        $policy = World::policy();
        $id = $policy->ids(Kind::Role, ['teacher']);
        $questions = new Questions(
            roles: $id . $policy->ids(Kind::Category, ['photo']),
            verbs: Questions::verbs(Verb::Publish, Verb::Publish),
            purposes: \str_repeat($policy->ids(Kind::Purpose, ['website']), 2),
            categories: \str_repeat($policy->ids(Kind::Category, ['photo']), 2),
        );
        try {
            World::claims(4, World::institution($policy))->decideMany($questions, World::at('2027-04-01T12:00:00Z'));
            self::fail('A category as a role.');
        } catch (CallException $error) {
            self::assertStringStartsWith('/1', $error->path());
        }
    }

    /** A newer library may give what this package does not know: never a yes, never a crash. */
    public function testWhatIsNotKnownIsANo(): void
    {
        $row = Library::get()->ffi->new('wb_decision');
        [$row->answer, $row->identifiability, $row->addressee, $row->reason, $row->source, $row->valid_until] = [2, 3, 0, 11, 0, \PHP_INT_MAX];
        self::assertTrue(Decision::read($row)->allowed);
        foreach ([['answer', 3], ['answer', -1], ['identifiability', 4], ['identifiability', -1]] as [$field, $value]) {
            $before = $row->$field;
            $row->$field = $value;
            $decision = Decision::read($row);
            self::assertSame([Answer::Deny, false], [$decision->answer, $decision->allowed], $field);
            $row->$field = $before;
        }
        [$row->addressee, $row->reason, $row->source] = [99, 9999, 99];
        $decision = Decision::read($row);
        self::assertSame([Addressee::Other, ReasonCode::Other, Source::Other], [$decision->addressee, $decision->reason, $decision->source]);
        $json = '{"v":9,"answer":"perhaps","identifiability":"identifiable","valid-until":null,"addressee":["aunt"],"reasons":[{"code":"new"}],'
            . '"timelines":[{"condition":"new","steps":[{"from":null,"value":"alive","code":"new"}]}]}';
        $explanation = Explanation::read($json);
        self::assertSame([Answer::Deny, false], [$explanation->answer, $explanation->allowed]);
        self::assertSame([Addressee::Other], $explanation->addressee);
        self::assertSame([ReasonCode::Other, 'new'], [$explanation->reasons[0]->code, $explanation->reasons[0]->codeText]);
        self::assertSame(Value::Unknown, $explanation->timelines[0]->steps[0]->value);
        self::assertFalse(Explanation::read('{"answer":"permit","identifiability":"new"}')->allowed);
        self::assertFalse(Explanation::read('')->allowed);
        self::assertFalse(Field::read(Node::read('{"answer":"permit","identifiability":"new"}'))->allowed);
        self::assertSame(DueState::NoAnswer, DueState::read('soon'));
    }

    public function testATimelineForEachConditionAndAClaimAtEveryMoment(): void
    {
        $claims = World::claims(5);
        $explanation = $claims->explain(...self::ASKED, at: World::at('2027-04-01T12:00:00Z'));
        self::assertSame('Consent was withdrawn. (7(3)) [entry 5]', (string) $explanation->reasons[0]);
        $timeline = $claims->claim('website', 'photo');
        self::assertNull($timeline[0]->from);
        self::assertGreaterThan(2, \count($timeline));
        $live = \array_filter($timeline->items, static fn ($step): bool => $step->value === Value::Live);
        self::assertSame('2026-08-31T22:00:00Z', \reset($live)->from?->format('Y-m-d\TH:i:sp'));
        self::assertNotSame('', $timeline[0]->reason->nl);
    }

    public function testEachAnswerIsALineForALog(): void
    {
        $asked = [...self::ASKED, 'at' => World::at('2027-04-01T12:00:00Z')];
        $before = [...self::ASKED, 'at' => World::at('2027-03-01T12:00:00Z')];
        [$given, $withdrawn] = [World::claims(4), World::claims(5)];
        $record = ['created' => '2026-09-02'];
        $lines = [
            'permit identifiable until 2027-03-02T23:00:00.000000Z: within-term [entry 4]' => $withdrawn->decide(...$before),
            'deny: consent-withdrawn [entry 5]' => $withdrawn->decide(...$asked),
            'ask representative: consent-never-asked' => World::claims(3)->decide(...$asked),
            'deny: Consent was withdrawn. (7(3)) [entry 5]' => $withdrawn->explain(...$asked),
            'photo: deny: consent-withdrawn [entry 5]' => $withdrawn->fields('teacher', Verb::Publish, 'website', $asked['at'])[0],
            'may be erased' => $withdrawn->erasable('photo', $record, $asked['at']),
            'may not be erased: within-term [entry 4]' => $given->erasable('photo', $record, $asked['at']),
            'at 2027-03-02T23:00:00.000000Z: consent-withdrawn [entry 5]' => $withdrawn->due('photo', $record),
            'at, the last day is 2027-03-02: Consent was withdrawn. (7(3)) [entry 5]' => $withdrawn->explainDue('photo', $record),
        ];
        self::assertSame(\array_keys($lines), \array_map('strval', \array_values($lines)));
        self::assertSame('deny', (string) Explanation::read(''));
        foreach (World::policy()->lint() as $finding) {
            self::assertStringStartsWith("{$finding->severity->value}[{$finding->code}]: {$finding->en}", (string) $finding);
            self::assertStringContainsString($finding->article, (string) $finding);
            self::assertStringEndsWith($finding->path, (string) $finding);
            self::assertStringNotContainsString("\n", (string) $finding);
        }
        // As the library says it: where the deciding fact stands.
        foreach ([
            'observed' => [null, ' [observed]'],
            'record' => [null, ' [of the record]'],
            'institution' => [3, ' [entry 3 of the institution]'],
            'dossier' => [3, ' [entry 3]'],
            'none' => [null, ''],
        ] as $source => [$entry, $told]) {
            self::assertSame($told, Source::from($source)->render($entry));
        }
    }

    /** What it is about, the record, the moment; what may be left out comes after that. */
    public function testEveryReadingHasOneOrderOfItsArguments(): void
    {
        foreach ((new \ReflectionClass(Claims::class))->getMethods(\ReflectionMethod::IS_PUBLIC) as $method) {
            if ($method->getDeclaringClass()->name !== Claims::class) {
                continue;
            }
            $needed = [];
            foreach ($method->getParameters() as $parameter) {
                if (!$parameter->isOptional()) {
                    $needed[] = $parameter->name;
                }
            }
            $last = \array_values(\array_intersect($needed, ['record', 'at']));
            self::assertContains($last, [[], ['at'], ['record', 'at']], $method->name);
            self::assertSame($last, \array_slice($needed, \count($needed) - \count($last)), $method->name);
        }
        $names = static fn (string $method): array => \array_column((new \ReflectionMethod(Claims::class, $method))->getParameters(), 'name');
        self::assertSame(['category', 'record'], $names('due'));
        self::assertSame(['category', 'record', 'at'], $names('erasable'));
        self::assertSame(['category', 'record', 'at'], $names('keptBy'));
    }

    public function testErasing(): void
    {
        $record = ['created' => '2026-09-02'];
        $at = World::at('2027-04-01T12:00:00Z');
        self::assertFalse(World::claims(4)->erasable('photo', $record, $at)->allowed);
        self::assertTrue(World::claims(5)->erasable('photo', $record, $at)->allowed);
        self::assertSame('website', World::claims(4)->keptBy('photo', $record, $at)[0]->purpose);
        self::assertCount(0, World::claims(5)->keptBy('photo', $record, $at));
        $due = World::claims(5)->explainDue('photo', $record);
        self::assertSame('2027-03-02', $due->lastDay);
        self::assertSame([], World::claims(5)->dueMany([]));
        $many = World::claims(5)->dueMany(['a' => ['photo', $record], 'b' => ['photo', null]]);
        self::assertSame(['a', 'b'], \array_keys($many));
        self::assertSame([DueState::At, DueState::PendingFact], [$many['a']->state, $many['b']->state]);
        self::assertEquals($due->at, World::claims(5)->nextDue([['photo', $record]]));
        self::assertNull(World::claims(5)->nextDue([]));
    }
}
