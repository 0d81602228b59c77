package nl.waarborg;

import java.util.List;

/** One condition of a claim over time. */
public final class ConditionTimeline {
    private final String condition;
    private final List<TimelineStep> steps;

    ConditionTimeline(Doc doc) {
        condition = doc.text("condition");
        steps = doc.list("steps", TimelineStep::new);
    }

    /** Which condition, as a word. */
    public String condition() {
        return condition;
    }

    /** What it is from each moment on, in order. */
    public List<TimelineStep> steps() {
        return steps;
    }
}
