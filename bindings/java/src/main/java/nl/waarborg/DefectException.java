package nl.waarborg;

import java.util.List;

/** A defect in the library. What never changes can be used on; a package that was in the call can only be closed. */
public final class DefectException extends WaarborgException {
    private static final long serialVersionUID = 1;

    DefectException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
