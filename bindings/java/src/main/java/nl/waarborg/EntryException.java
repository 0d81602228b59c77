package nl.waarborg;

import java.util.List;

/** The entry cannot be appended. */
public final class EntryException extends WaarborgException {
    private static final long serialVersionUID = 1;

    EntryException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
