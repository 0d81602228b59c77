package nl.waarborg;

import java.util.List;

/** The package cannot be begun, resumed, added to or finished like this. Nothing of it was changed. */
public final class PackageException extends WaarborgException {
    private static final long serialVersionUID = 1;

    PackageException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
