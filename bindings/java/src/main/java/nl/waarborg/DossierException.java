package nl.waarborg;

import java.util.List;

/** The lines are not a dossier, or not all the lines of the head. */
public final class DossierException extends WaarborgException {
    private static final long serialVersionUID = 1;

    DossierException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
