<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use PHPUnit\Framework\TestCase;

/** Where PHP lets code use FFI, and where it does not: behind a web server and on the command line. */
final class ModesTest extends TestCase
{
    private const ROOT = __DIR__ . '/..';

    private static function folder(string $name): string
    {
        $target = \getenv('WAARBORG_TARGET');
        $folder = (\is_string($target) && $target !== '' ? $target : \sys_get_temp_dir()) . "/php-web-$name";
        if (!\is_dir($folder)) {
            \mkdir($folder, 0o755, true);
        }
        \array_map('unlink', \glob("$folder/*.{log,out}", \GLOB_BRACE) ?: []);

        return (string) \realpath($folder);
    }

    private static function library(): string
    {
        return (string) \realpath((string) \getenv('WAARBORG_LIBRARY'));
    }

    /** The header with the path of the library, as an administrator makes it. */
    private static function header(string $folder): string
    {
        [$status, $header] = self::php([self::ROOT . '/bin/waarborg-header', self::library()]);
        self::assertSame(0, $status);
        self::assertStringContainsString('#define FFI_LIB "' . self::library() . '"', $header);
        \file_put_contents("$folder/waarborg_ffi.h", $header);

        return "$folder/waarborg_ffi.h";
    }

    /** @return array<string, string> */
    private static function recipe(string $folder): array
    {
        return [
            'opcache.enable' => '1',
            'ffi.preload' => self::header($folder),
            'opcache.preload' => (string) \realpath(self::ROOT . '/preload.php'),
            'opcache.preload_user' => WebServer::user(),
        ];
    }

    /**
     * @param list<string>          $arguments
     * @param array<string, string> $environment
     *
     * @return array{int, string}
     */
    private static function php(array $arguments, array $environment = []): array
    {
        $process = \proc_open(
            [\PHP_BINARY, ...$arguments],
            [['file', '/dev/null', 'r'], ['pipe', 'w'], ['pipe', 'w']],
            $pipes,
            null,
            ['PATH' => (string) \getenv('PATH')] + $environment,
        );
        self::assertIsResource($process);
        $out = \stream_get_contents($pipes[1]) . \stream_get_contents($pipes[2]);

        return [\proc_close($process), $out];
    }

    /**
     * @param array<string, string> $settings
     * @param array<string, string> $environment
     *
     * @return array<string, mixed> what the page tells on the command line
     */
    private static function cli(array $settings, array $environment = []): array
    {
        $arguments = [];
        foreach ($settings as $name => $value) {
            \array_push($arguments, '-d', "$name=$value");
        }
        [, $out] = self::php([...$arguments, __DIR__ . '/web/page.php'], $environment);
        $told = \json_decode($out, true);
        self::assertIsArray($told, $out);

        return $told;
    }

    /** @param array<string, mixed> $told */
    private static function assertDecided(array $told): void
    {
        self::assertSame('consent-withdrawn', $told['reason'] ?? null, \print_r($told, true));
        self::assertFalse($told['allowed']);
        self::assertSame('Consent was withdrawn.', $told['sentence']);
        self::assertSame('teacher', $told['suggestion']);
    }

    public function testBehindAWebServerWithTheRecipe(): void
    {
        $folder = self::folder('recipe');
        $server = new WebServer($folder, self::recipe($folder));
        $workers = [];
        for ($i = 0; $i < 60; $i++) {
            $told = $server->get();
            self::assertSame('fpm-fcgi', $told['sapi']);
            self::assertSame('may not use FFI', $told['anyone'], 'The recipe must not open FFI to everyone.');
            self::assertDecided($told);
            $workers[$told['pid']] = true;
            self::assertTrue($server->get('entries=4')['allowed']);
        }
        // Every one of them is a fork of the process that loaded the library.
        self::assertGreaterThan(1, \count($workers));
    }

    public function testBehindAWebServerWithThePreloadAloneAndTheLibraryInTheEnvironment(): void
    {
        $folder = self::folder('preload');
        $recipe = self::recipe($folder);
        unset($recipe['ffi.preload']);
        $server = new WebServer($folder, $recipe, ['WAARBORG_LIBRARY' => self::library()]);
        $told = $server->get();
        self::assertDecided($told);
        self::assertSame('may not use FFI', $told['anyone']);
    }

