package nl.waarborg;

import java.util.List;

/** The field table cannot work, or a record does not fit it. */
public final class FieldException extends WaarborgException {
    private static final long serialVersionUID = 1;

    FieldException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
