<?php

declare(strict_types=1);

namespace Waarborg\Tests;

use Waarborg\Clock;
use Waarborg\Deadline;
use Waarborg\DueExplanation;
use Waarborg\Explanation;
use Waarborg\Fields;
use Waarborg\Findings;
use Waarborg\KeptBy;
use Waarborg\Plan;
use Waarborg\Reason;
use Waarborg\Requests;
use Waarborg\RightApplicabilities;
use Waarborg\Source;

/** Writes the documents anew from the objects, to show that the objects hold all of them. */
final class Rendered
{
    public static function explanation(Explanation $explanation): string
    {
        $timelines = [];
        foreach ($explanation->timelines as $timeline) {
            $steps = [];
            foreach ($timeline->steps as $step) {
                $steps[] = [
                    'from' => self::moment($step->from),
                    'value' => $step->value->value,
                    'code' => $step->codeText,
                    'source' => self::source($step->source),
                    'entry' => $step->entry,
                ];
            }
            $timelines[] = ['condition' => $timeline->condition, 'steps' => $steps];
        }

        return self::json([
            'v' => 1,
            'answer' => $explanation->answer->value,
            'identifiability' => $explanation->identifiability->value,
            'valid-until' => self::moment($explanation->validUntil),
            'addressee' => $explanation->addressee,
            'reasons' => \array_map(self::reason(...), $explanation->reasons),
            'timelines' => $timelines,
        ]);
    }

    public static function fields(Fields $fields): string
    {
        $rows = [];
        foreach ($fields as $field) {
            $rows[] = [
                'category' => $field->category,
                'answer' => $field->answer,
                'identifiability' => $field->identifiability,
                'valid-until' => self::moment($field->validUntil),
                'addressee' => $field->addressee->value === 'nobody' ? null : $field->addressee,
                'reason' => self::reason($field->reason),
            ];
        }

        return self::json(['v' => 1, 'fields' => $rows]);
    }

    public static function due(DueExplanation $due): string
    {
        $drops = [];
        foreach ($due->drops as $drop) {
            $drops[] = ['to' => $drop->to, 'at' => self::moment($drop->at), 'last-day' => $drop->lastDay];
        }

        return self::json([
            'v' => 1,
            'state' => $due->state,
            'at' => self::moment($due->at),
            'last-day' => $due->lastDay,
            'reason' => self::reason($due->reason),
            'drops' => $drops,
        ]);
    }

    public static function keptBy(KeptBy $kept): string
    {
        $rows = [];
        foreach ($kept as $retaining) {
            $rows[] = [
                'purpose' => $retaining->purpose,
                'value' => $retaining->value,
                'kept-until' => self::moment($retaining->keptUntil),
                'reason' => self::reason($retaining->reason),
            ];
        }

        return self::json(['v' => 1, 'kept-by' => $rows]);
    }

    public static function findings(Findings $findings): string
    {
        $rows = [];
        foreach ($findings as $finding) {
            $rows[] = [
                'code' => $finding->code,
                'severity' => $finding->severity,
                'article' => $finding->article,
                'path' => $finding->path,
                'nl' => $finding->nl,
                'en' => $finding->en,
            ];
        }

        return self::json(['v' => 1, 'findings' => $rows]);
    }

    public static function applicability(RightApplicabilities $applicability, string $right): string
    {
        $rows = [];
        foreach ($applicability as $claim) {
            $rows[] = [
                'purpose' => $claim->purpose,
                'category' => $claim->category,
                'basis' => $claim->basis,
                'applicability' => $claim->applicability,
                'article' => $claim->article,
                'nl' => $claim->nl,
                'en' => $claim->en,
                'value' => $claim->value,
                'ends' => $claim->ends,
            ];
        }

        return self::json(['waarborg-applicability' => 1, 'right' => $right, 'claims' => $rows]);
    }

    public static function requests(Requests $requests): string
    {
        $rows = [];
        foreach ($requests as $request) {
            $refused = [];
            foreach ($request->refused as $one) {
                $refused[] = ['entry' => $one->entry, 'ground' => $one->ground, 'categories' => $one->categories];
            }
            $rows[] = [
                'entry' => $request->entry,
                'right' => $request->right,
                'received' => $request->received,
                'stage' => $request->stage,
                'authority' => $request->authority,
                ...self::present(['categories' => $request->categories, 'purposes' => $request->purposes]),
                ...self::present(['joined' => $request->joined]),
                'earlier' => $request->earlier,
                ...self::present(['extended' => $request->extended, 'forwarded-to' => $request->forwardedTo]),
                ...self::present(['refused' => $refused]),
                'outcomes' => (object) $request->outcomes,
                'clock' => $request->clock === null ? null : self::clock($request->clock),
                'next' => $request->next,
            ];
        }

        return self::json(['waarborg-requests' => 1, 'requests' => $rows, 'ignored' => $requests->ignored()]);
    }

    /** @return array<string, mixed> */
    private static function clock(Clock $clock): array
    {
        $notice = $clock->extensionNotice;

        return [
            'answer' => self::deadline($clock->answer),
            ...self::present(['promised' => $clock->promised]),
            ...self::present(['extension-notice' => $notice === null ? null : self::deadline($notice)]),
            'stands-still' => $clock->standsStill,
        ];
    }

    /** @return array<string, mixed> */
    private static function deadline(Deadline $deadline): array
    {
        $steps = [];
        foreach ($deadline->steps as $step) {
            $steps[] = ['rule' => $step->rule, 'article' => $step->article, 'end' => $step->end];
        }

        return [
            'safe' => $deadline->safe,
            'legal' => $deadline->legal,
            'provisional' => $deadline->provisional,
            'steps' => $steps,
        ];
    }

    /**
     * Without what is empty or not there.
     *
     * @param array<string, mixed> $fields
     *
     * @return array<string, mixed>
     */
    private static function present(array $fields): array
    {
        return \array_filter($fields, static fn (mixed $value): bool => $value !== null && $value !== []);
    }

    /** The items of a plan; what is empty is left out. */
    public static function items(Plan $plan): string
    {
        $rows = [];
        foreach ($plan as $item) {
            $kept = [];
            foreach ($item->kept as $one) {
                $kept[] = self::present([
                    'purpose' => $one->purpose,
                    'ground' => $one->ground,
                    'kept-until' => self::moment($one->keptUntil),
                    'reason' => $one->codeText,
                ]);
            }
            $rows[] = self::present([
                'item' => $item->item,
                'kind' => $item->kind,
                'category' => $item->category,
                'system' => $item->system,
                'recipient' => $item->recipient,
                'categories' => $item->categories,
                'purposes' => $item->purposes,
                'kept' => $kept,
                'ground' => $item->ground,
                'article' => $item->article,
                'gone-from-backups' => self::moment($item->goneFromBackups),
            ]);
        }

        return self::json($rows);
    }

    /** @return array<string, mixed> */
    private static function reason(Reason $reason): array
    {
        return [
            'code' => $reason->codeText,
            'article' => $reason->article,
            'nl' => $reason->nl,
            'en' => $reason->en,
            'source' => self::source($reason->source),
            'entry' => $reason->entry,
        ];
    }

    private static function source(Source $source): ?string
    {
        return $source === Source::None ? null : $source->value;
    }

    private static function moment(?\DateTimeImmutable $at): ?string
    {
        return $at?->format('Y-m-d\TH:i:s.u\Z');
    }

    private static function json(mixed $value): string
    {
        return (string) \json_encode($value, \JSON_UNESCAPED_SLASHES | \JSON_UNESCAPED_UNICODE);
    }
}
