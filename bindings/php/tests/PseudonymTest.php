<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\TestCase;
use Waarborg\Aliases;
use Waarborg\Exception\FieldTableException;
use Waarborg\Exception\IdentifierException;
use Waarborg\Exception\KeysException;
use Waarborg\Exception\NotAllowedException;
use Waarborg\Exception\NotBuiltException;
use Waarborg\FieldTable;
use Waarborg\Hpgn;
use Waarborg\Identifiability;
use Waarborg\Keys;
use Waarborg\KeyState;
use Waarborg\Pairs;
use Waarborg\Policy;
use Waarborg\Register;

/** Every pseudonym is what hash_hmac gives under a key that is computed here. */
final class PseudonymTest extends TestCase
{
    public function testThePublishedOne(): void
    {
        self::assertSame(Pseudo::GOLDEN, Pseudo::domain()->pseudonym('pgn', '0631.38.219'));
        self::assertSame(Pseudo::GOLDEN, Pseudo::text(Pseudo::computed(Pseudo::domainKey('research'), 1, 'pgn', '063138219')));
    }

    /** @return array<string, list<array{string, string}>> of each kind: what is given, and the bytes that it comes to */
    private static function identifiers(): array
    {
        \mt_srand(20261123);
        $rows = [];
        while (\count($rows['pgn'] ?? []) < 2000) {
            $number = \sprintf('%09d', \mt_rand(0, 999_999_999));
            $sum = 0;
            foreach ([9, 8, 7, 6, 5, 4, 3, 2, -1] as $place => $weight) {
                $sum += $weight * (int) $number[$place];
            }
            $rest = (($sum % 11) + 11) % 11;
            if ($rest === 0 || ($rest === 5 && \str_starts_with($number, '10'))) {
                $rows['pgn'][] = [\mt_rand(0, 9) === 0 ? \ltrim($number, '0') : $number, $number];
            }
        }
        for ($i = 0; $i < 500; $i++) {
            $rows['mail/lower'][] = [" J.$i@School.NL", "j.$i@school.nl"];
            $rows['leerlingnummer'][] = [\sprintf('%05d', $i), \sprintf('%05d', $i)];
            $address = \implode('.', [\mt_rand(0, 255), \mt_rand(0, 255), \mt_rand(0, 255), \mt_rand(0, 255)]);
            $rows['ip'][] = [$address, (string) \inet_pton($address)];
            $digits = \hash('sha512', (string) $i, true);
            $rows['eckid'][] = ['https://ketenid.nl/201703/' . \bin2hex($digits), $digits . '201703'];
        }

        return $rows;
    }

    public function testEachByItselfAndManyAtOnce(): void
    {
        [$register, $numbers] = Pseudo::activated();
        foreach (['research', 'care'] as $name) {
            $domain = $register->open(Pseudo::keys(), Pseudo::SCHOOL, $name, World::at(Pseudo::AT));
            foreach (self::identifiers() as $kind => $rows) {
                $key = Pseudo::domainKey($name);
                $expected = [];
                foreach ($rows as [$given, $canonical]) {
                    $expected[] = Pseudo::computed($key, $numbers[$name][$kind], $kind, $canonical);
                }
                $texts = \array_map(Pseudo::text(...), $expected);
                $many = $domain->pseudonyms($kind, \array_column($rows, 0));
                self::assertSame([], $many->refused);
                self::assertTrue(\implode('', $expected) === $many->packed, "$name $kind, as bytes");
                self::assertTrue($texts === $many->toArray(), "$name $kind, as texts");
                foreach ($rows as $row => [$given]) {
                    if ($domain->pseudonym($kind, $given) !== $texts[$row]) {
                        self::fail("$name $kind, row $row");
                    }
                }
            }
        }
    }

    public function testARowThatIsRefusedStopsNoOther(): void
    {
        $many = Pseudo::domain()->pseudonyms('pgn', [
            'a' => '063138219', 'b' => '063138218', 'c' => '', 'd' => '111222333', 'e' => Pseudo::GOLDEN, 'f' => 'kanarie',
        ]);
        self::assertCount(6, $many);
        $codes = \array_map(static fn ($diagnostic): string => $diagnostic->code, $many->refusals);
        self::assertSame(['b' => 'pgn-check', 'c' => 'pgn-missing', 'e' => 'already-a-pseudonym', 'f' => 'pgn-character'], $codes);
        self::assertSame(['b', 'c', 'e', 'f'], $many->refused);
        self::assertSame(['a', 'd'], \array_keys($many->toArray()));
        self::assertSame(Pseudo::GOLDEN, $many->toArray()['a']);
        self::assertSame(\str_repeat("\0", 20), \substr($many->packed, 20, 20));
        self::assertCount(0, Pseudo::domain()->pseudonyms('pgn', []));
        $this->expectException(IdentifierException::class);
        Pseudo::domain()->pseudonym('pgn', '063138218');
    }

