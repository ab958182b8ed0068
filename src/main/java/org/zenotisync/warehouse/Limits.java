package org.zenotisync.warehouse;

import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableDefinition;

/**
 * What a database can keep at most.
 *
 * @param longestName bytes that the name of a table or column may have: the database may cut a longer one without an
 *     error
 * @param mostColumns columns that a target may have, so that its stage, which has two more, can have them, too
 * @param longestText bytes that a text may have
 * @param longestKey characters that the columns of a key may be declared with, together
 */
public record Limits(int longestName, int mostColumns, int longestText, int longestKey) {

    /** As much as the schema scripts can ask for. */
    public static final Limits OF_SCRIPTS =
            new Limits(Identifiers.MAX_LENGTH, TableDefinition.MOST_COLUMNS, Integer.MAX_VALUE, Integer.MAX_VALUE);
}
