package nl.waarborg.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import nl.waarborg.BoundQuery;
import nl.waarborg.Claims;
import nl.waarborg.Decision;
import nl.waarborg.Dossier;
import nl.waarborg.Group;
import nl.waarborg.Institution;
import nl.waarborg.Policy;
import nl.waarborg.Query;
import nl.waarborg.Verb;
import org.junit.jupiter.api.Test;

/** Closing, forgetting to close, and closing while others are at work. */
class HandlesTest {
    private static final Query QUERY = Query.of("teacher", Verb.PUBLISH, "website", "photo");
    private static final BoundQuery BOUND = QUERY.bind(School.POLICY);

    @Test
    void closingTwiceIsFineAndUsingAfterwardsIsNot() {
        Policy policy = School.policy();
        assertFalse(policy.isClosed());
        policy.close();
        policy.close();
        assertTrue(policy.isClosed());
        assertEquals("the policy is closed", assertThrows(IllegalStateException.class, policy::digest).getMessage());
        assertThrows(IllegalStateException.class, () -> QUERY.bind(policy));
        Claims claims = School.claims(School.entries("access"));
        claims.close();
        assertThrows(IllegalStateException.class, () -> claims.decide(BOUND, School.NOW));
        assertThrows(IllegalStateException.class, () -> claims.decide(QUERY, School.NOW));
        assertThrows(IllegalStateException.class, () -> claims.explain(QUERY, School.NOW));
        List<Claims> some = List.of(School.ASKED, claims);
        assertThrows(IllegalStateException.class, () -> Claims.decideEach(some, BOUND, School.NOW));
        assertThrows(IllegalStateException.class, () -> Group.of(some));
        // Nobody is left inside the one that is open.
        assertFalse(School.ASKED.decide(BOUND, School.NOW).isAllowed());
    }

    @Test
    void whatIsCreatedOutlivesWhatItIsCreatedFrom() {
        Policy policy = School.policy();
        Institution institution = policy.institution(School.NOW);
        Dossier dossier = School.kept(School.entries("access")).load();
        Claims claims = institution.claims(dossier, School.NOW);
        Decision decision = claims.decide(BOUND, School.NOW);
        Group group = Group.of(List.of(claims, School.ASKED));
        dossier.close();
        institution.close();
        policy.close();
        assertEquals(decision, claims.decide(BOUND, School.NOW));
        claims.close();
        assertEquals(decision, group.decide(BOUND, School.NOW).get(0));
        group.close();
        assertThrows(IllegalStateException.class, () -> group.decide(BOUND, School.NOW));
    }

    /** Threads ask while another closes and makes anew: each call is answered, or refused as closed. */
    @Test
    void closingWhileOthersAskIsSafe() throws Exception {
        Decision expected = School.ASKED.decide(BOUND, School.NOW);
        String explained = School.ASKED.explainJson(QUERY, School.NOW);
        AtomicReference<Claims> current = new AtomicReference<>(School.claims(School.entries("access")));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 3; thread++) {
                tasks.add(() -> {
                    int answered = 0;
                    for (int i = 0; i < 20_000; i++) {
                        Claims claims = current.get();
                        try {
                            assertEquals(expected, claims.decide(BOUND, School.NOW));
                            if (i % 50 == 0) {
                                assertEquals(explained, claims.explainJson(QUERY, School.NOW));
                                assertEquals(expected, Claims.decideEach(
                                    Collections.nCopies(5, claims), BOUND, School.NOW).get(4));
                            }
                            answered++;
                        } catch (IllegalStateException closed) {
                            assertTrue(claims.isClosed());
                        }
                    }
                    return answered;
                });
            }
            tasks.add(() -> {
                for (int i = 0; i < 500; i++) {
                    current.getAndSet(School.claims(School.entries("access"))).close();
                }
                return 1;
            });
            for (Future<Integer> task : threads.invokeAll(tasks)) {
                assertNotEquals(0, task.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    /** What is dropped without closing is freed, while its last call may still be under way. */
    @Test
    void forgettingToCloseIsSafe() {
        Decision expected = School.ASKED.decide(BOUND, School.NOW);
        for (int i = 0; i < 2_000; i++) {
            assertEquals(expected, School.claims(School.entries("access").subList(0, 8)).decide(BOUND, School.NOW));
            if (i % 200 == 0) {
                System.gc();
            }
        }
    }

    @Test
    void oneHandleServesManyThreads() throws Exception {
        List<Decision> expected = Collections.nCopies(1_000, School.ASKED.decide(BOUND, School.NOW));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<List<Decision>> task = () -> {
                List<Decision> decisions = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    decisions.add(School.ASKED.decide(BOUND, School.NOW));
                }
                return decisions;
            };
            for (Future<List<Decision>> got : threads.invokeAll(Collections.nCopies(8, task))) {
                assertEquals(expected, got.get());
            }
        } finally {
            threads.shutdown();
        }
    }
}
