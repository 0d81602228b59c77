package nl.waarborg;

import java.util.List;

/**
 * The cells of one aggregate: numbers of persons, each person in one cell. Immutable; what is said more makes another.
 * Unless said otherwise, the least behind a shown number is 10, the total cannot be known, empty cells are not shown, and
 * nothing is withheld.
 */
public final class Cells {
    private final long[] persons;
    private final int threshold;
    private final boolean totalIsKnown;
    private final boolean emptyIsShown;
    private final boolean withhold;

    private Cells(long[] persons, int threshold, boolean totalIsKnown, boolean emptyIsShown, boolean withhold) {
        this.persons = persons;
        this.threshold = threshold;
        this.totalIsKnown = totalIsKnown;
        this.emptyIsShown = emptyIsShown;
        this.withhold = withhold;
    }

    /** Cells with so many persons each. */
    public static Cells of(long... persons) {
        return new Cells(persons.clone(), 10, false, false, false);
    }

    /** The least behind a shown number, from 5. */
    public Cells threshold(int least) {
        return new Cells(persons, least, totalIsKnown, emptyIsShown, withhold);
    }

    /** The total is shown, or can be known. */
    public Cells totalIsKnown() {
        return new Cells(persons, threshold, true, emptyIsShown, withhold);
    }

    /** A cell with nobody in it is shown. */
    public Cells emptyIsShown() {
        return new Cells(persons, threshold, totalIsKnown, true, withhold);
    }

    /** Cells are withheld until the rest may be shown. */
    public Cells withhold() {
        return new Cells(persons, threshold, totalIsKnown, emptyIsShown, true);
    }

    /**
     * Holds the cells against the threshold.
     *
     * @throws TableException if they cannot be checked
     */
    public Checked check(String release, List<Adversary> adversaries) {
        try (Frame frame = Frame.open()) {
            Frame.Room cells = frame.output(Math.max(1, persons.length) * Integer.BYTES);
            Frame.Room outs = frame.room(2 * Long.BYTES);
            frame.check(Wb.wb_cells_check(frame.longs(persons), persons.length, threshold, totalIsKnown ? 1 : 0,
                emptyIsShown ? 1 : 0, withhold ? 1 : 0, frame.text(release), frame.len(),
                frame.text(Adversary.json(adversaries)), frame.len(), outs.address, cells.address, persons.length,
                outs.address + Long.BYTES, frame.out(), frame.err()));
            return new Checked(outs.bytes.getInt(0) == 1,
                List.of(cells.numbers(0, Math.toIntExact(outs.bytes.getLong(Long.BYTES)))), frame.json());
        }
    }
}
