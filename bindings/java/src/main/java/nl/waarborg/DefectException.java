package nl.waarborg;

import java.util.List;

/** A defect in the library. Nothing was changed, and every handle can still be used. */
public final class DefectException extends WaarborgException {
    private static final long serialVersionUID = 1;

    DefectException(int status, List<Fault> faults) {
        super(status, faults);
    }
}
