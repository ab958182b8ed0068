package org.zenotisync.cycle;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.privacy.ColumnRules;

/**
 * A feed table as {@code tables --json} lists it.
 *
 * @param table its name
 * @param target the name of its target table, without a schema; empty if no schema file has made it yet
 * @param key its kind and key
 * @param sharedFrom names of the sources that a shared table is consumed from, one of each organisation with several
 *     sources; empty for other tables
 * @param rules what the settings say of its columns
 * @param rulesProblem why nothing is loaded because of that; empty if the target is as the settings say
 * @param guestColumns the columns that refer to guests
 */
public record TableEntry(
        String table,
        Optional<String> target,
        KeyStatus key,
        List<String> sharedFrom,
        ColumnRules rules,
        Optional<String> rulesProblem,
        Set<String> guestColumns) {

    public TableEntry {
        guestColumns = Set.copyOf(guestColumns);
    }
}
