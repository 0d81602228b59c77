<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Library;

/**
 * The keys that pseudonyms are made with: roots, keys of controllers, keys of domains. No function gives a key out; each is
 * wiped from memory when the last keys that hold it are closed. The text that you passed in is yours to wipe
 * (`sodium_memzero`). Keep keys apart from the data (GDPR, article 4(5)).
 */
final class Keys extends Handle
{
    /**
     * A root, from which the keys of all controllers and domains come: exactly 32 random bytes.
     *
     * @throws Exception\KeysException
     */
    public static function root(#[\SensitiveParameter] string $bytes, ?self $besides = null): self
    {
        $library = Library::get();

        return new self($library, $library->made('wb_keys', 'wb_keys_root', $besides?->owned(), $bytes));
    }

    /**
     * A root from a passphrase of at least 16 characters and a salt of at least 16 bytes, which is no secret, by Argon2id
     * with so much memory in KiB, passes over it and lanes. It takes a good part of a second: once, at start-up.
     *
     * @throws Exception\KeysException
     */
    public static function passphrase(
        #[\SensitiveParameter] string $passphrase,
        #[\SensitiveParameter] string $salt,
        int $memoryKib = 65536,
        int $passes = 3,
        int $lanes = 4,
        ?self $besides = null,
    ): self {
        $library = Library::get();
        $keys = $library->made(
            'wb_keys',
            'wb_keys_passphrase',
            $besides?->owned(),
            $passphrase,
            $salt,
            $memoryKib,
            $passes,
            $lanes,
        );

        return new self($library, $keys);
    }

    /**
     * The key of one controller at one epoch: what a processor for it needs, and no more. Exactly 32 bytes.
     *
     * @throws Exception\KeysException
     */
    public static function controller(
        string $controller,
        #[\SensitiveParameter] string $bytes,
        int $epoch = 1,
        ?self $besides = null,
    ): self {
        $library = Library::get();
        $keys = $library->made('wb_keys', 'wb_keys_controller', $besides?->owned(), $controller, $epoch, $bytes);

        return new self($library, $keys);
    }

    /**
     * The key of one domain of one controller. Exactly 32 bytes.
     *
     * @param bool $own whether the bytes are random and no other key derives them, so that destroying them ends the domain
     *
     * @throws Exception\KeysException
     */
    public static function domain(
        string $controller,
        string $domain,
        #[\SensitiveParameter] string $bytes,
        bool $own,
        int $controllerEpoch = 1,
        int $epoch = 1,
        ?self $besides = null,
    ): self {
        $library = Library::get();
        $keys = $library->made(
            'wb_keys',
            'wb_keys_domain',
            $besides?->owned(),
            $controller,
            $controllerEpoch,
            $domain,
            $epoch,
            (int) $own,
            $bytes,
        );

        return new self($library, $keys);
    }
}
