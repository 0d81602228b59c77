package nl.waarborg;

import java.util.List;

/** The term has no deadline, counted from this. */
public final class TermException extends WaarborgException {
    private static final long serialVersionUID = 1;

    TermException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
