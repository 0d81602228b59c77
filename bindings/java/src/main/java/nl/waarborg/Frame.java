package nl.waarborg;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The native memory of one call: each thread has a buffer, of which a call takes what it needs. A text is written with
 * {@link #text} and measured with {@link #len}, one after the other, as the ABI takes them. Closing a frame wipes what was
 * written into it, since it may have been a key or an identifier.
 *
 * <p>The first bytes of the buffer are for outputs. They are read right after the call, so that frames may be nested.
 */
final class Frame implements AutoCloseable {
    /** Where an error goes, a handle or a number, two more of these, and a struct or a short text. */
    static final int ERR = 8;
    static final int OUT = 16;
    static final int OUT_2 = 24;
    static final int OUT_3 = 32;
    static final int STRUCT = 40;
    private static final int USED = 120;
    private static final int START = 128;
    private static final int SIZE = 16 * 1024;
    private static final byte[] NOTHING = {};

    /** A plain buffer, and no class of ours: a server that drops this library again must not be held back by a thread. */
    private static final ThreadLocal<ByteBuffer> SCRATCH = ThreadLocal.withInitial(Frame::prepared);

    private final ByteBuffer scratch;
    private final long address;
    private final int start;
    private int used;
    private int len;
    private List<ByteBuffer> larger;

    private Frame(ByteBuffer scratch) {
        this.scratch = scratch;
        address = address(scratch);
        start = used(scratch);
        used = start;
    }

    static Frame open() {
        Library.ensure();
        return new Frame(SCRATCH.get());
    }

    /** The thread's buffer itself, for calls that need nothing but outputs. */
    static ByteBuffer outputs() {
        return SCRATCH.get();
    }

    /** Where such a buffer stands. */
    static long address(ByteBuffer scratch) {
        return scratch.getLong(0);
    }

    /** From where on such a buffer holds nothing of a call that is being made. */
    static int used(ByteBuffer scratch) {
        return scratch.getInt(USED);
    }

    private static ByteBuffer prepared() {
        ByteBuffer buffer = direct(SIZE);
        buffer.putLong(0, addressOf(buffer));
        buffer.putInt(USED, START);
        return buffer;
    }

    static ByteBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    static long addressOf(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }

    /** Room of this call, and where it stands. */
    static final class Room {
        final ByteBuffer bytes;
        final long address;

        Room(ByteBuffer bytes, long address) {
            this.bytes = bytes;
            this.address = address;
        }

        /** So many of the numbers in it, from one on. */
        int[] numbers(int from, int count) {
            int[] numbers = new int[count];
            bytes.asIntBuffer().position(from).get(numbers);
            return numbers;
        }
    }

    /** Room for so many bytes, all zero, at a multiple of 8. */
    Room room(int size) {
        if (size > SIZE - used) {
            ByteBuffer one = direct(size);
            if (larger == null) {
                larger = new ArrayList<>();
            }
            larger.add(one);
            return new Room(one, addressOf(one));
        }
        ByteBuffer part = scratch.duplicate().position(used).limit(used + size).slice().order(ByteOrder.nativeOrder());
        Room room = new Room(part, address + used);
        taken(size);
        return room;
    }

    /** Room for what a call gives out, which is not wiped: whoever reads it keeps it. */
    Room output(int size) {
        if (size > SIZE - used) {
            ByteBuffer one = direct(size);
            return new Room(one, addressOf(one));
        }
        return room(size);
    }

    /** Writes bytes; their number is {@link #len}. */
    long bytes(byte[] bytes) {
        len = bytes.length;
        if (len == 0) {
            return 0;
        }
        if (len <= SIZE - used) {
            long at = address + used;
            scratch.position(used);
            scratch.put(bytes);
            taken(len);
            return at;
        }
        Room room = room(len);
        room.bytes.put(bytes);
        return room.address;
    }

    private void taken(int size) {
        used = Math.min(SIZE, used + size + 7 & ~7);
        scratch.putInt(USED, used);
    }

    /** Writes a text as UTF-8; the number of its bytes is {@link #len}. Null is none. */
    long text(String text) {
        return bytes(text == null ? NOTHING : utf8(text));
    }

    /** Writes numbers; their number is {@link #len}. */
    long longs(long... numbers) {
        len = numbers.length;
        Room room = room(Math.multiplyExact(len, Long.BYTES));
        room.bytes.asLongBuffer().put(numbers);
        return len == 0 ? 0 : room.address;
    }

    /** Writes numbers; their number is {@link #len}. */
    long ints(int... numbers) {
        len = numbers.length;
        Room room = room(Math.multiplyExact(len, Integer.BYTES));
        room.bytes.asIntBuffer().put(numbers);
        return len == 0 ? 0 : room.address;
    }

    /** How long what was written last is. */
    long len() {
        return len;
    }

    long err() {
        return address + ERR;
    }

    long out() {
        return address + OUT;
    }

    long out2() {
        return address + OUT_2;
    }

    long out3() {
        return address + OUT_3;
    }

    /** A struct, whose size is written. */
    long struct(int size) {
        scratch.putInt(STRUCT, size);
        return address + STRUCT;
    }

    /** Room for a short output, of at most 64 bytes, in the place of a struct. */
    long small() {
        return address + STRUCT;
    }

    /** So many bytes of a short output. */
    byte[] small(int size) {
        byte[] bytes = new byte[size];
        scratch.position(STRUCT);
        scratch.get(bytes);
        return bytes;
    }

    /** A short output that is ASCII. */
    String smallText(int size) {
        return new String(small(size), StandardCharsets.US_ASCII);
    }

    ByteBuffer scratch() {
        return scratch;
    }

    /** Throws what came of a call, unless it is well. */
    void check(int status) {
        if (status != Status.OK) {
            throw Errors.of(status, scratch.getLong(ERR));
        }
    }

    /** A handle or a number, as a call wrote it. */
    long given() {
        return scratch.getLong(OUT);
    }

    long given2() {
        return scratch.getLong(OUT_2);
    }

    long given3() {
        return scratch.getLong(OUT_3);
    }

    int number() {
        return scratch.getInt(OUT);
    }

    int number2() {
        return scratch.getInt(OUT_2);
    }

    int number3() {
        return scratch.getInt(OUT_3);
    }

    /** The text of the buffer that a call gave out, which is freed. */
    String json() {
        return take(given());
    }

    static String take(long buffer) {
        return new String(takeBytes(buffer), StandardCharsets.UTF_8);
    }

    static byte[] takeBytes(long buffer) {
        try {
            return read(Wb.wb_buf_data(buffer), Wb.wb_buf_len(buffer));
        } finally {
            Wb.wb_buf_free(buffer);
        }
    }

    static byte[] read(long address, long length) {
        return length == 0 ? NOTHING : new Pointer(address).getByteArray(0, Math.toIntExact(length));
    }

    /** A text with a NUL after it; null for none. */
    static String textAt(long address) {
        return address == 0 ? null : new Pointer(address).getString(0, "UTF-8");
    }

    /** The bytes of a text. One that is no Unicode is refused: a question mark in its place would be another text. */
    static byte[] utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (Character.isSurrogate(one)) {
                boolean pair = Character.isHighSurrogate(one) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw Errors.of(Status.NOT_UTF8, "not-utf8", "a text holds half a character");
                }
                i++;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        for (int i = start; i < used; i += Long.BYTES) {
            scratch.putLong(i, 0);
        }
        scratch.putInt(USED, start);
        if (larger != null) {
            larger.forEach(Frame::wipe);
        }
        Reference.reachabilityFence(scratch);
    }

    private static void wipe(ByteBuffer buffer) {
        byte[] zeroes = new byte[4096];
        for (buffer.clear(); buffer.hasRemaining();) {
            buffer.put(zeroes, 0, Math.min(zeroes.length, buffer.remaining()));
        }
    }
}
