package nl.waarborg;

import java.util.List;

/** The keys, the register, the domain or the rules cannot be used like this. */
public final class KeyException extends WaarborgException {
    private static final long serialVersionUID = 1;

    KeyException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
