<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Json;
use Waarborg\Internal\Moments;
use Waarborg\Internal\Paired;

/**
 * The controller's own way back: seals identifiers beside their pseudonyms, and opens them. The column is not given to who
 * works with the pseudonyms, and neither are the keys.
 */
final class Escrow extends Handle
{
    /** @throws Exception\KeysException */
    public static function open(Register $register, Keys $keys, string $controller, string $domain): self
    {
        $library = $register->library;
        $escrow = $library->made(
            'wb_escrow',
            'wb_escrow_open',
            $register->owned(),
            $keys->owned(),
            $controller,
            $domain,
        );

        return new self($library, $escrow);
    }

    /** Hexadecimal digits, to be stored in a column of their own. The same two always give the same. */
    public function seal(
        string $kind,
        #[\SensitiveParameter] string $identifier,
        #[\SensitiveParameter] string $pseudonym,
    ): string {
        return $this->library->text('wb_escrow_seal', $this->owned(), $kind, $identifier, $pseudonym);
    }

    /**
     * The identifier that was sealed beside a pseudonym.
     *
     * @throws Exception\IdentifierException if it was sealed beside another pseudonym, or changed
     */
    public function unseal(#[\SensitiveParameter] string $sealed, #[\SensitiveParameter] string $pseudonym): string
    {
        return $this->library->text('wb_escrow_unseal', $this->owned(), $sealed, $pseudonym);
    }

    /**
     * Translates pseudonyms of this escrow's domain with what was sealed beside them, as {@see Domain::translate()} does
     * identifiers: for the controller where the identifiers are no more at hand.
     *
     * @param array<string, mixed>|string                 $rules
     * @param iterable<array-key, array{string, string}> $pseudonyms each its 20 bytes, and what was sealed beside it
     *
     * @throws Exception\NotAllowedException
     */
    public function translate(
        Domain $to,
        array|string $rules,
        string $requester,
        string $purpose,
        string $kind,
        #[\SensitiveParameter] iterable $pseudonyms,
        \DateTimeInterface $at,
    ): Pairs {
        $rules = Json::of($rules);
        [$packed, $sealed] = ['', []];
        foreach ($pseudonyms as $key => [$pseudonym, $beside]) {
            $packed .= $pseudonym;
            $sealed[$key] = $beside;
        }
        [$keys, [$count, $joined, $offsets]] = Paired::columns($this->library, $sealed);
        $micros = Moments::micros($at);

        return Paired::call(
            $this->library,
            $keys,
            'wb_translate_sealed',
            $this->owned(),
            $to->owned(),
            $rules,
            $requester,
            $purpose,
            $kind,
            $count,
            $packed,
            $joined,
            $offsets,
            $micros,
        );
    }
}
