<?php

declare(strict_types=1);

namespace School\Desk;

/** A template of the folder `templates`, filled in. Whatever it shows goes through `$e`. */
final class Page
{
    /** @param array<string, mixed> $with what the template calls by name */
    public static function html(string $template, array $with): string
    {
        $e = self::escape(...);
        \extract($with, \EXTR_SKIP);
        \ob_start();
        try {
            require \dirname(__DIR__, 2) . "/templates/$template.php";
        } finally {
            $html = (string) \ob_get_clean();
        }

        return $html;
    }

    public static function escape(string|int $text): string
    {
        return \htmlspecialchars((string) $text, \ENT_QUOTES | \ENT_SUBSTITUTE | \ENT_HTML5, 'UTF-8');
    }
}
