<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use Waarborg\Domain;
use Waarborg\Escrow;
use Waarborg\Keys;
use Waarborg\Register;

/** A school with keys, and the key tree computed from its description alone, with hash_hmac. */
final class Pseudo
{
    public const SCHOOL = 'school:00AA';
    public const GOLDEN = 'aeaaaanz4um6toixluraosui3eui2sec';
    public const AT = '2026-11-23T12:00:00Z';
    public const KINDS = ['pgn', 'mail/lower', 'leerlingnummer', 'ip', 'eckid'];

    public const FIELDS = <<<'JSON'
        {"waarborg-fields":1,"subject":"number","fields":{"number":{"holds":"identifier","kind":"pgn"},
        "born":{"holds":"birth-date"},"sat":{"holds":"time"},"remark":{"holds":"free-text"}},
        "outputs":[{"purpose":"quality","identifiability":"pseudonymised","fields":{"number":{"as":"pseudonym"},
        "born":{"as":"age-band","width":2},"sat":{"as":"shift","days":30},"remark":{"as":"tag"}}}]}
        JSON;
    public const RECORD = ['number' => '063138219', 'born' => '2016-03-01', 'sat' => '2026-05-01',
        'remark' => 'Noor belt 06-12345678'];
    public const RULES = ['waarborg-translations' => 1, 'controller' => self::SCHOOL, 'rules' => ['quality' => [
        'requester' => 'analyst', 'from' => 'research', 'to' => 'care', 'purpose' => 'quality', 'basis' => 'public-task',
        'start' => '2026-08-01T00:00:00Z', 'end' => '2027-08-01T00:00:00Z']]];

    public static function root(): string
    {
        return \implode('', \array_map('chr', \range(0, 31)));
    }

    public static function keys(): Keys
    {
        return Keys::root(self::root());
    }

    public static function register(): Register
    {
        return self::activated()[0];
    }

    /** @return array{Register, array<string, array<string, int>>} the register, and the numbers of its keys */
    public static function activated(): array
    {
        [$register, $keys, $numbers] = [Register::new(), self::keys(), []];
        foreach (['research', 'care'] as $domain) {
            foreach (self::KINDS as $kind) {
                $activated = $register->activate($keys, self::SCHOOL, $domain, $kind, World::at(self::AT));
                [$register, $numbers[$domain][$kind]] = [$activated->register, $activated->key];
            }
        }

        return [$register, $numbers];
    }

    public static function domain(string $name = 'research'): Domain
    {
        return self::register()->open(self::keys(), self::SCHOOL, $name, World::at(self::AT));
    }

    public static function escrow(): Escrow
    {
        return Escrow::open(self::register(), self::keys(), self::SCHOOL, 'research');
    }

    // --- The key tree. ---

    private static function mac(string $key, string ...$parts): string
    {
        return \hash_hmac('sha256', \implode('', $parts), $key, true);
    }

    private static function named(string $name): string
    {
        return \pack('n', \strlen($name)) . $name;
    }

    /** The first 32 bytes of HKDF-Expand (RFC 5869). */
    private static function expand(string $key, string $info): string
    {
        return self::mac($key, $info, "\x01");
    }

    public static function domainKey(string $domain, int $epoch = 1): string
    {
        $root = self::mac('waarborg-pseudonym/v1', self::root());
        $controller = self::expand($root, "controller\0" . self::named(self::SCHOOL) . \pack('N', 1));

        return self::expand($controller, "domain\0" . self::named($domain) . \pack('N', $epoch));
    }

    /** The 20 bytes. */
    public static function computed(string $key, int $number, string $kind, string $canonical): string
    {
        $type = self::expand($key, "type\0" . self::named($kind));

        return "\x01" . \substr(\pack('N', $number), 1) . \substr(self::mac($type, $canonical), 0, 16);
    }

    /** As 32 characters: base32 in lower case. */
    public static function text(string $packed): string
    {
        $bits = '';
        foreach (\str_split($packed) as $byte) {
            $bits .= \sprintf('%08b', \ord($byte));
        }
        $letters = 'abcdefghijklmnopqrstuvwxyz234567';

        return \implode('', \array_map(static fn (string $five): string => $letters[(int) \bindec($five)], \str_split($bits, 5)));
    }

    /** The days by which someone is moved. */
    public static function shift(string $key, string $kind, string $canonical, int $days): int
    {
        $halves = \unpack('Nhigh/Nlow', self::mac(self::expand($key, "date\0"), self::named($kind), $canonical));
        $span = 2 * $days + 1;
        // The number has 64 bits without a sign, which PHP has not: half by half.
        return (($halves['high'] % $span) * (2 ** 32 % $span) + $halves['low']) % $span - $days;
    }
}
