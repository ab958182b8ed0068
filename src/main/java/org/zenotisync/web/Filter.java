package org.zenotisync.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Which rows the page shows.
 *
 * @param state id of a {@link Condition}, or {@code attention} for all that need a person; empty for all
 * @param name part of the name of the table, in any case; empty for all
 * @param source name of the source; empty for all
 */
record Filter(String state, String name, String source) {

    /** All rows. */
    static final Filter ALL = new Filter("", "", "");

    /** The value of {@link #state} for all rows that need a person. */
    static final String ATTENTION = "attention";

    boolean accepts(TableRow row) {
        boolean isState = state.isEmpty()
                || row.condition().id().equals(state)
                || state.equals(ATTENTION) && row.condition().needsPerson();
        return isState
                && row.table().contains(name.strip().toLowerCase(Locale.ROOT))
                && (source.isEmpty() || row.source().equals(source));
    }

    /** The query of an address with this filter; empty if it leaves out nothing. */
    String query() {
        StringBuilder query = new StringBuilder();
        add(query, "state", state);
        add(query, "name", name);
        add(query, "source", source);
        return query.toString();
    }

    private static void add(StringBuilder query, String parameter, String value) {
        if (!value.isEmpty()) {
            query.append(query.isEmpty() ? "?" : "&")
                    .append(parameter)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    /** Whether it leaves out rows. */
    public boolean isNarrow() {
        return !state.isEmpty() || !name.isBlank() || !source.isEmpty();
    }
}
