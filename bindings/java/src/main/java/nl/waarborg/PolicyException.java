package nl.waarborg;

import java.util.List;

/** The policy cannot work; {@link #diagnostics} lists everything that is wrong with it. */
public final class PolicyException extends WaarborgException {
    private static final long serialVersionUID = 1;

    PolicyException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
