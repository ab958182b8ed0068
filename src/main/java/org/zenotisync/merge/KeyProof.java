package org.zenotisync.merge;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableKind;
import org.zenotisync.stage.LoadPlan;
import org.zenotisync.stage.StagedGroup;
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
     * @return the number that the stager has already counted, or 0 if the reader has seen that no rows share their key
     */
    public static long repeats(Connection connection, StagedGroup staged) throws SQLException {
        if (rows(staged) == 0 || staged.isKeyUnique()) {
            return 0;
        }
        if (staged.repeats().isPresent()) {
            return staged.repeats().getAsLong();
        }
        LoadPlan plan = staged.plan();
        if (staged.isInTarget()) {
            return FirstRows.repeats(connection, plan);
        }
        return Jdbc.number(
                connection,
                plan.kind() == TableKind.FACT
                        ? plan.sql().countFactRepeats()
                        : plan.sql().countDimensionRepeats());
    }

    /**
     * The number of rows that the proof looks at; rows of a fact with void=1 are never written directly into the
     * target.
     */
    private static long rows(StagedGroup staged) {
        return staged.plan().kind() == TableKind.FACT && !staged.isInTarget()
                ? staged.counts().staged() - staged.counts().voided()
                : staged.counts().staged();
    }

    /** Whether a merged table group has proven its key: only one with rows does. */
    public static boolean isProvenBy(StagedGroup staged) {
        return staged.plan().key().needsProof() && rows(staged) > 0;
    }

    /**
     * Whether the rows of a staged table group disprove its key, so that the next one must be tried: rows share it, or
     * have no value in it (NULLs are never equal, so they would prove nothing). The key does not decide which rows are
     * staged, but what is read of rows with void=1: the files must be read again.
     *
     * @param repeats of {@link #repeats}
     */
    public static boolean isDisproved(StagedGroup staged, long repeats) {
        LoadPlan plan = staged.plan();
        boolean isDisproved = repeats > 0 || staged.hasNullKeys();
        if (isDisproved) {
            LOG.warn(
                    "{}: {} is not used: {}; {} is tried",
                    plan.group().id(),
                    plan.key().described(plan.table().name()),
                    repeats > 0
                            ? repeats + " of " + Quantity.of(rows(staged), "row")
                                    + " of the first load share it with another one of the same logid"
                            : "rows of the first load have no value in it",
                    plan.otherwise()
                            .map(next -> next.key().described(next.table().name()))
                            .orElseThrow());
        }
        return isDisproved;
    }

    /**
     * Proves a guessed key, or does nothing for a trusted one.
     *
     * @param repeats of {@link #repeats}
     * @throws LoadException if the key is not unique
     */
    static void require(Connection connection, Checkpoints checkpoints, StagedGroup staged, long repeats)
            throws LoadException, SQLException {
        LoadPlan plan = staged.plan();
        long rows = rows(staged);
        if (!plan.key().needsProof() || rows == 0) {
            return;
        }
        String table = plan.table().name();
        if (repeats > 0) {
            throw new LoadException(plan.key().described(table) + " is not its key: " + repeats + " of " + rows
                    + " rows of the first load share it with another one of the same logid; set "
                    + TableKey.setting(table) + " to the key column (several: separated by commas)");
        }
        checkpoints.proveKey(connection, plan.group().id(), plan.key().columns());
        LOG.info(
                "{}: rows are found by {}: it is unique in the first load",
                plan.group().id(),
                plan.key().described(table));
    }
}
