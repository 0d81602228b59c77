package nl.waarborg;

import java.util.List;

/** A pointer was passed that is no handle of its type: the handle was freed, or is of another type. */
public final class HandleException extends CallException {
    private static final long serialVersionUID = 1;

    HandleException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
