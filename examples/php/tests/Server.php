<?php

declare(strict_types=1);

namespace School\Tests;

/** The desk, served on 127.0.0.1 and a port of its own by PHP itself, until it is stopped. */
final class Server
{
    /** @var resource */
    private $process;
    public readonly int $port;

    public function __construct(string $database, string $policy, string $log)
    {
        $this->port = self::freePort();
        $command = [\dirname(__DIR__) . '/serve', $database, $policy, (string) $this->port];
        $out = ['file', $log, 'w'];
        $this->process = \proc_open($command, [['file', '/dev/null', 'r'], $out, $out], $pipes)
            ?: throw new \RuntimeException('The server does not start.');
        for ($i = 0; $i < 200 && !$this->listens(); $i++) {
            \usleep(50_000);
        }
    }

    public function address(): string
    {
        return "http://127.0.0.1:{$this->port}/";
    }

    public function listens(): bool
    {
        $socket = @\fsockopen('127.0.0.1', $this->port, $number, $message, 1);

        return $socket !== false && \fclose($socket);
    }

    public function stop(): void
    {
        if (\is_resource($this->process)) {
            \proc_terminate($this->process);
            \proc_close($this->process);
        }
    }

    public function __destruct()
    {
        $this->stop();
    }

    private static function freePort(): int
    {
        $socket = \stream_socket_server('tcp://127.0.0.1:0') ?: throw new \RuntimeException('There is no free port.');
        $name = (string) \stream_socket_get_name($socket, false);
        \fclose($socket);

        return (int) \substr($name, (int) \strrpos($name, ':') + 1);
    }
}