    public function testBehindAWebServerWithNothingSetItSaysWhatToSet(): void
    {
        $folder = self::folder('nothing');
        $server = new WebServer($folder, [], ['WAARBORG_LIBRARY' => self::library()]);
        $told = $server->get();
        self::assertSame('ffi-forbidden', $told['code'] ?? null);
        self::assertStringContainsString("$folder/php.ini", $told['message']);
        self::assertStringContainsString('fpm-fcgi', $told['message']);
        $root = (string) \realpath(self::ROOT);
        foreach (["ffi.preload=$root/src/waarborg_ffi.h", "opcache.preload=$root/preload.php", 'opcache.preload_user='] as $line) {
            self::assertStringContainsString($line, $told['help']);
        }
        self::assertStringContainsString('command line', $told['help']);
    }

    public function testOnTheCommandLineNothingHasToBeSet(): void
    {
        $told = self::cli([], ['WAARBORG_LIBRARY' => self::library()]);
        self::assertSame('cli', $told['sapi']);
        self::assertDecided($told);
    }

    public function testOnTheCommandLineWithTheRecipe(): void
    {
        // Nothing but the scope names the library.
        $recipe = self::recipe(self::folder('cli'));
        self::assertDecided(self::cli(['opcache.enable_cli' => '1'] + $recipe));
    }

    public function testWhereThereIsNoneEveryPlaceIsToldWithWhatTheSystemSays(): void
    {
        $told = self::cli([]);
        self::assertSame('library-not-found', $told['code'] ?? null);
        $own = (string) \realpath(self::ROOT) . '/lib/libwaarborg.so';
        $places = [
            'the environment variable WAARBORG_LIBRARY: not set',
            "ffi.preload: Failed loading scope 'waarborg'",
            "$own: there is no such file",
            'the loader of the system: libwaarborg.so: cannot open shared object file: No such file or directory',
        ];
        self::assertStringContainsString("\n    " . \implode("\n    ", $places) . "\n", $told['message']);
    }

    public function testTheLoaderOfTheSystem(): void
    {
        self::assertDecided(self::cli([], ['LD_LIBRARY_PATH' => \dirname(self::library())]));
    }

    public function testWhereFfiIsSwitchedOffOrMissing(): void
    {
        $library = ['WAARBORG_LIBRARY' => self::library()];
        $off = self::cli(['ffi.enable' => '0'], $library);
        self::assertSame('ffi-disabled', $off['code'] ?? null);
        self::assertStringContainsString('ffi.enable=preload', $off['help']);
        // Without any php.ini, Debian's PHP has no FFI.
        [, $out] = self::php(['-n', __DIR__ . '/web/page.php'], $library);
        $none = \json_decode($out, true);
        self::assertSame('ffi-missing', $none['code'] ?? null, $out);
        self::assertStringContainsString('extension=ffi', $none['help']);
    }

    public function testALibraryThatIsNone(): void
    {
        $text = self::cli([], ['WAARBORG_LIBRARY' => __FILE__]);
        self::assertSame('library-not-found', $text['code'] ?? null);
        self::assertStringContainsString('WAARBORG_LIBRARY', $text['help']);
        self::assertStringContainsString(__FILE__ . ', which WAARBORG_LIBRARY names', $text['message']);
        self::assertStringContainsString(': invalid ELF header', $text['message']);
        // The C library is one, and not this one.
        $maps = (string) \file_get_contents('/proc/self/maps');
        self::assertSame(1, \preg_match('~/\S*libc[.-]\S*so\S*~', $maps, $libc));
        $other = self::cli([], ['WAARBORG_LIBRARY' => $libc[0]]);
        self::assertSame('another-abi', $other['code'] ?? null);
        self::assertStringContainsString($libc[0], $other['message']);
        self::assertMatchesRegularExpression("/function 'wb_\w+'/", $other['message']);
    }

    public function testALibraryWithAnotherAbi(): void
    {
        $folder = self::folder('abi');
        $functions = '';
        \preg_match_all('/^[a-z].*[ *](wb_[a-z0-9_]*)\(/m', (string) \file_get_contents(self::ROOT . '/src/waarborg_ffi.h'), $found);
        foreach ($found[1] as $name) {
            $functions .= "int $name(void) { return " . ($name === 'wb_abi_version' ? 2 : 0) . "; }\n";
        }
        \file_put_contents("$folder/other.c", $functions);
        \exec("cc -shared -fPIC -o $folder/other.so $folder/other.c", $out, $status);
        self::assertSame(0, $status);
        $told = self::cli([], ['WAARBORG_LIBRARY' => "$folder/other.so"]);
        self::assertSame('another-abi', $told['code'] ?? null);
        self::assertMatchesRegularExpression('~/other\.so\) speaks version 2 .* version 1\.~', $told['message']);
    }
}
