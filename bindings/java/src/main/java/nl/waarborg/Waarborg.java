package nl.waarborg;

/** Which library this is. */
public final class Waarborg {
    private Waarborg() {
    }

    /** The version of the library, such as {@code 0.1.0}. */
    public static String version() {
        Library.ensure();
        return Frame.textAt(Wb.wb_version_string());
    }

    /** The version of the ABI that it and this binding speak. */
    public static int abiVersion() {
        Library.ensure();
        return Wb.wb_abi_version();
    }
}
