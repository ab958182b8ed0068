package org.zenotisync.routes;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a sync calls its routes, endpoints, components, threads and beans. Those of a sync with a name begin with
 * {@code zenoti-<name>}, so that a context can have several. The sync without a name has plain names.
 *
 * @param name empty for the sync without a name
 */
record SyncNames(Optional<String> name) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** With these, {@code zenoti-<name>-table-group} could also be a route of another sync. */
    private static final Pattern AMBIGUOUS = Pattern.compile("(.*-)?(retry|load|apply|append-only)");

    private static final String DIRECT = "direct:";

    static final SyncNames UNNAMED = new SyncNames(Optional.empty());

    /**
     * A name.
     *
     * @throws IllegalArgumentException if it has other characters than ids of routes and MBeans may have, or would make
     *     ids that another sync has
     */
    static SyncNames of(String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a sync, '" + name
                    + "', must be made of letters, digits, '.', '_' and '-', and begin with a letter or digit");
        }
        if (AMBIGUOUS.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a sync, '" + name + "', must not end in retry, load, apply or"
                            + " append-only: routes of another sync could have the same names");
        }
        return new SyncNames(Optional.of(name));
    }

    /** The name of the bean, and the beginning of all other names: {@code zenoti} or {@code zenoti-<name>}. */
    String bean() {
        return name.map(text -> "zenoti-" + text).orElse("zenoti");
    }

    /** The id of a route. */
    String route(String id) {
        return prefix() + id;
    }

    /** What the ids of steps begin with; empty for the sync without a name. */
    String prefix() {
        return name.map(text -> bean() + "-").orElse("");
    }

    /** The endpoint that a route begins with. */
    String direct(String id) {
        return DIRECT + bean() + "-" + id;
    }

    /** The name of a component that only this sync uses. */
    String component(String kind) {
        return bean() + "-" + kind;
    }

    /** The name of a thread or a pool of threads. */
    String thread(String purpose) {
        return name.isPresent() ? bean() + "-" + purpose : purpose;
    }

    /** What the lines of its cycles begin with in the log; empty for the sync without a name. */
    String logPrefix() {
        return name.map(text -> text + ": ").orElse("");
    }

    /** For people: which sync it is. */
    @Override
    public String toString() {
        return name.map(text -> "the sync " + text).orElse("the sync");
    }
}
