<?php

/** What Composer would do: the classes of the package, and of this example. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    foreach (['School\\' => __DIR__ . '/src', 'Waarborg\\' => \dirname(__DIR__, 2) . '/bindings/php/src'] as $prefix => $folder) {
        $file = $folder . '/' . \str_replace('\\', '/', \substr($class, \strlen($prefix))) . '.php';
        if (\str_starts_with($class, $prefix) && \is_file($file)) {
            require $file;
        }
    }
});
