package nl.waarborg;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A time in which a term stood still, because an answer was awaited that was needed to go on. */
public final class Pause {
    private final LocalDate asked;
    private final LocalDate answered;

    /** From the day it was asked to the day it was answered; while it is awaited, today. */
    public Pause(LocalDate asked, LocalDate answered) {
        this.asked = asked;
        this.answered = answered;
    }

    static String json(List<Pause> pauses) {
        List<Object> list = new ArrayList<>();
        pauses.forEach(one -> list.add(Map.of("asked", one.asked.toString(), "answered", one.answered.toString())));
        return JsonText.of(list);
    }
}
