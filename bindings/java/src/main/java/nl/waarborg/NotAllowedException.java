package nl.waarborg;

import java.util.List;

/** No rule allows this translation now. */
public final class NotAllowedException extends WaarborgException {
    private static final long serialVersionUID = 1;

    NotAllowedException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
