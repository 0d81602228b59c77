<?php

declare(strict_types=1);

namespace Waarborg\Tests;

/**
 * php-fpm behind nginx, on 127.0.0.1 and ports of its own, with configuration, logs and sockets in one folder. Stopped when
 * nothing refers to it any more.
 */
final class WebServer
{
    /** @var list<resource> */
    private array $processes = [];
    public readonly int $port;

    /**
     * @param array<string, string> $settings of php.ini
     * @param array<string, string> $environment of the workers
     */
    public function __construct(private readonly string $folder, array $settings, array $environment = [])
    {
        if (!\is_dir($folder)) {
            \mkdir($folder, 0o755, true);
        }
        $this->port = self::freePort();
        $fastcgi = self::freePort();
        $ini = '';
        foreach ($settings as $name => $value) {
            $ini .= "$name=\"$value\"\n";
        }
        $pool = '';
        foreach ($environment as $name => $value) {
            $pool .= "env[$name] = \"$value\"\n";
        }
        $user = self::user();
        $owner = \posix_getuid() === 0 ? "user = $user\ngroup = $user\n" : '';
        \file_put_contents("$folder/php.ini", $ini);
        \file_put_contents("$folder/fpm.conf", <<<CONF
            [global]
            error_log = $folder/fpm.log
            daemonize = no
            [www]
            {$owner}listen = 127.0.0.1:$fastcgi
            pm = static
            pm.max_children = 3
            pm.max_requests = 0
            catch_workers_output = yes
            $pool
            CONF);
        $page = __DIR__ . '/web/page.php';
        $nginxUser = \posix_getuid() === 0 ? 'user www-data;' : '';
        \file_put_contents("$folder/nginx.conf", <<<CONF
            $nginxUser
            worker_processes 1;
            pid $folder/nginx.pid;
            error_log $folder/nginx-error.log;
            events { worker_connections 64; }
            http {
                access_log off;
                client_body_temp_path $folder/body; proxy_temp_path $folder/proxy; fastcgi_temp_path $folder/fastcgi;
                uwsgi_temp_path $folder/uwsgi; scgi_temp_path $folder/scgi;
                server {
                    listen 127.0.0.1:{$this->port};
                    location / {
                        fastcgi_pass 127.0.0.1:$fastcgi;
                        fastcgi_param REQUEST_METHOD \$request_method;
                        fastcgi_param QUERY_STRING \$query_string;
                        fastcgi_param SCRIPT_FILENAME $page;
                        fastcgi_param SCRIPT_NAME /page.php;
                        fastcgi_param REQUEST_URI \$request_uri;
                        fastcgi_param SERVER_PROTOCOL \$server_protocol;
                    }
                }
            }
            CONF);
        $this->start([self::fpm(), '-F', '-y', "$folder/fpm.conf", '-c', "$folder/php.ini"], $fastcgi);
        $this->start(['nginx', '-c', "$folder/nginx.conf", '-e', "$folder/nginx-error.log", '-g', 'daemon off;'], $this->port);
    }

    /** @return array<string, mixed> what the page tells */
    public function get(string $query = ''): array
    {
        $answer = @\file_get_contents("http://127.0.0.1:{$this->port}/?$query", false, \stream_context_create([
            'http' => ['ignore_errors' => true, 'timeout' => 20],
        ]));
        $told = \json_decode((string) $answer, true);
        if (!\is_array($told)) {
            throw new \RuntimeException("The page did not answer: $answer\n" . $this->logs());
        }

        return $told;
    }

    /** The user under which workers run: one that is not root, where it can read what it needs. */
    public static function user(): string
    {
        if (\posix_getuid() !== 0) {
            return (string) (\posix_getpwuid(\posix_getuid())['name'] ?? '');
        }
        for ($folder = __DIR__; $folder !== '/'; $folder = \dirname($folder)) {
            if ((\fileperms($folder) & 0o005) !== 0o005) {
                throw new \RuntimeException("www-data cannot read $folder: check the project out where others may read.");
            }
        }

        return 'www-data';
    }

    private static function fpm(): string
    {
        foreach (\array_merge(\glob('/usr/sbin/php-fpm*') ?: [], \glob('/usr/local/sbin/php-fpm*') ?: []) as $file) {
            return $file;
        }
        throw new \RuntimeException('php-fpm is not installed (Debian package php-fpm).');
    }

    private static function freePort(): int
    {
        $socket = \stream_socket_server('tcp://127.0.0.1:0');
        \assert($socket !== false);
        $name = (string) \stream_socket_get_name($socket, false);
        \fclose($socket);

        return (int) \substr($name, (int) \strrpos($name, ':') + 1);
    }

    /** @param list<string> $command */
    private function start(array $command, int $port): void
    {
        $log = ['file', "{$this->folder}/" . \basename($command[0]) . '.out', 'a'];
        $process = \proc_open($command, [['file', '/dev/null', 'r'], $log, $log], $pipes);
        if ($process === false) {
            throw new \RuntimeException("{$command[0]} does not start.");
        }
        $this->processes[] = $process;
        for ($i = 0; $i < 200; $i++) {
            $socket = @\fsockopen('127.0.0.1', $port, $number, $message, 1);
            if ($socket !== false) {
                \fclose($socket);

                return;
            }
            if (!\proc_get_status($process)['running']) {
                break;
            }
            \usleep(50_000);
        }
        throw new \RuntimeException("{$command[0]} does not listen.\n" . $this->logs());
    }

    private function logs(): string
    {
        $logs = '';
        foreach (\array_merge(\glob("{$this->folder}/*.log") ?: [], \glob("{$this->folder}/*.out") ?: []) as $file) {
            $logs .= "$file:\n" . \file_get_contents($file);
        }

        return $logs;
    }

    public function __destruct()
    {
        foreach (\array_reverse($this->processes) as $process) {
            \proc_terminate($process, \SIGQUIT);
            for ($i = 0; $i < 100 && \proc_get_status($process)['running']; $i++) {
                \usleep(20_000);
            }
            \proc_terminate($process, \SIGKILL);
            \proc_close($process);
        }
    }
}
