<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use Waarborg\Moment;

/**
 * One object of a document that the library gave out. A field that is not there is empty: a newer library only adds, and
 * nothing here turns what is missing into a yes.
 *
 * @internal
 */
final class Node
{
    /** @param array<mixed> $fields */
    private function __construct(private readonly array $fields)
    {
    }

    public static function read(#[\SensitiveParameter] string $json): self
    {
        $fields = \json_decode($json, true);

        return new self(\is_array($fields) ? $fields : []);
    }

    public function text(string $name): string
    {
        return $this->textOrNull($name) ?? '';
    }

    public function textOrNull(string $name): ?string
    {
        $value = $this->fields[$name] ?? null;

        return \is_string($value) ? $value : null;
    }

    public function number(string $name): int
    {
        return $this->numberOrNull($name) ?? 0;
    }

    public function numberOrNull(string $name): ?int
    {
        $value = $this->fields[$name] ?? null;

        return \is_int($value) ? $value : null;
    }

    public function flag(string $name): bool
    {
        return ($this->fields[$name] ?? null) === true;
    }

    public function moment(string $name): ?\DateTimeImmutable
    {
        $value = $this->textOrNull($name);

        return $value === null ? null : Moments::read($value);
    }

    public function dayOrInstant(string $name): ?Moment
    {
        $value = $this->textOrNull($name);

        return $value === null ? null : Moment::read($value);
    }

    public function node(string $name): ?self
    {
        $value = $this->fields[$name] ?? null;

        return \is_array($value) ? new self($value) : null;
    }

    /** @return list<self> */
    public function nodes(string $name): array
    {
        $nodes = [];
        foreach ($this->listed($name) as $value) {
            $nodes[] = new self(\is_array($value) ? $value : []);
        }

        return $nodes;
    }

    /** @return list<string> */
    public function texts(string $name): array
    {
        return \array_values(\array_filter($this->listed($name), 'is_string'));
    }

    /** @return list<int> */
    public function numbers(string $name): array
    {
        return \array_values(\array_filter($this->listed($name), 'is_int'));
    }

    /** @return array<string, string> */
    public function words(string $name): array
    {
        $words = [];
        foreach ($this->listed($name) as $key => $value) {
            if (\is_string($value)) {
                $words[(string) $key] = $value;
            }
        }

        return $words;
    }

    /** @return array<mixed> */
    private function listed(string $name): array
    {
        $value = $this->fields[$name] ?? null;

        return \is_array($value) ? $value : [];
    }
}
