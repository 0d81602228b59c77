package nl.waarborg;

/** What came of running a case, or all. */
public final class CaseResult {
    private final boolean passed;
    private final String report;
    private final String json;

    CaseResult(boolean passed, String report, String json) {
        this.passed = passed;
        this.report = report;
        this.json = json;
    }

    /** Whether it passed. */
    public boolean passed() {
        return passed;
    }

    /** What it should be and what it is, in sentences for who reads the test. */
    public String report() {
        return report;
    }

    /** The same as data. */
    public String json() {
        return json;
    }
}
