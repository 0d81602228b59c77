<?php

declare(strict_types=1);

namespace School\Desk;

use DateTimeImmutable;
use Waarborg\DueExplanation;
use Waarborg\Moment;
use Waarborg\Reason;
use Waarborg\Request;
use Waarborg\Verb;

/** The words of the desk, in Dutch and in English. What has no word here is shown by its code. */
final class Words
{
    private const MONTHS = [
        'nl' => ['januari', 'februari', 'maart', 'april', 'mei', 'juni',
            'juli', 'augustus', 'september', 'oktober', 'november', 'december'],
        'en' => ['January', 'February', 'March', 'April', 'May', 'June',
            'July', 'August', 'September', 'October', 'November', 'December'],
    ];

    /** @var array<string, string> */
    private readonly array $words;

    public function __construct(public readonly string $language, private readonly \DateTimeZone $zone)
    {
        $this->words = require \dirname(__DIR__, 2) . "/templates/words.$language.php";
    }

    /** `en`, or else `nl`: the language of a page. */
    public static function language(mixed $asked): string
    {
        return $asked === 'en' ? 'en' : 'nl';
    }

    /** The word for something; of a group, such as `verb publish`, the code itself if it has none. */
    public function __invoke(string $what, string|int ...$with): string
    {
        $word = $this->words[$what] ?? \substr($what, (int) \strrpos(" $what", ' '));

        return $with === [] ? $word : \sprintf($word, ...$with);
    }

    /** Why, as a sentence with its article of the GDPR and the entry that it rests on. */
    public function reason(Reason $why): string
    {
        $known = [];
        if ($why->article !== '') {
            $known[] = $this('article', $why->article);
        }
        if ($why->entry !== null) {
            $known[] = $this('source ' . $why->source->value, $why->entry);
        }

        return $why->{$this->language} . ($known === [] ? '' : ' (' . \implode('; ', $known) . ')');
    }

    /** What is done, and with whom it is shared. */
    public function verbs(Usage $usage): string
    {
        $verbs = \implode(', ', \array_map(fn (Verb $verb): string => $this("verb {$verb->value}"), $usage->verbs));

        return $usage->recipient === null ? $verbs : $this('to', $verbs, $usage->recipient);
    }

    /** Until when a record may be kept. */
    public function until(DueExplanation $due): string
    {
        return $due->lastDay === null
            ? $this("due {$due->state->value} open")
            : $this("due {$due->state->value}", $this->day(new DateTimeImmutable($due->lastDay)));
    }

    /** By when a request must be answered: what is too late under no reading of the law. */
    public function deadline(Request $request): string
    {
        $clock = $request->clock;
        if ($clock === null) {
            return $this('no deadline');
        }
        $by = $this->dayOf($clock->answer->safe);

        return $clock->standsStill ? $this('still', $by) : $by;
    }

    /** A day, or the day on which an instant falls here. */
    public function dayOf(Moment $moment): string
    {
        return $this->day(new DateTimeImmutable($moment->dayIn($this->zone)));
    }

    /** A day in words. */
    public function day(DateTimeImmutable $day): string
    {
        return $day->format('j ') . self::MONTHS[$this->language][(int) $day->format('n') - 1] . $day->format(' Y');
    }

    /** A day and a time in the zone of the policy. */
    public function moment(DateTimeImmutable $moment): string
    {
        $here = $moment->setTimezone($this->zone);

        return $this->day($here) . ', ' . $here->format('H:i');
    }
}
