package nl.waarborg;

import java.util.List;

/** The policy cannot work; {@link #faults} lists everything that is wrong with it. */
public final class PolicyException extends WaarborgException {
    private static final long serialVersionUID = 1;

    PolicyException(int status, List<Fault> faults) {
        super(status, faults);
    }
}
