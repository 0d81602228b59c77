<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Library;

/** What an HPgn costs to make: the first hash of the Dutch number service (*Nummervoorziening*). */
enum Hpgn: int
{
    /** Since 26 May 2016: 128 MiB, and over a second. */
    case Current = 1;
    /** Before that. To recognise old values only. */
    case Until2016 = 2;

    /**
     * The 64 hexadecimal digits of the HPgn of a number, or of a teacher's BRIN, space and e-mail address. It is no
     * pseudonym, since all suppliers share the salt: do not store it as one.
     *
     * @param string $salt of an environment: 16 to 64 bytes, decoded
     *
     * @throws Exception\NotBuiltException where the library was built without it
     */
    public function of(#[\SensitiveParameter] string $number, #[\SensitiveParameter] string $salt): string
    {
        return Library::get()->bytes(64, 'wb_hpgn', $number, $salt, $this->value);
    }
}
