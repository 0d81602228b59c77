package nl.waarborg;

import java.util.List;

/** What is known of a record cannot be read. */
public final class RecordException extends WaarborgException {
    private static final long serialVersionUID = 1;

    RecordException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
