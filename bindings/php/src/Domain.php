<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Columns;
use Waarborg\Internal\Json;
use Waarborg\Internal\Library;
use Waarborg\Internal\Moments;
use Waarborg\Internal\Paired;
use Waarborg\Internal\Refused;

/**
 * A pseudonymisation domain of one controller, its keys derived and ready. It needs neither keys nor register any more.
 */
final class Domain extends Handle
{
    /**
     * Opens a domain. There is no default controller and no default domain.
     *
     * @throws Exception\KeysException if the keys are not those of the register
     */
    public static function open(
        Register $register,
        Keys $keys,
        string $controller,
        string $domain,
        \DateTimeInterface $at,
    ): self {
        $library = $register->library;
        $micros = Moments::micros($at);
        $opened = $library->made(
            'wb_domain',
            'wb_domain_open',
            $register->owned(),
            $keys->owned(),
            $controller,
            $domain,
            $micros,
        );

        return new self($library, $opened);
    }

    /**
     * The pseudonym of an identifier under the active key: 32 characters.
     *
     * @param string $kind one of `pgn`, `eckid`, `stampseudoniem`, `leerlingnummer`, `ip`, `mail`, `mail/lower`,
     *                     `mail/untagged`, `mail/lower-untagged`, `text/NAME`, `text/NAME/lower`
     *
     * @throws Exception\IdentifierException for what is malformed: it has no pseudonym
     */
    public function pseudonym(string $kind, #[\SensitiveParameter] string $identifier): string
    {
        $library = $this->library;
        $place = $library->pseudonym ?? $library->ffi->new('char[32]');
        $library->pseudonym = null;
        $out = $library->spare ?? $library->out();
        $library->spare = null;
        // Counted before the call: PHP 8.2 with its tracing JIT passes another argument for a count within a list of them.
        [$kindLength, $length] = [\strlen($kind), \strlen($identifier)];
        $owned = $this->owned();
        $status = $library->ffi->wb_pseudonym(
            $owned->pointer,
            $kind,
            $kindLength,
            $identifier,
            $length,
            $place,
            32,
            $out->errorAt,
        );
        if ($status !== 0) {
            throw $library->failure($status, $out->error);
        }
        $pseudonym = \FFI::string($place, 32);
        $library->spare = $out;
        $library->pseudonym = $place;

        return $pseudonym;
    }

    /**
     * The pseudonyms of many identifiers of one kind, in one crossing. One that is refused stops no other.
     *
     * The order tells who is who: sort by pseudonym what leaves with data of another domain.
     *
     * @param iterable<array-key, string> $identifiers
     */
    public function pseudonyms(string $kind, #[\SensitiveParameter] iterable $identifiers): Pseudonyms
    {
        $identifiers = \is_array($identifiers) ? $identifiers : \iterator_to_array($identifiers);
        $count = \count($identifiers);
        if ($count === 0) {
            return new Pseudonyms('', '', [], [], []);
        }
        $library = $this->library;
        [$joined, $offsets] = Columns::texts($library, \array_values($identifiers));
        [$packed, $texts] = [$library->number('char[' . 20 * $count . ']'), $library->number('char[' . 32 * $count . ']')];
        $keys = \array_keys($identifiers);
        $refused = new Refused($library, $keys);
        $library->call(
            'wb_pseudonyms',
            $this->owned(),
            $kind,
            $count,
            $joined,
            $offsets,
            $packed,
            20 * $count,
            $texts,
            32 * $count,
            ...$refused->room(),
        );

        return new Pseudonyms(
            \FFI::string($packed, 20 * $count),
            \FFI::string($texts, 32 * $count),
            $keys,
            $refused->keys(),
            $refused->why(),
        );
    }

    /**
     * The pseudonyms of an identifier under every key that is not destroyed: the active one first, then the others, newest
     * first. To find rows that were made before a rotation.
     *
     * @return list<string>
     *
     * @throws Exception\IdentifierException
     */
    public function allActive(string $kind, #[\SensitiveParameter] string $identifier): array
    {
        $list = \json_decode($this->library->text('wb_pseudonyms_all_active', $this->owned(), $kind, $identifier), true);

        return \is_array($list) ? \array_values(\array_filter($list, 'is_string')) : [];
    }

    /**
     * Whether a pseudonym is that of an identifier, under a key that is not destroyed; compared in constant time.
     *
     * @param string $pseudonym its 32 characters, or its 20 bytes
     *
     * @throws Exception\IdentifierException
     */
    public function matches(
        string $kind,
        #[\SensitiveParameter] string $identifier,
        #[\SensitiveParameter] string $pseudonym,
    ): bool {
        $matches = $this->library->number('int32_t');
        $place = $this->library->at($matches);
        $this->library->call('wb_pseudonym_matches', $this->owned(), $kind, $identifier, $pseudonym, $place);

        return $matches->cdata === 1;
    }

    /**
     * Moves a day by the constant of one person, at most so many days either way: what lies between two days of one person
     * stays, when they were does not.
     *
     * @param string $day such as `2026-11-23`
     *
     * @throws Exception\IdentifierException|Exception\FieldTableException
     */
    public function shift(string $kind, #[\SensitiveParameter] string $identifier, int $days, #[\SensitiveParameter] string $day): string
    {
        return $this->library->bytes(10, 'wb_shift', $this->owned(), $kind, $identifier, $days, $day);
    }

    /**
     * Translates pseudonyms from this domain to another of the same controller, if one of its rules allows it now.
     *
     * @param array<string, mixed>|string $rules
     * @param iterable<array-key, string> $identifiers of which the controller has them
     *
     * @throws Exception\NotAllowedException
     */
    public function translate(
        self $to,
        array|string $rules,
        string $requester,
        string $purpose,
        string $kind,
        #[\SensitiveParameter] iterable $identifiers,
        \DateTimeInterface $at,
    ): Pairs {
        $rules = Json::of($rules);
        [$keys, $columns] = Paired::columns($this->library, $identifiers);
        $micros = Moments::micros($at);

        return Paired::call(
            $this->library,
            $keys,
            'wb_translate',
            $this->owned(),
            $to->owned(),
            $rules,
            $requester,
            $purpose,
            $kind,
            ...[...$columns, $micros],
        );
    }

    /**
     * The old and the new pseudonym of identifiers: `from` and `to` are numbers of keys of this domain and kind.
     *
     * @param iterable<array-key, string> $identifiers
     * @param string                      $by          a name for the log
     * @param \DateTimeInterface          $expires     from when on the map must be gone
     *
     * @throws Exception\KeysException
     */
    public function rekey(
        string $kind,
        int $from,
        int $to,
        #[\SensitiveParameter] iterable $identifiers,
        string $by,
        \DateTimeInterface $at,
        \DateTimeInterface $expires,
    ): Pairs {
        [$keys, $columns] = Paired::columns($this->library, $identifiers);
        [$at, $expires] = [Moments::micros($at), Moments::micros($expires)];

        return Paired::call(
            $this->library,
            $keys,
            'wb_rekey',
            $this->owned(),
            $kind,
            $from,
            $to,
            $by,
            $at,
            $expires,
            ...$columns,
        );
    }
}
