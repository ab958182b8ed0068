package org.zenotisync.model;

import java.util.Optional;
import java.util.Set;

/**
 * How a table is merged (feed documentation, "Difference between fact tables and dimension tables"). Each kind has a
 * processor of its own.
 */
public enum TableKind {
    /** Delete-insert by key and organizationid. */
    FACT("fact"),
    /** Rows with void=1 are ignored, all others are inserted, nothing is deleted. */
    APPEND_ONLY_FACT("append-only-fact"),
    /** Update-insert by key. */
    DIMENSION("dimension");

    /** "Two facts are exceptions for this insert step": note below "Update-insert mechanism". */
    private static final Set<String> APPEND_ONLY = Set.of("bi_factfeedbackv2", "bi_factitemcommissiondeductions");

    /** "Exception: bi_dimusermembership, which is also a fact table". */
    private static final String FACT_NAMED_DIMENSION = "bi_dimusermembership";

    private final String id;

    TableKind(String id) {
        this.id = id;
    }

    /** The kind's name in configuration, route ids and reports, for example {@code append-only-fact}. */
    public String id() {
        return id;
    }

    /** The kind of that {@link #id()}, if there is one. */
    public static Optional<TableKind> ofId(String id) {
        for (TableKind kind : values()) {
            if (kind.id.equals(id)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /**
     * The kind of a table by the naming convention of the feed documentation.
     *
     * @param table folded table name
     * @return empty if the name follows neither convention
     */
    public static Optional<TableKind> ofTable(String table) {
        if (APPEND_ONLY.contains(table)) {
            return Optional.of(APPEND_ONLY_FACT);
        }
        if (table.equals(FACT_NAMED_DIMENSION) || table.startsWith("bi_fact")) {
            return Optional.of(FACT);
        }
        return table.startsWith("bi_dim") ? Optional.of(DIMENSION) : Optional.empty();
    }
}
