package nl.waarborg;

import java.util.List;

/** What was passed in is too large, too deep or too long. */
public final class LimitException extends WaarborgException {
    private static final long serialVersionUID = 1;

    LimitException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
