package nl.waarborg;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The claims on one person's data, as known at one moment: what every question is asked of. What is asked often takes a
 * {@link BoundQuery}, or an {@link Id}, and gives numbers; what people read takes names.
 */
public final class Claims extends Handle {
    Claims(long address) {
        super(address, "the claims", Wb::wb_claims_free);
    }

    // --- May it be used? ---

    /** May it be used now? For questions that are asked often. */
    public Decision decide(BoundQuery query, Instant at) {
        ByteBuffer outputs = Frame.outputs();
        long base = Frame.address(outputs);
        outputs.putInt(Frame.STRUCT, Decision.SIZE);
        int status;
        long claims = owned.enter();
        try {
            status = Wb.wb_decide(claims, query.roleNumber, query.verbNumber, query.purposeNumber,
                query.categoryNumber, query.recipientNumber, query.identifiabilityNumber, query.relations, query.preconditionsAddress,
                query.preconditionsCount, query.recordAddress, query.recordLength, Moments.of(at), base + Frame.STRUCT,
                base + Frame.ERR);
        } finally {
            owned.leave();
            Reference.reachabilityFence(query);
            Reference.reachabilityFence(this);
        }
        if (status != Status.OK) {
            throw Errors.of(status, outputs.getLong(Frame.ERR));
        }
        return Decision.read(outputs, Frame.STRUCT);
    }

