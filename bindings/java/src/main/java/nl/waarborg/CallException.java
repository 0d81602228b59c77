package nl.waarborg;

import java.util.List;

/** The call was wrong: a moment outside 2000 to 2200, a number of another policy, a text that is no Unicode. */
public class CallException extends WaarborgException {
    private static final long serialVersionUID = 1;

    CallException(int status, List<Diagnostic> diagnostics) {
        super(status, diagnostics);
    }
}
