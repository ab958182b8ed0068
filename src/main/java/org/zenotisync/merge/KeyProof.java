package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.Jdbc;

/**
 * Proves a guessed key, from the documentation or from the sortkey: it must be unique in the full load before anything
 * is deleted or updated by it. The full load of a table is its first table group that has rows.
 */
public final class KeyProof {

    private static final Logger LOG = LoggerFactory.getLogger(KeyProof.class);

    private KeyProof() {}

    /**
     * Rows that share their key with another one of the same logid: live ones of a fact, all of a dimension.
     *
     * @return the number that was counted before, or 0 if the reader has seen that no rows share their key
     */
    public static long repeats(Connection connection, StagedRows staged) throws SQLException {
        if (staged.toProve() == 0 || staged.isKeyUnique()) {
            return 0;
        }
        if (staged.repeats().isPresent()) {
            return staged.repeats().getAsLong();
        }
        MergePlan plan = staged.plan();
        if (staged.isInTarget()) {
            return FirstRows.repeats(connection, plan.sql(), plan.key());
        }
        return Jdbc.number(
                connection,
                plan.kind() == TableKind.FACT
                        ? plan.sql().countFactRepeats()
                        : plan.sql().countDimensionRepeats());
    }

    /**
     * Whether staged rows disprove their key, so that the next one must be tried: rows share it, or have no value in it
     * (NULLs are never equal, so they would prove nothing). The key does not decide which rows are staged, but what is
     * read of rows with void=1: the files must be read again.
     *
     * @param repeats of {@link #repeats}
     */
    public static boolean isDisproved(StagedRows staged, long repeats) {
        MergePlan plan = staged.plan();
        boolean isDisproved = repeats > 0 || staged.hasNullKeys();
        if (isDisproved) {
            LOG.warn(
                    "{}: {} is not used: {}; {} is tried",
                    plan.id(),
                    plan.key().described(plan.table().name()),
                    repeats > 0
                            ? repeats + " of " + Quantity.of(staged.toProve(), "row")
                                    + " of the first load share it with another one of the same logid"
                            : "rows of the first load have no value in it",
                    plan.otherwise()
                            .map(next -> next.key().described(next.table().name()))
                            .orElseThrow());
        }
        return isDisproved;
    }

    /**
     * Proves a guessed key, or does nothing for a trusted one. To be called before the rows are merged; if
     * {@link StagedRows#mustProveKey}, the caller records that the key is proven.
     *
     * @return the rows, with the number of those that share their key if it was counted
     * @throws LoadException if the key is not unique
     */
    public static StagedRows prove(Connection connection, StagedRows staged) throws LoadException, SQLException {
        if (!staged.mustProveKey()) {
            return staged;
        }
        long repeats = repeats(connection, staged);
        require(staged, repeats);
        MergePlan plan = staged.plan();
        LOG.info(
                "{}: rows are found by {}: it is unique in the first load",
                plan.id(),
                plan.key().described(plan.table().name()));
        return staged.withRepeats(repeats);
    }

    /**
     * Checks a guessed key again, just before rows are deleted by it.
     *
     * @param repeats of {@link #repeats}
     * @throws LoadException if the key is not unique
     */
    static void require(StagedRows staged, long repeats) throws LoadException {
        if (staged.mustProveKey() && repeats > 0) {
            MergePlan plan = staged.plan();
            String table = plan.table().name();
            throw new LoadException(plan.key().described(table) + " is not its key: " + repeats + " of "
                    + staged.toProve() + " rows of the first load share it with another one of the same logid; set "
                    + TableKey.setting(table) + " to the key column (several: separated by commas)");
        }
    }
}
