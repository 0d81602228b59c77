<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Internal\Node;

/** What a policy is. */
final class PolicySummary
{
    /** @param list<array{version: string, applies-from: string}> $versions oldest first */
    private function __construct(
        public readonly string $policy,
        /** In which its days are counted, such as `Europe/Amsterdam`. */
        public readonly string $zone,
        /** 64 hexadecimal digits. */
        public readonly string $digest,
        public readonly array $versions,
        public readonly string $json,
    ) {
    }

    /** @internal */
    public static function read(string $json): self
    {
        $node = Node::read($json);
        $versions = [];
        foreach ($node->nodes('versions') as $version) {
            $versions[] = ['version' => $version->text('version'), 'applies-from' => $version->text('applies-from')];
        }

        return new self($node->text('policy'), $node->text('zone'), $node->text('digest'), $versions, $json);
    }
}
