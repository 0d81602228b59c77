<?php

declare(strict_types=1);

namespace School\Desk;

/** What goes back to the browser. No script, nothing from elsewhere, and nothing kept on the way. */
final class Response
{
    private const HEADERS = [
        'Content-Security-Policy' =>
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        'X-Content-Type-Options' => 'nosniff',
        'Referrer-Policy' => 'no-referrer',
        'Cache-Control' => 'no-store',
    ];

    /** @param array<string, string> $headers */
    private function __construct(
        public readonly int $status,
        private readonly string $body,
        private readonly array $headers,
    ) {
    }

    public static function page(string $html, int $status = 200): self
    {
        return new self($status, $html, ['Content-Type' => 'text/html; charset=utf-8']);
    }

    /** After a form was taken: the browser asks for the page anew, and reloading it sends nothing again. */
    public static function see(string $location): self
    {
        return new self(303, '', ['Location' => $location]);
    }

    public static function file(string $bytes, string $type, string $name): self
    {
        return new self(200, $bytes, [
            'Content-Type' => $type,
            'Content-Disposition' => "attachment; filename=\"$name\"",
            'Content-Length' => (string) \strlen($bytes),
        ]);
    }

    public function send(): void
    {
        \http_response_code($this->status);
        foreach (self::HEADERS + $this->headers as $name => $value) {
            \header("$name: $value");
        }
        echo $this->body;
    }
}
