package nl.waarborg;

import java.util.List;

/** The step in a request may not be taken, or there is no such request; it says why, and which may. */
public final class StepException extends WaarborgException {
    private static final long serialVersionUID = 1;

    StepException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
