package nl.waarborg;

import java.util.List;

/** The library was built without what is asked. */
public final class NotBuiltException extends WaarborgException {
    private static final long serialVersionUID = 1;

    NotBuiltException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
