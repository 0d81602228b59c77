package nl.waarborg;

import java.util.List;

/** An identifier, a pseudonym or what was sealed beside one is refused: it has no pseudonym, or is none. */
public final class IdentifierException extends WaarborgException {
    private static final long serialVersionUID = 1;

    IdentifierException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
