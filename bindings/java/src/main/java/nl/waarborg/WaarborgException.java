package nl.waarborg;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A call that failed, with everything that was wrong: a document can have many faults at once. What is asked of an
 * exception is told of the first of them. No message holds personal data or a key.
 */
public class WaarborgException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final List<Fault> faults;

    WaarborgException(int status, List<Fault> faults) {
        this(status, faults, null);
    }

    WaarborgException(int status, List<Fault> faults, Throwable cause) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")), cause);
        this.status = status;
        this.faults = List.copyOf(faults);
    }

    /** Everything that was wrong; never empty. */
    public List<Fault> faults() {
        return faults;
    }

    /** The number of the failure in the C ABI; 0 where none was reached. */
    public int status() {
        return status;
    }

    /** See {@link Fault#code}. */
    public String code() {
        return faults.get(0).code();
    }

    /** See {@link Fault#path}. */
    public String path() {
        return faults.get(0).path();
    }

    /** See {@link Fault#line}. */
    public int line() {
        return faults.get(0).line();
    }

    /** See {@link Fault#column}. */
    public int column() {
        return faults.get(0).column();
    }

    /** See {@link Fault#expected}. */
    public Optional<String> expected() {
        return faults.get(0).expected();
    }

    /** See {@link Fault#suggestion}. */
    public Optional<String> suggestion() {
        return faults.get(0).suggestion();
    }

    /** See {@link Fault#help}. */
    public Optional<String> help() {
        return faults.get(0).help();
    }
}
