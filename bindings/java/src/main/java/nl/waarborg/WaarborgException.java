package nl.waarborg;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A call that failed, with everything that was wrong: a document can have many diagnostics at once. What is asked of an
 * exception is told of the first of them. No message holds personal data or a key.
 */
public class WaarborgException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final List<Diagnostic> diagnostics;

    WaarborgException(int status, List<Diagnostic> diagnostics) {
        this(status, diagnostics, null);
    }

    WaarborgException(int status, List<Diagnostic> diagnostics, Throwable cause) {
        super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")), cause);
        this.status = status;
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** Everything that was wrong; never empty. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The number of the failure in the C ABI; 0 where none was reached. */
    public int status() {
        return status;
    }

    /** See {@link Diagnostic#code}. */
    public String code() {
        return diagnostics.get(0).code();
    }

    /** See {@link Diagnostic#path}. */
    public String path() {
        return diagnostics.get(0).path();
    }

    /** See {@link Diagnostic#line}. */
    public int line() {
        return diagnostics.get(0).line();
    }

    /** See {@link Diagnostic#column}. */
    public int column() {
        return diagnostics.get(0).column();
    }

    /** See {@link Diagnostic#expected}. */
    public Optional<String> expected() {
        return diagnostics.get(0).expected();
    }

    /** See {@link Diagnostic#suggestion}. */
    public Optional<String> suggestion() {
        return diagnostics.get(0).suggestion();
    }

    /** See {@link Diagnostic#help}. */
    public Optional<String> help() {
        return diagnostics.get(0).help();
    }
}
