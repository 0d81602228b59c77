package nl.waarborg;

import java.util.List;

/** One condition of a claim over time. */
public final class Lane {
    private final String condition;
    private final List<LaneStep> steps;

    Lane(Doc doc) {
        condition = doc.text("condition");
        steps = doc.list("steps", LaneStep::new);
    }

    /** Which condition, as a word. */
    public String condition() {
        return condition;
    }

    /** What it is from each moment on, in order. */
    public List<LaneStep> steps() {
        return steps;
    }
}
