<?php

declare(strict_types=1);

namespace School\Tests;

/** One browser: it keeps its cookie, and follows nothing by itself. */
final class Browser
{
    private string $cookie = '';
    public int $status = 0;
    public string $headers = '';
    public string $body = '';

    public function __construct(private readonly string $address)
    {
    }

    public function get(string $path): self
    {
        return $this->ask('GET', $path, '');
    }

    /** @param array<string, mixed> $fields */
    public function post(string $path, array $fields): self
    {
        return $this->ask('POST', $path, \http_build_query($fields));
    }

    /**
     * What the form on the page would send.
     *
     * @return array<string, string>
     */
    public function form(): array
    {
        $fields = [];
        foreach ($this->nodes('//form//input | //form//button') as $input) {
            $fields[$input->getAttribute('name')] = $input->getAttribute('value');
        }

        return $fields;
    }

    /** The text of the page, as a reader sees it. */
    public function text(): string
    {
        return (string) \preg_replace('/\s+/', ' ', $this->nodes('//body')[0]?->textContent ?? '');
    }

    /** @return list<\DOMElement> */
    public function nodes(string $path): array
    {
        if ($this->body === '') {
            return [];
        }
        $document = new \DOMDocument();
        \libxml_use_internal_errors(true); // it does not know the elements of HTML 5
        $document->loadHTML($this->body);

        return \iterator_to_array((new \DOMXPath($document))->query($path), false);
    }

    private function ask(string $method, string $path, string $body): self
    {
        $body = \file_get_contents($this->address . $path, false, \stream_context_create(['http' => [
            'method' => $method,
            'content' => $body,
            'header' => ["Cookie: {$this->cookie}", 'Content-Type: application/x-www-form-urlencoded'],
            'ignore_errors' => true,
            'follow_location' => 0,
            'timeout' => 20,
        ]]));
        $this->body = (string) $body;
        $this->headers = \implode("\n", $http_response_header);
        $this->status = (int) \substr($this->headers, 9, 3);
        if (\preg_match('/^Set-Cookie: ([^;]+)/m', $this->headers, $found) === 1) {
            $this->cookie = $found[1];
        }

        return $this;
    }
}
