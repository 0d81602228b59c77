package nl.waarborg;

import java.nio.ByteBuffer;
import java.util.List;

/** A question with the numbers of a policy: the fast one. Immutable; what is added makes another. */
public final class BoundQuery {
    private final Id role;
    private final Verb verb;
    private final Id purpose;
    private final Id category;
    private final Id recipient;
    private final Form form;
    private final List<Id> gates;
    private final RecordFacts record;

    // What the call takes, ready.
    final long roleNumber;
    final int verbNumber;
    final long purposeNumber;
    final long categoryNumber;
    final long recipientNumber;
    final int formNumber;
    final int relations;
    final long gatesAddress;
    final long gatesCount;
    final long recordAddress;
    final long recordLength;

    /** What the addresses point into; null if nothing. */
    final ByteBuffer memory;

    BoundQuery(Id role, Verb verb, Id purpose, Id category, Id recipient, Form form, int relations, List<Id> gates,
               RecordFacts record) {
        this.role = role;
        this.verb = verb;
        this.purpose = purpose;
        this.category = category;
        this.recipient = recipient;
        this.form = form;
        this.gates = List.copyOf(gates);
        this.record = record;
        roleNumber = role.number;
        verbNumber = verb.number;
        purposeNumber = purpose.number;
        categoryNumber = category.number;
        recipientNumber = recipient == null ? 0 : recipient.number;
        formNumber = form.number;
        this.relations = relations;
        byte[] facts = record.raw();
        gatesCount = gates.size();
        recordLength = facts.length;
        int gatesSize = gates.size() * Long.BYTES;
        memory = gatesSize + facts.length == 0 ? null : Frame.direct(gatesSize + facts.length);
        if (memory != null) {
            gates.forEach(gate -> memory.putLong(gate.number));
            memory.put(facts);
        }
        long address = memory == null ? 0 : Frame.addressOf(memory);
        gatesAddress = gatesCount == 0 ? 0 : address;
        recordAddress = recordLength == 0 ? 0 : address + gatesSize;
    }

    /** A question in no form in particular, by someone who is nothing to the person, about no record. */
    public static BoundQuery of(Id role, Verb verb, Id purpose, Id category) {
        return new BoundQuery(role, verb, purpose, category, null, Form.ANY, 0, List.of(), RecordFacts.NONE);
    }

    /** To whom it is given; {@link Verb#SHARE} needs it. */
    public BoundQuery to(Id recipient) {
        return new BoundQuery(role, verb, purpose, category, recipient, form, relations, gates, record);
    }

    /** In which form. */
    public BoundQuery in(Form form) {
        return new BoundQuery(role, verb, purpose, category, recipient, form, relations, gates, record);
    }

    /** What the one who acts is to the person: all that hold. */
    public BoundQuery as(Relation... relations) {
        return new BoundQuery(
            role, verb, purpose, category, recipient, form, Query.sum(relations), gates, record);
    }

    /** Which gates were passed. */
    public BoundQuery passed(Id... gates) {
        return new BoundQuery(
            role, verb, purpose, category, recipient, form, relations, List.of(gates), record);
    }

    /** About which record. */
    public BoundQuery about(RecordFacts record) {
        return new BoundQuery(role, verb, purpose, category, recipient, form, relations, gates, record);
    }

    /** The question itself, without the record. */
    @Override
    public String toString() {
        return role.name() + " " + verb.word() + " " + purpose.name() + "/" + category.name()
            + (recipient == null ? "" : " to " + recipient.name());
    }
}
