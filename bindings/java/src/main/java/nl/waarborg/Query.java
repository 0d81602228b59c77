package nl.waarborg;

import java.util.ArrayList;
import java.util.List;

/**
 * A question, with names: may this role do this with this category for this purpose? Immutable; what is added makes
 * another. Bind it to a policy where it is asked often.
 *
 * <pre>{@code
 * Query.of("teacher", Verb.PUBLISH, "website", "photo").as(ActorRelation.OWN_ORGANISATION)
 * }</pre>
 */
public final class Query {
    final String role;
    final Verb verb;
    final String purpose;
    final String category;
    final String recipient;
    final Identifiability identifiability;
    final int relations;
    final List<String> preconditions;
    final RecordFacts record;

    private Query(String role, Verb verb, String purpose, String category, String recipient,
                  Identifiability identifiability, int relations, List<String> preconditions, RecordFacts record) {
        this.role = role;
        this.verb = verb;
        this.purpose = purpose;
        this.category = category;
        this.recipient = recipient;
        this.identifiability = identifiability;
        this.relations = relations;
        this.preconditions = preconditions;
        this.record = record;
    }

    /** A question in no identifiability in particular, by someone who is nothing to the person, about no record. */
    public static Query of(String role, Verb verb, String purpose, String category) {
        return new Query(role, verb, purpose, category, null, Identifiability.ANY, 0, List.of(), RecordFacts.NONE);
    }

    /** The same without a category: for {@link Claims#fields}, which asks about all that the purpose needs. */
    public static Query of(String role, Verb verb, String purpose) {
        return of(role, verb, purpose, "");
    }

    /** To whom it is given; {@link Verb#SHARE} needs it. */
    public Query to(String recipient) {
        return new Query(role, verb, purpose, category, recipient, identifiability, relations, preconditions, record);
    }

    /** In which form. */
    public Query in(Identifiability identifiability) {
        return new Query(role, verb, purpose, category, recipient, identifiability, relations, preconditions, record);
    }

    /** What the one who acts is to the person: all that hold. */
    public Query as(ActorRelation... relations) {
        return new Query(role, verb, purpose, category, recipient, identifiability, sum(relations), preconditions, record);
    }

    /** Which preconditions were passed. */
    public Query passed(String... preconditions) {
        return new Query(role, verb, purpose, category, recipient, identifiability, relations, List.of(preconditions),
            record);
    }

    /** About which record. */
    public Query about(RecordFacts record) {
        return new Query(role, verb, purpose, category, recipient, identifiability, relations, preconditions, record);
    }

    /**
     * The same with the numbers of a policy, which is asked without looking up a name.
     *
     * @throws UnknownNameException if the policy has never known one of the names
     */
    public BoundQuery bind(Policy policy) {
        List<Id> passed = new ArrayList<>();
        preconditions.forEach(precondition -> passed.add(policy.id(Kind.PRECONDITION, precondition)));
        Id to = recipient == null || recipient.isEmpty() ? null : policy.id(Kind.RECIPIENT, recipient);
        return new BoundQuery(policy.id(Kind.ROLE, role), verb, policy.id(Kind.PURPOSE, purpose),
            policy.id(Kind.CATEGORY, category), to, identifiability, relations, passed, record);
    }

    static int sum(ActorRelation... relations) {
        int sum = 0;
        for (ActorRelation relation : relations) {
            sum |= relation.number;
        }
        return sum;
    }

    /** The preconditions with commas between them, as the ABI takes them. */
    String passed() {
        return String.join(",", preconditions);
    }

    /** The question itself, without the record. */
    @Override
    public String toString() {
        return role + " " + verb.word() + " " + purpose + "/" + category + (recipient == null ? "" : " to " + recipient);
    }
}
