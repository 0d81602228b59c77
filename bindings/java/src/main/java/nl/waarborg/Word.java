package nl.waarborg;

/** A constant with a word of its own in documents: an entry takes it as that word. */
interface Word {
    String word();
}
