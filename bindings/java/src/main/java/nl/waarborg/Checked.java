package nl.waarborg;

import java.util.ArrayList;
import java.util.List;

/** What came of a check. Nothing is called anonymous: see the report on who holds what. */
public final class Checked {
    private final boolean passed;
    private final List<int[]> rows;
    private final String report;

    Checked(boolean passed, List<int[]> rows, String report) {
        this.passed = passed;
        this.rows = rows;
        this.report = report;
    }

    /** Whether what remains may be released as the requirements say. */
    public boolean passed() {
        return passed;
    }

    /** The rows, or cells, from 0 and in order: what was withheld so that the rest passes, or those that fail. */
    public int[] rows() {
        return rows.get(0).clone();
    }

    /** The same of each of several tables. */
    public List<int[]> rowsOfEach() {
        List<int[]> copies = new ArrayList<>();
        rows.forEach(of -> copies.add(of.clone()));
        return copies;
    }

    /** The report, as JSON, without any value of the table: keep it as evidence. */
    public String report() {
        return report;
    }

    @Override
    public String toString() {
        return passed ? "passed" : "failed";
    }
}
