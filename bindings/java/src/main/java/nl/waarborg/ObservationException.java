package nl.waarborg;

import java.util.List;

/** The observations cannot be read. */
public final class ObservationException extends WaarborgException {
    private static final long serialVersionUID = 1;

    ObservationException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