    public function testOfManyThatAreRefusedEveryKeyIsTold(): void
    {
        $given = $bad = [];
        foreach (\range(0, 3000) as $row) {
            $given["row $row"] = $row % 3 === 0 ? '063138219' : 'x';
            $bad[] = $row % 3 === 0 ? null : "row $row";
        }
        $bad = \array_values(\array_filter($bad));
        $many = Pseudo::domain()->pseudonyms('pgn', $given);
        self::assertSame($bad, $many->refused);
        self::assertSame(\array_slice($bad, 0, 1000), \array_keys($many->refusals));
        self::assertSame(\array_keys(\array_diff($given, ['x'])), \array_keys($many->toArray()));
    }

    public function testARotation(): void
    {
        [$register] = Pseudo::activated();
        $next = $register->activate(Pseudo::keys(), Pseudo::SCHOOL, 'research', 'pgn', World::at(Pseudo::AT), epoch: 2);
        $domain = $next->register->open(Pseudo::keys(), Pseudo::SCHOOL, 'research', World::at(Pseudo::AT));
        $newer = Pseudo::computed(Pseudo::domainKey('research', 2), $next->key, 'pgn', '063138219');
        self::assertSame([Pseudo::text($newer), Pseudo::GOLDEN], $domain->allActive('pgn', '063138219'));
        self::assertTrue($domain->matches('pgn', '063138219', Pseudo::GOLDEN));
        self::assertTrue($domain->matches('pgn', '063138219', $newer));
        self::assertFalse($domain->matches('pgn', '111222333', $newer));
        $at = World::at(Pseudo::AT);
        self::assertSame(KeyState::AcceptOnly, $next->register->recognise(Pseudo::GOLDEN, $at)->state);
        self::assertSame([$next->key, KeyState::Active], \array_values((array) $next->register->recognise($newer, $at)));
        self::assertSame(KeyState::Foreign, Register::new()->recognise(Pseudo::GOLDEN, $at)->state);
        self::assertSame($next->register->json(), Register::parse($next->register->json())->json());
        $retired = $next->register->retire($next->key, $at);
        self::assertSame(KeyState::AcceptOnly, $retired->recognise($newer, $at)->state);
        $destroyed = $next->register->destroy($next->key, $at);
        self::assertSame(KeyState::Destroyed, $destroyed->register->recognise($newer, $at)->state);
        self::assertStringContainsString('refused-here', $destroyed->report);
        $all = $next->register->destroyDomain(Pseudo::SCHOOL, 'research', $at);
        self::assertSame(KeyState::Destroyed, $all->register->recognise(Pseudo::GOLDEN, $at)->state);

        $expires = World::at('2027-01-01T00:00:00Z');
        $pairs = $domain->rekey('pgn', 1, $next->key, ['x' => '063138219', 'y' => 'no'], 'admin', $at, $expires);
        self::assertSame([['y'], ['y']], [$pairs->refused, \array_keys($pairs->refusals)]);
        self::assertSame([[Pseudo::computed(Pseudo::domainKey('research'), 1, 'pgn', '063138219'), $newer]], \iterator_to_array($pairs));
        self::assertStringContainsString('admin', $pairs->entry);
        $key = \hash('sha512', 'a key', true);
        $sealed = $pairs->seal($key, $expires);
        self::assertSame(56, \strlen($sealed));
        self::assertSame($pairs->packed, Pairs::open($key, $sealed, $expires, $at)->packed);
        $aliases = Aliases::new()->add(Pseudo::GOLDEN, $domain->pseudonym('pgn', '063138219'), $at);
        self::assertNotSame($aliases->json(), Aliases::new()->json());
        $this->expectException(NotAllowedException::class);
        Pairs::open($key, $sealed, $expires, $expires);
    }

    public function testDaysAreMovedByOneNumberForEachPerson(): void
    {
        $domain = Pseudo::domain('care');
        $key = Pseudo::domainKey('care');
        \mt_srand(7);
        for ($i = 0; $i < 300; $i++) {
            $day = World::at('2000-01-01')->modify('+' . \mt_rand(0, 36_500) . ' days');
            $days = [1, 30, 3650][$i % 3];
            $moved = Pseudo::shift($key, 'leerlingnummer', "leerling $i", $days);
            self::assertSame(
                $day->modify("$moved days")->format('Y-m-d'),
                $domain->shift('leerlingnummer', "leerling $i", $days, $day->format('Y-m-d')),
            );
        }
    }

