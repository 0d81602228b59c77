package nl.waarborg;

import java.util.List;

/** The policy has never known such a name. */
public final class UnknownNameException extends WaarborgException {
    private static final long serialVersionUID = 1;

    UnknownNameException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
