package nl.waarborg;

import java.util.List;

/** The lines are not those of a ledger, or no line can be made of this. */
public final class LedgerException extends WaarborgException {
    private static final long serialVersionUID = 1;

    LedgerException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