    /**
     * May it be used now? With names.
     *
     * @throws UnknownNameException if the policy has never known one of the names
     */
    public Decision decide(Query query, Instant at) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_decide_named(claims, frame.text(query.role), frame.len(), query.verb.number,
                frame.text(query.purpose), frame.len(), frame.text(query.category), frame.len(),
                frame.text(query.recipient), frame.len(), query.identifiability.number, query.relations,
                frame.text(query.passed()), frame.len(), frame.bytes(query.record.raw()), frame.len(), Moments.of(at),
                frame.struct(Decision.SIZE), frame.err()));
            return Decision.read(frame.scratch(), Frame.STRUCT);
        } finally {
            owned.leave();
        }
    }

    /**
     * The same question about many persons, such as a class, in one call; all or nothing. The answers are in the order of
     * the claims. See {@link Group} for a class that is asked about often.
     */
    public static Decisions decideEach(List<Claims> each, BoundQuery query, Instant at) {
        Claims[] all = each.toArray(new Claims[0]);
        int entered = 0;
        try (Frame frame = Frame.open()) {
            Frame.Room pointers = frame.room(all.length * Long.BYTES);
            for (; entered < all.length; entered++) {
                pointers.bytes.putLong(all[entered].owned.enter());
            }
            Group.Rows rows = Group.ask(pointers.address, all.length, query, at);
            return new Decisions(rows.bytes, rows.from, all.length);
        } finally {
            while (entered > 0) {
                all[--entered].owned.leave();
            }
            Reference.reachabilityFence(all);
        }
    }

    /** Many questions about this person in one call; all or nothing. The answers are in the order of the columns. */
    public Decisions decideMany(Columns columns, Instant at) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            return columns.decide(frame, claims, at);
        } finally {
            owned.leave();
        }
    }

    /** The same answer as {@link #decide(Query, Instant)}, with every reason and every condition over time. */
    public Explanation explain(Query query, Instant at) {
        return new Explanation(explainJson(query, at));
    }

    /** The explanation as JSON: equal questions have equal bytes. */
    public String explainJson(Query query, Instant at) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_explain(claims, frame.text(query.role), frame.len(), query.verb.number,
                frame.text(query.purpose), frame.len(), frame.text(query.category), frame.len(),
                frame.text(query.recipient), frame.len(), query.identifiability.number, query.relations,
                frame.text(query.passed()), frame.len(), frame.bytes(query.record.raw()), frame.len(), Moments.of(at),
                frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /**
     * Which categories of a purpose may go this way: the decision for each that the purpose needs, in the order of their
     * names. With a recipient and {@link Verb#SHARE}, a filter: what is not permitted is not sent.
     */
    public List<FieldDecision> fields(Query query, Instant at) {
        return Doc.of(fieldsJson(query, at)).list("fields", FieldDecision::new);
    }

    /** The fields as JSON: equal questions have equal bytes. */
    public String fieldsJson(Query query, Instant at) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_fields(claims, frame.text(query.role), frame.len(), query.verb.number,
                frame.text(query.purpose), frame.len(), frame.text(query.recipient), frame.len(), query.identifiability.number,
                query.relations, frame.text(query.passed()), frame.len(), frame.bytes(query.record.raw()), frame.len(),
                Moments.of(at), frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /**
     * The claim of a purpose on a category at every moment, in order, without looking at a record: what a person is told
     * who asks what still holds.
     */
    public List<ClaimStep> claim(String purpose, String category) {
        return Doc.of(claimJson(purpose, category)).list("steps", ClaimStep::new);
    }

    /** The same as JSON. */
    public String claimJson(String purpose, String category) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_claim(claims, frame.text(purpose), frame.len(), frame.text(category), frame.len(),
                frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    // --- Until when may it be kept, and may it be erased? ---

    /** Until when a record of a category may be kept. */
    public DueDate due(Id category, RecordFacts record) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_due(claims, category.number, frame.bytes(record.raw()), frame.len(),
                frame.struct(DueDate.SIZE), frame.err()));
            return new DueDate(frame.scratch(), Frame.STRUCT);
        } finally {
            owned.leave();
        }
    }

    /** Until when a record of a category may be kept, with the reason, the last day, and the forms that are enough before. */
    public Due due(String category, RecordFacts record) {
        return new Due(dueJson(category, record));
    }

    /** The same as JSON: equal questions have equal bytes. */
    public String dueJson(String category, RecordFacts record) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_due_json(claims, frame.text(category), frame.len(), frame.bytes(record.raw()),
                frame.len(), frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /** Until when each of many records may be kept, in one call; all or nothing. */
    public List<DueDate> dueMany(Records records) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            return records.due(frame, claims);
        } finally {
            owned.leave();
        }
    }

    /**
     * The earliest moment at which one of the records, or one of its lower identifiabilities, is due: look again then, or
     * after the next entry. Empty if none has an end.
     */
    public Optional<Instant> nextDue(Records records) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            return records.next(frame, claims);
        } finally {
            owned.leave();
        }
    }

    /**
     * Whether a record may be erased now: it is due, nothing of its own kind holds it, and every entry can be read. Ask
     * this before each erasure.
     */
    public Erasure erasable(Id category, RecordFacts record, Instant at) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_erasable(claims, category.number, frame.bytes(record.raw()), frame.len(),
                Moments.of(at), frame.struct(Erasure.SIZE), frame.err()));
            return new Erasure(frame.scratch(), Frame.STRUCT);
        } finally {
            owned.leave();
        }
    }

    /** Everything that keeps a record at a moment: the answer to what was kept, and on what ground. */
    public List<RetainingClaim> keptBy(String category, RecordFacts record, Instant at) {
        return Doc.of(keptByJson(category, record, at)).list("kept-by", RetainingClaim::new);
    }

    /** What keeps it, as JSON: equal questions have equal bytes. */
    public String keptByJson(String category, RecordFacts record, Instant at) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_kept_by(claims, frame.text(category), frame.len(), frame.bytes(record.raw()),
                frame.len(), Moments.of(at), frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    // --- What may the person ask, and what does it oblige to? ---

    /**
     * Every request and objection of the person: how far each is, and by when it must be answered.
     *
     * @throws UnknownWordException if a newer library gives a stage or an outcome that this binding does not know
     */
    public Requests requests(Instant at) {
        return new Requests(requestsJson(at));
    }

    /** The requests as JSON. */
    public String requestsJson(Instant at) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_requests(claims, Moments.of(at), frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /**
     * Whether an entry about a request may be appended now, besides what {@link Institution#checkAppend} says of its names. Entries
     * about other things are let through. {@link Institution#append} asks this too; on its own it tells whether a step can be
     * offered.
     *
     * @throws StepException if not; it tells why, and which steps are legal
     */
    public void checkAppend(Entry entry) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_requests_check_append(claims, frame.text(entry.json()), frame.len(), frame.err()));
        } finally {
            owned.leave();
        }
    }

    /**
     * The plan of the request that arrived with an entry, as things stand at a moment. It is bound to the policy and the
     * dossier as they are: ask again when either has moved.
     *
     * @throws StepException if there is no such request
     * @throws UnknownWordException if a newer library gives a kind of item that this binding does not know
     */
    public Plan plan(long entry, Instant at) {
        return new Plan(planJson(entry, at));
    }

    /** The plan as JSON. */
    public String planJson(long entry, Instant at) {
        int number = entry(entry);
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_request_plan(claims, number, Moments.of(at), frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /** The number of an entry as the ABI takes it: one that is cut off would be another entry. */
    static int entry(long entry) {
        if (entry != (entry & 0xFFFF_FFFFL)) {
            throw Errors.of(Status.BAD_STEP, "unknown-request", "no request or objection arrived with this entry");
        }
        return (int) entry;
    }

    /** What follows from a withdrawal of consent that has been recorded, for these purposes. */
    public Plan withdrawalPlan(Collection<String> purposes, Instant at) {
        return new Plan(withdrawalPlanJson(purposes, at));
    }

    /** The same as JSON. */
    public String withdrawalPlanJson(Collection<String> purposes, Instant at) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_withdrawal_plan(claims, frame.text(JsonText.of(purposes)), frame.len(), Moments.of(at),
                frame.out(), frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }

    /** Which claims a right reaches at a moment, and why. */
    public List<RightApplicability> applicability(Right right, Instant at) {
        return Doc.of(applicabilityJson(right, at)).list("claims", RightApplicability::new);
    }

    /** The same as JSON. */
    public String applicabilityJson(Right right, Instant at) {
        long claims = owned.enter();
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_right_applicability(claims, frame.text(right.word()), frame.len(), Moments.of(at), frame.out(),
                frame.err()));
            return frame.json();
        } finally {
            owned.leave();
        }
    }
}
