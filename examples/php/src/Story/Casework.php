<?php

declare(strict_types=1);

namespace School\Story;

use School\Dossiers;
use School\Records;
use Waarborg\Exception\StepException;
use Waarborg\ItemKind;
use Waarborg\ItemOutcome;
use Waarborg\Package;
use Waarborg\Plan;

/** What the school does for Noor, and tells: entries, and the plans of her requests carried out. */
final class Casework
{
    public function __construct(private readonly Dossiers $dossiers, private readonly Records $records)
    {
    }

    /**
     * An entry about Noor; its number.
     *
     * @param array<string, mixed> $fields
     */
    public function entry(string $moment, string $kind, array $fields): int
    {
        $entry = ['kind' => $kind, 'happened' => $moment] + $fields;
        $written = $this->dossiers->append(Story::NOOR, $entry, Story::at($moment));
        echo "   entry {$written->seq}: $kind\n";

        return $written->seq;
    }

    /**
     * A step in a request that must be refused.
     *
     * @param array<string, mixed> $fields
     */
    public function refused(string $moment, string $kind, array $fields): void
    {
        $entry = ['kind' => $kind, 'happened' => $moment] + $fields;
        try {
            $this->dossiers->next($this->dossiers->load(Story::NOOR), $entry, Story::at($moment));
        } catch (StepException $error) {
            echo "   refused: $kind ({$error->codeName()})\n";

            return;
        }
        throw new \LogicException("`$kind` was to be refused");
    }

    /** Packs what the plan gives, and writes it beside the database: all of it as JSON, and a page for the parent. */
    public function pack(string $moment, int $request, string $database): void
    {
        $plan = $this->plan($moment, $request);
        self::show($plan);
        $file = "$database.package.json";
        [$digest, $page] = $this->packed($moment, $request, $plan, $file);
        self::write("$database.package.html", $page);
        \clearstatcache();
        echo '   package: ', \filesize($file), ' bytes, page: ', \strlen($page), " bytes\n";
        echo "   digest $digest\n";
        foreach ($plan as $item) {
            $this->entry($moment, 'request-item', ['entry' => $request, 'item' => $item->item, 'outcome' => ItemOutcome::Done]);
        }
        $this->entry($moment, 'package-ready', ['entry' => $request, 'digest' => $digest]);
    }

    /** Carries out what the plan of an erasure says. */
    public function erase(string $moment, int $request): void
    {
        $plan = $this->plan($moment, $request);
        self::show($plan);
        foreach ($plan as $item) {
            if ($item->kind !== ItemKind::Erase || $item->category === null) {
                continue;
            }
            $gone = $this->records->delete(Story::NOOR, $item->category);
            echo "   $gone of {$item->category} deleted\n";
            $erased = ['category' => $item->category, 'system' => $item->system, 'through' => $moment];
            $this->entry($moment, 'erased', $erased);
            $this->entry($moment, 'request-item', ['entry' => $request, 'item' => $item->item, 'outcome' => ItemOutcome::Done]);
        }
    }

    private function plan(string $moment, int $request): Plan
    {
        $now = Story::at($moment);

        return $this->dossiers->claims(Story::NOOR, $now)->plan($request, $now);
    }

    /** Every item of a plan: its name, what is to be done, and what keeps it. */
    private static function show(Plan $plan): void
    {
        foreach ($plan as $item) {
            echo "   {$item->item}: {$item->kind->value}\n";
            foreach ($item->kept as $kept) {
                echo "   kept for {$kept->purpose} on {$kept->ground?->value} ({$kept->reason->value})\n";
            }
        }
    }

    /**
     * Streams the package into a file; what does not fit in memory need not.
     *
     * @return array{string, string} its digest, and its page
     */
    private function packed(string $moment, int $request, Plan $plan, string $file): array
    {
        $now = Story::at($moment);
        $stream = \fopen($file, 'wb') ?: throw new \RuntimeException('The package cannot be written.');
        try {
            $claims = $this->dossiers->claims(Story::NOOR, $now);
            $package = Package::begin($stream, $claims, $request, subject: 'p-1', at: $now);
            foreach ($plan as $item) {
                if ($item->kind === ItemKind::Give && $item->category !== null) {
                    $this->give($package, $item->item, $item->category);
                }
            }

            return [$package->finish(), $package->page('en')];
        } finally {
            \fclose($stream);
        }
    }

    private function give(Package $package, string $item, string $category): void
    {
        foreach ($this->records->of(Story::NOOR, $category) as ['created' => $created, 'record' => $record]) {
            $package->push($item, $category, $record, subjects: ['p-1'], created: $created);
        }
        $package->closeItem($item, ItemOutcome::Done);
    }

    private static function write(string $file, string $text): void
    {
        if (\file_put_contents($file, $text) !== \strlen($text)) {
            throw new \RuntimeException('The page cannot be written.');
        }
    }
}
