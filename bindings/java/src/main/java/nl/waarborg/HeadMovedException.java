package nl.waarborg;

import java.util.List;

/** Another writer was first: load the dossier again, decide again, append again. */
public final class HeadMovedException extends WaarborgException {
    private static final long serialVersionUID = 1;

    HeadMovedException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