    public function testFromOneDomainToAnotherByARule(): void
    {
        [$research, $care, $at] = [Pseudo::domain(), Pseudo::domain('care'), World::at(Pseudo::AT)];
        $asked = ['requester' => 'analyst', 'purpose' => 'quality', 'kind' => 'pgn', 'at' => $at, 'rules' => Pseudo::RULES];
        $pairs = $research->translate($care, ...$asked, identifiers: ['063138219', '111222333']);
        self::assertCount(2, $pairs);
        foreach ($pairs as [$had, $becomes]) {
            $number = Pseudo::text($had) === Pseudo::GOLDEN ? '063138219' : '111222333';
            self::assertSame($research->pseudonym('pgn', $number), Pseudo::text($had));
            self::assertSame($care->pseudonym('pgn', $number), Pseudo::text($becomes));
        }
        self::assertStringContainsString('analyst', $pairs->entry);
        $escrow = Pseudo::escrow();
        $packed = Pseudo::computed(Pseudo::domainKey('research'), 1, 'pgn', '063138219');
        $sealed = $escrow->seal('pgn', '063138219', $packed);
        $again = $escrow->translate($care, ...$asked, pseudonyms: ['n' => [$packed, $sealed]]);
        self::assertSame($care->pseudonym('pgn', '063138219'), Pseudo::text(\iterator_to_array($again)[0][1]));
        $this->expectException(NotAllowedException::class);
        $care->translate($research, ...$asked, identifiers: ['063138219']);
    }

    public function testTheControllersWayBack(): void
    {
        $escrow = Pseudo::escrow();
        $sealed = $escrow->seal('pgn', '063138219', Pseudo::GOLDEN);
        self::assertSame('063138219', $escrow->unseal($sealed, Pseudo::GOLDEN));
        $this->expectException(IdentifierException::class);
        $escrow->unseal($sealed, Pseudo::domain()->pseudonym('pgn', '111222333'));
    }

    public function testOnePersonTwoNumbers(): void
    {
        $domain = Pseudo::domain();
        $at = World::at(Pseudo::AT);
        [$old, $new] = [$domain->pseudonym('pgn', '063138219'), $domain->pseudonym('pgn', '111222333')];
        $aliases = Aliases::parse(Aliases::new()->add($new, $old, $at)->json());
        self::assertSame($old, $aliases->resolve($new, $at));
        self::assertSame($new, $aliases->resolve($new, $at->modify('-1 microsecond')));
        $both = [$old, $new];
        \sort($both);
        self::assertSame($both, $aliases->samePerson($new, $at));
        $this->expectException(IdentifierException::class);
        $aliases->add($old, $new, $at);
    }

    public function testHowTheFieldsOfARecordComeOut(): void
    {
        $table = FieldTable::parse(Pseudo::FIELDS);
        $asked = ['purpose' => 'quality', 'identifiability' => Identifiability::Pseudonymised, 'on' => '2026-11-23', 'domain' => Pseudo::domain()];
        $out = \json_decode($table->transform([Pseudo::RECORD, \json_encode(Pseudo::RECORD)], ...$asked, people: [['Noor']]), true);
        self::assertCount(2, $out);
        self::assertSame($out[0], $out[1]);
        self::assertSame(Pseudo::GOLDEN, $out[0]['fields']['number']);
        self::assertSame(Pseudo::domain()->shift('pgn', '063138219', 30, '2026-05-01'), $out[0]['fields']['sat']);
        self::assertStringNotContainsString('Noor', $out[0]['fields']['remark']);
        self::assertStringContainsString('age-band', $table->properties('quality', Identifiability::Pseudonymised, Pseudo::domain()));
        try {
            $table->transform([Pseudo::RECORD, ['nothing' => 'x']], ...$asked);
            self::fail('A record that does not fit.');
        } catch (FieldTableException $error) {
            self::assertStringStartsWith('/1', $error->path());
        }
        $this->expectException(FieldTableException::class);
        $table->check(Policy::load(__DIR__ . '/../../../examples/policies/neo.json'), World::at(Pseudo::AT));
    }

    public function testKeysOfEveryKindLeadToTheSamePseudonym(): void
    {
        $at = World::at(Pseudo::AT);
        $own = Keys::domain(Pseudo::SCHOOL, 'research', Pseudo::domainKey('research'), own: false, besides: Pseudo::keys());
        self::assertSame(Pseudo::GOLDEN, Pseudo::register()->open($own, Pseudo::SCHOOL, 'research', $at)->pseudonym('pgn', '063138219'));
        $controller = Keys::controller(Pseudo::SCHOOL, \hash('sha256', 'a key', true));
        $register = Register::new()->activate($controller, Pseudo::SCHOOL, 'research', 'pgn', $at)->register;
        self::assertNotSame(Pseudo::GOLDEN, $register->open($controller, Pseudo::SCHOOL, 'research', $at)->pseudonym('pgn', '063138219'));
        $slow = Keys::passphrase('zes woorden die niemand raadt', '0123456789abcdef', memoryKib: 19456, passes: 2, lanes: 1);
        self::assertFalse($slow->isClosed());
        $this->expectException(KeysException::class);
        Pseudo::register()->open($slow, Pseudo::SCHOOL, 'research', $at);
    }

    public function testTheFirstHashOfTheNumberService(): void
    {
        $salt = \hash('sha256', 'salt', true);
        try {
            self::assertMatchesRegularExpression('/^[0-9a-f]{64}$/', Hpgn::Until2016->of('063138219', $salt));
        } catch (NotBuiltException $error) {
            self::assertSame(301, $error->getCode());
        }
    }
}
