package nl.waarborg;

import java.util.List;

/** The table, the requirements or the parties cannot be checked. Not the same as a check that failed. */
public final class TableException extends WaarborgException {
    private static final long serialVersionUID = 1;

    TableException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
