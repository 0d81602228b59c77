package nl.waarborg;

/** The first hash of the Dutch number service. It is no pseudonym, since all suppliers share the salt. */
public final class Hpgn {
    private static final int DIGITS = 64;

    private Hpgn() {
    }

    /**
     * The 64 hexadecimal digits of the HPgn of a number, or of a teacher's BRIN, space and e-mail address, under the salt
     * of an environment (16 to 64 bytes, decoded). It costs over a second and 128 MiB.
     *
     * @throws NotBuiltException where the library was built without it
     */
    public static String of(String number, byte[] salt, HpgnCost cost) {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_hpgn(frame.text(number), frame.len(), frame.bytes(salt), frame.len(), cost.number,
                frame.small(), DIGITS, frame.err()));
            return frame.smallText(DIGITS);
        }
    }
}
