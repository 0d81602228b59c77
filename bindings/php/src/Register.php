<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Library;
use Waarborg\Internal\Moments;

/**
 * Which keys there are: their numbers, controllers, domains, epochs, states and dates, and no key. It never changes; what
 * changes it gives a new one. Store it as JSON, beside the data or in the open, before you use a key of it.
 */
final class Register extends Handle
{
    public static function new(): self
    {
        $library = Library::get();

        return new self($library, $library->made('wb_register', 'wb_register_new'));
    }

    /** @throws Exception\KeysException with everything that is wrong with it */
    public static function parse(#[\SensitiveParameter] string $document): self
    {
        $library = Library::get();

        return new self($library, $library->made('wb_register', 'wb_register_parse', $document));
    }

    public function json(): string
    {
        return $this->library->text('wb_register_json', $this->owned());
    }

    /**
     * Puts a key into use, for one kind of identifier in one domain. What was active for these becomes accept-only.
     *
     * @param string                  $kind        of identifiers, such as `pgn`: see {@see Domain::pseudonym()}
     * @param \DateTimeInterface|null $retireAfter from when on it makes no new pseudonyms
     *
     * @throws Exception\KeysException
     */
    public function activate(
        Keys $keys,
        string $controller,
        string $domain,
        string $kind,
        \DateTimeInterface $at,
        int $epoch = 1,
        int $controllerEpoch = 1,
        ?\DateTimeInterface $retireAfter = null,
    ): Activated {
        $library = $this->library;
        $retire = $retireAfter === null ? Moments::NEVER : Moments::micros($retireAfter);
        $micros = Moments::micros($at);
        [$next, $key] = [$library->number('wb_register *'), $library->number('uint32_t')];
        $library->call(
            'wb_register_activate',
            $this->owned(),
            $keys->owned(),
            $controller,
            $controllerEpoch,
            $domain,
            $epoch,
            $kind,
            $retire,
            $micros,
            $library->at($next),
            $library->at($key),
        );

        return new Activated(new self($library, $library->owned($next, 'wb_register_free')), $key->cdata);
    }

    /** Makes a key accept-only from a moment on. */
    public function retire(int $key, \DateTimeInterface $at): self
    {
        $micros = Moments::micros($at);
        $next = $this->library->made('wb_register', 'wb_register_retire', $this->owned(), $key, $micros);

        return new self($this->library, $next);
    }

    /**
     * Records that one key is destroyed. The library uses it no more; to destroy your own copies is up to you. It erases
     * nothing.
     */
    public function destroy(int $key, \DateTimeInterface $at): Destroyed
    {
        $micros = Moments::micros($at);

        return $this->destroyed('wb_register_destroy', $key, $micros);
    }

    /** Records that all keys of a domain are destroyed, of every kind and epoch. */
    public function destroyDomain(string $controller, string $domain, \DateTimeInterface $at): Destroyed
    {
        $micros = Moments::micros($at);

        return $this->destroyed('wb_register_destroy_domain', $controller, $domain, $micros);
    }

    /**
     * With which key a pseudonym says that it was made. That it names a key does not prove that the key made it: only
     * {@see Domain::matches()} does.
     *
     * @param string $pseudonym its 32 characters, or its 20 bytes
     *
     * @throws Exception\IdentifierException
     */
    public function recognise(#[\SensitiveParameter] string $pseudonym, \DateTimeInterface $at): Recognised
    {
        $library = $this->library;
        $micros = Moments::micros($at);
        [$key, $state] = [$library->number('uint32_t'), $library->number('int32_t')];
        $library->call(
            'wb_register_recognise',
            $this->owned(),
            $pseudonym,
            $micros,
            $library->at($key),
            $library->at($state),
        );

        return new Recognised($key->cdata, KeyState::NUMBERED[$state->cdata] ?? KeyState::Other);
    }

    /** Opens a domain: derives its keys. Once, at start-up. */
    public function open(Keys $keys, string $controller, string $domain, \DateTimeInterface $at): Domain
    {
        return Domain::open($this, $keys, $controller, $domain, $at);
    }

    private function destroyed(string $function, string|int ...$arguments): Destroyed
    {
        $library = $this->library;
        [$next, $json] = [$library->number('wb_register *'), $library->number('wb_buf *')];
        $library->call($function, $this->owned(), ...[...$arguments, $library->at($next), $library->at($json)]);
        $register = new self($library, $library->owned($next, 'wb_register_free'));

        return new Destroyed($register, $library->taken($json));
    }
}
