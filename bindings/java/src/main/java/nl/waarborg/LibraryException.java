package nl.waarborg;

import java.util.List;

/** The library is not there, is another one, or speaks another version of the ABI; it says where it is looked for. */
public final class LibraryException extends WaarborgException {
    private static final long serialVersionUID = 1;

    LibraryException(String code, String message, String help, Throwable cause) {
        super(0, List.of(new Diagnostic(code, message, "", 0, 0, null, null, help)), cause);
    }

    /** The same again, with the stack of who asks now. */
    LibraryException(LibraryException first) {
        super(0, first.diagnostics(), first);
    }
}
