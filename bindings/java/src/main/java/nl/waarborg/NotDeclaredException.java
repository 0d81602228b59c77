package nl.waarborg;

import java.util.List;

/** The policy in force declares no text at such a path. */
public final class NotDeclaredException extends WaarborgException {
    private static final long serialVersionUID = 1;

    NotDeclaredException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
