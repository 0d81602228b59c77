package nl.waarborg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who has a release, and what they hold that leads back from it, such as {@code source-table}. */
public final class Adversary {
    private final String party;
    private final List<String> holds;

    private Adversary(String party, List<String> holds) {
        this.party = party;
        this.holds = holds;
    }

    /** A party, and what it holds; nothing for one that holds nothing. */
    public static Adversary of(String party, String... holds) {
        return new Adversary(party, List.of(holds));
    }

    static String json(List<Adversary> adversaries) {
        List<Object> list = new ArrayList<>();
        for (Adversary one : adversaries) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("party", one.party);
            fields.put("holds", one.holds);
            list.add(fields);
        }
        return JsonText.of(list);
    }
}
