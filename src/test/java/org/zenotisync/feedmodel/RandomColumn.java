package org.zenotisync.feedmodel;

import java.util.Locale;
import java.util.Set;
import org.zenotisync.model.ColumnType;

/**
 * A column of a generated table.
 *
 * @param name as the schema script spells it
 * @param declaration its type as the schema script spells it, for example {@code NVARCHAR(144)}
 * @param type what the declaration means
 */
record RandomColumn(String name, String declaration, ColumnType type) {

    /** Words that Redshift accepts as column names only in quotes. */
    private static final Set<String> RESERVED = Set.of("order", "group", "select", "from", "user", "desc", "table");

    RandomColumn(String name, String declaration) {
        this(name, declaration, SchemaScript.type(declaration));
    }

    String folded() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The name as a schema script writes it. */
    String quoted() {
        return RESERVED.contains(folded()) ? '"' + name + '"' : name;
    }

    /** Name and type as a schema script writes them. */
    String declared() {
        return quoted() + " " + declaration;
    }
}
