<?php

declare(strict_types=1);

namespace School\Desk;

/** The access package that lies ready beside the database: all of it as JSON, and a page for the parent. */
final class Packages
{
    private const TYPES = ['json' => 'application/json', 'html' => 'text/html; charset=utf-8'];

    public function __construct(private readonly string $database)
    {
    }

    /** SHA-256 of the package, as it stands in the dossier; null if none lies ready. */
    public function digest(): ?string
    {
        $package = $this->read('json');

        return $package === null ? null : \hash('sha256', $package);
    }

    public function download(string $form): ?Response
    {
        $bytes = $this->read($form);

        return $bytes === null ? null : Response::file($bytes, self::TYPES[$form], "access-package.$form");
    }

    private function read(string $form): ?string
    {
        $file = "{$this->database}.package.$form";
        if (!isset(self::TYPES[$form]) || !\is_file($file)) {
            return null;
        }

        return \file_get_contents($file) ?: null;
    }
}
