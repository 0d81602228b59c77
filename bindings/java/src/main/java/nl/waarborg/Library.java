package nl.waarborg;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;

/**
 * Finds the library, holds it to the version of its ABI, and binds its functions, once. Where it is looked for, in this
 * order: the file that the system property {@code waarborg.library.path} names, the file that the environment variable
 * {@code WAARBORG_LIBRARY} names, inside the jar, where the system looks. What is named must work: nothing else is tried
 * then.
 */
final class Library {
    /** The version of the ABI that this binding speaks. */
    static final int ABI_VERSION = 1;
    static final String PROPERTY = "waarborg.library.path";
    static final String VARIABLE = "WAARBORG_LIBRARY";

    /** What the first attempt came to; null if the library is there. */
    private static final LibraryException FAILURE = attempt();

    private Library() {
    }

    /** Throws if there is no library: before the first call of whoever has no handle yet. */
    static void ensure() {
        if (FAILURE != null) {
            throw new LibraryException(FAILURE);
        }
    }

    private static LibraryException attempt() {
        try {
            bind();
            return null;
        } catch (LibraryException failure) {
            return failure;
        } catch (IOException | RuntimeException | LinkageError failure) {
            return failed("library-not-loaded", "the library could not be loaded", failure);
        }
    }

    private static void bind() throws IOException {
        // Every pointer is a long here, which fits nowhere else.
        if (Native.POINTER_SIZE != Long.BYTES) {
            throw failed("library-not-loaded", "only 64-bit systems are supported", null);
        }
        NativeLibrary library = find();
        int speaks;
        try {
            speaks = library.getFunction("wb_abi_version").invokeInt(new Object[0]);
        } catch (UnsatisfiedLinkError none) {
            throw failed("library-foreign", "the file that was found is no waarborg library", none);
        }
        if (speaks != ABI_VERSION) {
            throw failed("library-abi", "the library speaks version " + speaks
                + " of the ABI, and this binding speaks version " + ABI_VERSION, null);
        }
        Native.register(Wb.class, library);
    }

    private static NativeLibrary find() throws IOException {
        String named = System.getProperty(PROPERTY);
        if (named == null || named.isEmpty()) {
            named = System.getenv(VARIABLE);
        }
        if (named != null && !named.isEmpty()) {
            return NativeLibrary.getInstance(new File(named).getAbsolutePath());
        }
        String inside = "/" + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName("waarborg");
        if (Library.class.getResource(inside) == null) {
            return NativeLibrary.getInstance("waarborg");
        }
        File file = Native.extractFromResourcePath(inside, Library.class.getClassLoader());
        NativeLibrary library = NativeLibrary.getInstance(file.getAbsolutePath());
        // What was unpacked is needed no more once it is mapped, except on Windows.
        if (!Platform.isWindows() && file.getName().startsWith("jna")) {
            file.delete();
        }
        return library;
    }

    private static LibraryException failed(String code, String message, Throwable cause) {
        return new LibraryException(code, message, "name the file of the library for " + Platform.RESOURCE_PREFIX
            + " with the system property " + PROPERTY + " or the environment variable " + VARIABLE, cause);
    }
}
