package nl.waarborg;

import java.util.List;
import java.util.stream.Collectors;

/** A ground on which a request may be refused. An entry {@code request-refused} takes it in its field {@code ground}. */
public enum RefusalGround implements Word {
    /** We cannot tell which data are about you (article 11(2)). */
    CANNOT_IDENTIFY,
    /** The request is manifestly unfounded (article 12(5)). */
    MANIFESTLY_UNFOUNDED,
    /** The request is excessive, because it is made again and again (article 12(5)). */
    EXCESSIVE,
    /** There was reason to doubt who made the request, and the doubt was not taken away (article 12(6)). */
    IDENTITY_NOT_SHOWN,
    /** Whoever made the request may not speak for this person (UAVG 5(4)). */
    NOT_AUTHORISED,
    /** A copy would harm the rights of others (article 15(4)). */
    RIGHTS_OF_OTHERS,
    /** The data have not been shown to be wrong (article 16). */
    ACCURACY_NOT_SHOWN,
    /** The law does not oblige us to erase in this case (article 17(1)). */
    NO_GROUND_FOR_ERASURE,
    /** The data are needed for the freedom of expression and information (article 17(3)(a)). */
    FREE_EXPRESSION,
    /** A law obliges us to keep the data, or a task in the public interest needs them (article 17(3)(b)). */
    LEGAL_DUTY,
    /** The data are needed for public health (article 17(3)(c)). */
    PUBLIC_HEALTH,
    /** The data are needed for archives, research or statistics (article 17(3)(d)). */
    ARCHIVE,
    /** The data are needed for a legal claim (article 17(3)(e)). */
    LEGAL_CLAIMS,
    /** None of the four grounds to have the use stopped is there (article 18(1)). */
    NO_GROUND_FOR_RESTRICTION,
    /** The data were not provided by you, or do not rest on consent or a contract (article 20(1)). */
    NOT_PORTABLE,
    /** Handing the data over would harm the rights of others (article 20(4)). */
    PORTABILITY_OF_OTHERS,
    /** There are compelling grounds that outweigh the objection (article 21(1)). */
    COMPELLING_GROUNDS,
    /** No decision was taken by a computer alone (article 22(1)). */
    NO_AUTOMATED_DECISION,
    /** The automated decision is allowed (article 22(2)). */
    AUTOMATED_ALLOWED,
    /** The automated decision is needed for a duty or task under law, and is no profiling (UAVG 40). */
    AUTOMATED_BY_LAW,
    /** A weighty interest that the law names goes first (UAVG 41). */
    GENERAL_INTEREST,
    /** The data are used only for journalism, art, literature or academic expression (UAVG 43). */
    JOURNALISM,
    /** The data are used only for research or statistics (UAVG 44). */
    RESEARCH,
    /** The data are kept in a public records archive (UAVG 45). */
    ARCHIVED,
    /** The data are in a public register with rules of its own (UAVG 47). */
    PUBLIC_REGISTER;

    /** Its word, as in documents and cases. */
    @Override
    public String word() {
        return Words.of(this);
    }

    /** The article it rests on; of the GDPR unless another act is named. */
    public String article() {
        return render().text("article");
    }

    /** The rights that can be refused on it; every right if there are none. */
    public List<Right> rights() {
        return render().texts("rights").stream().map(Right::of).collect(Collectors.toUnmodifiableList());
    }

    /** Whether a right can be refused on it. */
    public boolean fits(Right right) {
        List<Right> rights = rights();
        return rights.isEmpty() || rights.contains(right);
    }

    /** The sentence for a person, in Dutch. */
    public String dutch() {
        return render().text("nl");
    }

    /** The sentence for a person, in English. */
    public String english() {
        return render().text("en");
    }

    private Doc render() {
        try (Frame frame = Frame.open()) {
            frame.check(Wb.wb_grounds(frame.out(), frame.err()));
            return Doc.of(frame.json()).list("grounds", one -> one).stream()
                .filter(one -> one.text("ground").equals(word())).findFirst()
                // No rights would mean every right.
                .orElseThrow(() -> new LibraryException("older-library",
                    "the library is older than this binding, and has no ground `" + word() + "`",
                    "use the library of this binding", null));
        }
    }
}
