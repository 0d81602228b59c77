package nl.waarborg;

/** What an HPgn costs to make; a version of the number service's rules. */
public enum HpgnCost {
    /** 128 MiB and over a second: since 26 May 2016. */
    CURRENT(1),
    /** Before that. To recognise old values only. */
    UNTIL_2016(2);

    final int number;

    HpgnCost(int number) {
        this.number = number;
    }

    /** Its word, as in documents and cases. */
    public String word() {
        return Words.of(this);
    }
}
