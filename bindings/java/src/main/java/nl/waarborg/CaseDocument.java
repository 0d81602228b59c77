package nl.waarborg;

/** A document of cases about one policy. It needs no policy until it is run. */
public final class CaseDocument extends Handle {
    private CaseDocument(long address) {
        super(address, "the document of cases", Wb::wb_cases_free);
    }

    /**
     * Reads a document of cases.
     *
     * @throws CasesException with everything that is wrong with it
     */
    public static CaseDocument parse(String document) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_cases_parse(frame.text(document), frame.len(), frame.out(), frame.err()));
            return new CaseDocument(frame.given());
        }
    }

    /** How many cases there are. */
    public int size() {
        long cases = owned.enter();
        try {
            return Math.toIntExact(Wb.wb_cases_count(cases));
        } finally {
            owned.leave();
        }
    }

    /** The name of a case, unique in its document. */
    public String name(int index) {
        long cases = owned.enter();
        try {
            return there(Frame.textAt(Wb.wb_cases_name(cases, index, 0)), index);
        } finally {
            owned.leave();
        }
    }

    /** What a case shows, in one sentence. */
    public String description(int index) {
        long cases = owned.enter();
        try {
            return there(Frame.textAt(Wb.wb_cases_description(cases, index, 0)), index);
        } finally {
            owned.leave();
        }
    }

    private static String there(String text, int index) {
        if (text == null) {
            throw new IndexOutOfBoundsException("there is no case " + index);
        }
        return text;
    }

    /** Runs one case against a policy. A case that fails, or cannot be set up, is no failed call. */
    public CaseResult run(int index, Policy policy) {
        long cases = owned.enter();
        try {
            long against = policy.owned.enter();
            try (Frame frame = Frame.open()) {
                frame.check(Wb.wb_cases_run_one(cases, against, index, frame.out3(), frame.out(), frame.out2(),
                    frame.err()));
                return new CaseResult(frame.number3() == 1, frame.json(), Frame.take(frame.given2()));
            } finally {
                policy.owned.leave();
            }
        } finally {
            owned.leave();
        }
    }

    /** Runs every case against a policy: whether all passed, and each that failed in sentences. */
    public CaseResult run(Policy policy) {
        long cases = owned.enter();
        try {
            long against = policy.owned.enter();
            try (Frame frame = Frame.open()) {
                frame.check(Wb.wb_cases_run(cases, against, frame.out3(), frame.out(), frame.out2(), frame.err()));
                return new CaseResult(frame.given3() == 0, frame.json(), Frame.take(frame.given2()));
            } finally {
                policy.owned.leave();
            }
        } finally {
            owned.leave();
        }
    }
}
