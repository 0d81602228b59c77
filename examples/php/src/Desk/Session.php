<?php

declare(strict_types=1);

namespace School\Desk;

/** What is kept of one browser: a token that only our own forms know, and one thing to say on the next page. */
final class Session
{
    public static function start(bool $secure): self
    {
        \session_start([
            'name' => 'desk',
            'use_strict_mode' => true,
            'cookie_httponly' => true,
            'cookie_samesite' => 'Strict',
            'cookie_secure' => $secure,
        ]);
        $_SESSION['token'] ??= \bin2hex(\random_bytes(32));

        return new self();
    }

    public function token(): string
    {
        return $_SESSION['token'];
    }

    /** Whether a form came from a page that we gave to this browser. */
    public function gave(string $token): bool
    {
        return \hash_equals($this->token(), $token);
    }

    public function say(string $what): void
    {
        $_SESSION['said'] = $what;
    }

    public function said(): ?string
    {
        $said = $_SESSION['said'] ?? null;
        unset($_SESSION['said']);

        return $said;
    }
}
