package nl.waarborg;

import java.util.List;

/** The document is none of cases. Not the same as a case that fails. */
public final class CasesException extends WaarborgException {
    private static final long serialVersionUID = 1;

    CasesException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
