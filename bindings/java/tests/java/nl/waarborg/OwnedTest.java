package nl.waarborg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A handle is freed once, by who is the last, and never while a call is inside it. */
class OwnedTest {
    @Test
    void isFreedWhenTheLastCallHasLeft() {
        AtomicInteger freed = new AtomicInteger();
        Owned owned = new Owned(7, "the thing", address -> freed.addAndGet((int) address));
        assertEquals(7, owned.enter());
        owned.enter();
        owned.run();
        assertEquals("the thing is closed", assertThrows(IllegalStateException.class, owned::enter).getMessage());
        owned.leave();
        assertEquals(0, freed.get());
        owned.leave();
        assertEquals(7, freed.get());
        owned.run();
        assertThrows(IllegalStateException.class, owned::enter);
        assertEquals(7, freed.get());
    }

    @Test
    void aPointerThatIsNoHandleOfItsTypeIsRefused() {
        try (Dossier dossier = Dossier.empty(); Frame frame = Frame.open()) {
            long address = dossier.owned.enter();
            try {
                HandleException thrown = assertThrows(HandleException.class,
                    () -> frame.check(Wb.wb_policy_json(address, frame.out(), frame.err())));
                assertEquals(Status.BAD_HANDLE, thrown.status());
                assertEquals("bad-handle", thrown.code());
            } finally {
                dossier.owned.leave();
            }
        }
    }

    @Test
    void isFreedOnceWhoeverRaces() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 5_000; round++) {
                AtomicInteger inside = new AtomicInteger();
                AtomicInteger freed = new AtomicInteger();
                AtomicBoolean insideWhenFreed = new AtomicBoolean();
                Owned owned = new Owned(1, "the thing", address -> {
                    freed.incrementAndGet();
                    insideWhenFreed.compareAndSet(false, inside.get() != 0);
                });
                CountDownLatch done = new CountDownLatch(4);
                for (int thread = 0; thread < 4; thread++) {
                    boolean closes = thread < 2;
                    threads.execute(() -> {
                        for (int i = 0; i < 20; i++) {
                            try {
                                owned.enter();
                            } catch (IllegalStateException closed) {
                                continue;
                            }
                            inside.incrementAndGet();
                            inside.decrementAndGet();
                            owned.leave();
                            if (closes && i == 10) {
                                owned.run();
                            }
                        }
                        done.countDown();
                    });
                }
                assertTrue(done.await(1, TimeUnit.MINUTES));
                assertEquals(1, freed.get());
                assertFalse(insideWhenFreed.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    private static final class Thing extends Handle {
        Thing(AtomicInteger freed) {
            super(1, "the thing", address -> freed.incrementAndGet());
        }
    }

    private static void dropped(int count, AtomicInteger freed) {
        for (int i = 0; i < count; i++) {
            new Thing(freed);
        }
        new Thing(freed).close();
    }

    @Test
    void isFreedByTheCollectorWhereClosingIsForgotten() throws InterruptedException {
        AtomicInteger freed = new AtomicInteger();
        dropped(1_000, freed);
        assertTrue(freed.get() >= 1);
        for (int i = 0; i < 200 && freed.get() < 1_001; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertEquals(1_001, freed.get());
    }
}
