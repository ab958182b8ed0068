package org.zenotisync.merge;

import java.util.List;
import java.util.Locale;

/**
 * The key of a table and its origin.
 *
 * @param columns folded column names; empty for append-only facts, which need none
 * @param origin how far it can be trusted
 * @param isProven whether rows have shown that it is unique; only a key of the documentation and a sortkey need that
 */
public record TableKey(List<String> columns, Origin origin, boolean isProven) {

    /** The origin of a key, most trusted first. */
    public enum Origin {
        /** {@code zenoti.tables.<table>.key}. */
        SETTING,
        /** The PRIMARY KEY of the schema file. */
        PRIMARY_KEY,
        /** Zenoti's page of the table, see {@link DocumentedKeys}; must be proven. */
        DOCUMENTATION,
        /** The sortkey of the schema file, which is only a guess; must be proven. */
        SORTKEY,
        /** The table does not need a key. */
        NONE;

        /** Its name in reports, for example {@code primary-key}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** That of a table that does not need one. */
    public static final TableKey NONE = new TableKey(List.of(), Origin.NONE, false);

    /** The same key, proven: rows have shown that it is unique. */
    public TableKey proven() {
        return new TableKey(columns, origin, true);
    }

    /** Whether it is a guess that rows must prove. */
    public boolean isGuessed() {
        return origin == Origin.DOCUMENTATION || origin == Origin.SORTKEY;
    }

    /** Whether rows must still show that it is unique before anything is deleted or updated by it. */
    public boolean needsProof() {
        return isGuessed() && !isProven;
    }

    /** The setting of the key of a table. */
    public static String setting(String table) {
        return "zenoti.tables." + table + ".key";
    }

    /** The key and its origin, for messages. */
    public String described(String table) {
        return switch (origin) {
            case DOCUMENTATION ->
                "the key " + this + " of " + table + " that Zenoti's page \""
                        + DocumentedKeys.of(table)
                                .map(DocumentedKeys.Entry::page)
                                .orElse("") + "\" documents";
            case SORTKEY -> "the sortkey " + this + " of " + table;
            default -> "the key " + this + " of " + table;
        };
    }

    /** For messages: {@code (a, b)}. */
    @Override
    public String toString() {
        return "(" + String.join(", ", columns) + ")";
    }
}
