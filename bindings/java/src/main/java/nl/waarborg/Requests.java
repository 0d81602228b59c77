package nl.waarborg;

import java.util.List;
import java.util.Optional;

/** Every request and objection of a person, as things stand at a moment. Nothing in it names anyone. */
public final class Requests {
    private final List<Request> requests;
    private final List<Long> ignored;
    private final String json;

    Requests(String json) {
        Doc doc = Doc.of(json);
        requests = doc.list("requests", Request::new);
        ignored = doc.numbers("ignored");
        this.json = json;
    }

    /** The requests, in the order in which they arrived. */
    public List<Request> requests() {
        return requests;
    }

    /** The entries that were no legal step when they were written, and so changed nothing. */
    public List<Long> ignored() {
        return ignored;
    }

    /** The answer itself, as JSON, byte for byte. */
    public String json() {
        return json;
    }

    /** The request that arrived with an entry. */
    public Optional<Request> of(long entry) {
        return requests.stream().filter(request -> request.entry() == entry).findFirst();
    }
}
