<?php

/** What Composer would do: the classes of this package, and of its tests. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    foreach (['Waarborg\\Tests\\' => __DIR__, 'Waarborg\\' => \dirname(__DIR__) . '/src'] as $prefix => $folder) {
        if (\str_starts_with($class, $prefix)) {
            $file = $folder . '/' . \str_replace('\\', '/', \substr($class, \strlen($prefix))) . '.php';
            if (\is_file($file)) {
                require $file;
            }

            return;
        }
    }
});
