package nl.waarborg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The memory of a call. */
class FrameTest {
    @Test
    void textsStandNextToEachOtherAndAreWiped() {
        long first;
        try (Frame frame = Frame.open()) {
            first = frame.text("geheim");
            assertEquals(6, frame.len());
            long second = frame.text("é\uD83D\uDE00");
            assertEquals(6, frame.len());
            assertEquals(0, frame.text(""));
            assertEquals(0, frame.text(null));
            assertEquals(0, frame.len());
            assertArrayEquals("geheim".getBytes(StandardCharsets.UTF_8), Frame.read(first, 6));
            assertArrayEquals("é\uD83D\uDE00".getBytes(StandardCharsets.UTF_8), Frame.read(second, 6));
            try (Frame nested = Frame.open()) {
                nested.text("anders");
                assertArrayEquals("geheim".getBytes(StandardCharsets.UTF_8), Frame.read(first, 6));
            }
        }
        assertArrayEquals(new byte[6], Frame.read(first, 6));
    }

    @Test
    void whatIsTooLargeGetsRoomOfItsOwn() {
        byte[] large = new byte[100_000];
        Arrays.fill(large, (byte) 7);
        try (Frame frame = Frame.open()) {
            for (int i = 0; i < 40; i++) {
                byte[] some = new byte[1_000];
                Arrays.fill(some, (byte) i);
                assertArrayEquals(some, Frame.read(frame.bytes(some), 1_000));
            }
            assertArrayEquals(large, Frame.read(frame.bytes(large), large.length));
        }
    }

    @Test
    void halfACharacterIsRefused() {
        for (String text : new String[] {"\uD83D", "a\uDE00", "\uDE00\uD83D", "é\uD83Dé"}) {
            assertEquals("not-utf8", assertThrows(CallException.class, () -> Frame.utf8(text)).code());
        }
        assertEquals(4, Frame.utf8("\uD83D\uDE00").length);
    }
}
