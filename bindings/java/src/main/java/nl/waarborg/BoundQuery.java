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
    private final Identifiability identifiability;
    private final List<Id> preconditions;
    private final RecordFacts record;

    // What the call takes, ready.
    final long roleNumber;
    final int verbNumber;
    final long purposeNumber;
    final long categoryNumber;
    final long recipientNumber;
    final int identifiabilityNumber;
    final int relations;
    final long preconditionsAddress;
    final long preconditionsCount;
    final long recordAddress;
    final long recordLength;

    /** What the addresses point into; null if nothing. */
    final ByteBuffer memory;

    BoundQuery(Id role, Verb verb, Id purpose, Id category, Id recipient, Identifiability identifiability,
               int relations, List<Id> preconditions,
               RecordFacts record) {
        this.role = role;
        this.verb = verb;
        this.purpose = purpose;
        this.category = category;
        this.recipient = recipient;
        this.identifiability = identifiability;
        this.preconditions = List.copyOf(preconditions);
        this.record = record;
        roleNumber = role.number;
        verbNumber = verb.number;
        purposeNumber = purpose.number;
        categoryNumber = category.number;
        recipientNumber = recipient == null ? 0 : recipient.number;
        identifiabilityNumber = identifiability.number;
        this.relations = relations;
        byte[] facts = record.raw();
        preconditionsCount = preconditions.size();
        recordLength = facts.length;
        int preconditionsSize = preconditions.size() * Long.BYTES;
        memory = preconditionsSize + facts.length == 0 ? null : Frame.direct(preconditionsSize + facts.length);
        if (memory != null) {
            preconditions.forEach(precondition -> memory.putLong(precondition.number));
            memory.put(facts);
        }
        long address = memory == null ? 0 : Frame.addressOf(memory);
        preconditionsAddress = preconditionsCount == 0 ? 0 : address;
        recordAddress = recordLength == 0 ? 0 : address + preconditionsSize;
    }

    /** A question in no identifiability in particular, by someone who is nothing to the person, about no record. */
    public static BoundQuery of(Id role, Verb verb, Id purpose, Id category) {
        return new BoundQuery(role, verb, purpose, category, null, Identifiability.ANY, 0, List.of(), RecordFacts.NONE);
    }

    /** To whom it is given; {@link Verb#SHARE} needs it. */
    public BoundQuery to(Id recipient) {
        return new BoundQuery(role, verb, purpose, category, recipient, identifiability, relations, preconditions, record);
    }

    /** In which form. */
    public BoundQuery in(Identifiability identifiability) {
        return new BoundQuery(role, verb, purpose, category, recipient, identifiability, relations, preconditions, record);
    }

    /** What the one who acts is to the person: all that hold. */
    public BoundQuery as(ActorRelation... relations) {
        return new BoundQuery(
            role, verb, purpose, category, recipient, identifiability, Query.sum(relations), preconditions, record);
    }

    /** Which preconditions were passed. */
    public BoundQuery passed(Id... preconditions) {
        return new BoundQuery(
            role, verb, purpose, category, recipient, identifiability, relations, List.of(preconditions), record);
    }

    /** About which record. */
    public BoundQuery about(RecordFacts record) {
        return new BoundQuery(role, verb, purpose, category, recipient, identifiability, relations, preconditions, record);
    }

    /** The question itself, without the record. */
    @Override
    public String toString() {
        return role.name() + " " + verb.word() + " " + purpose.name() + "/" + category.name()
            + (recipient == null ? "" : " to " + recipient.name());
    }
}
