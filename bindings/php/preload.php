<?php

/**
 * For `opcache.preload`, beside `ffi.preload`: lets this package, and no other code, use FFI behind a web server.
 *
 * It only compiles the classes. From your own preload file: `require '…/vendor/waarborg/waarborg/preload.php';`
 */

declare(strict_types=1);

(static function (): void {
    foreach (['src/Internal', 'src/Exception', 'src'] as $folder) {
        foreach (glob(__DIR__ . "/$folder/*.php") ?: [] as $file) {
            opcache_compile_file($file);
        }
    }
})();
