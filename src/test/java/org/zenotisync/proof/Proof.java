package org.zenotisync.proof;

/** What is shown of every database. */
public enum Proof {
    /** Cases of the corpus. */
    CORPUS("corpus"),

    /** Random feeds, snapshots, sources and forgotten guests, against the row-at-a-time model. */
    RANDOM("random feeds"),

    /** The program, its server or their connection ends at any moment. */
    KILLS("kills and lost connections"),

    /** Several processes load one target. */
    PROCESSES("two processes");

    private final String title;

    Proof(String title) {
        this.title = title;
    }

    /** The head of its column. */
    public String title() {
        return title;
    }
}
