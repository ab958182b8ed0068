package org.zenotisync.load;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoints;
import org.zenotisync.model.Counted;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.Jdbc;

/**
 * A key that is only guessed, from the documentation or from the sortkey, must be unique on the full load before anything
 * is deleted or updated by it. The full load of a table is its first table group that has rows.
 */
final class KeyProof {

    private static final Logger LOG = LoggerFactory.getLogger(KeyProof.class);

    private KeyProof() {}

    /**
     * Rows that share their key with another one of the same logid: live ones of a fact, all of a dimension.
     *
     * @return what the stager has counted already, or nothing if the reader has seen that there is none
     */
    static long repeats(Connection connection, StagedGroup staged) throws SQLException {
        if (rows(staged) == 0 || staged.isKeyUnique()) {
            return 0;
        }
        if (staged.repeats().isPresent()) {
            return staged.repeats().getAsLong();
        }
        LoadPlan plan = staged.plan();
        if (staged.isWritten()) {
            return FirstRows.repeats(connection, plan);
        }
        return Jdbc.number(
                connection,
                plan.kind() == TableKind.FACT
                        ? plan.sql().countFactRepeats()
                        : plan.sql().countDimensionRepeats());
    }

    /** Rows that the proof looks at; of a fact's rows with void=1 none has gone straight into the target. */
    private static long rows(StagedGroup staged) {
        return staged.plan().kind() == TableKind.FACT && !staged.isWritten()
                ? staged.counts().staged() - staged.counts().voided()
                : staged.counts().staged();
    }

    /** Whether a table group that was merged has proven its key: it had rows for that. */
    static boolean isProvenBy(StagedGroup staged) {
        return staged.plan().key().needsProof() && rows(staged) > 0;
    }

    /**
     * Whether the key of a staged table group cannot be the one, so that the next one is to be tried: rows share it, or
     * have no value in it (NULLs are never equal, so they would prove nothing). Which rows are staged does not depend on the
     * key, but what is read of rows with void=1 does: they must be read again.
     *
     * @param repeats of {@link #repeats}
     */
    static boolean fails(StagedGroup staged, long repeats) {
        LoadPlan plan = staged.plan();
        boolean fails = repeats > 0 || staged.hasNullKeys();
        if (fails) {
            LOG.warn(
                    "{}: {} is not used: {}; {} is tried",
                    plan.group().id(),
                    plan.key().described(plan.table().name()),
                    repeats > 0
                            ? repeats + " of " + Counted.of(rows(staged), "row")
                                    + " of the first load share it with another one of the same logid"
                            : "rows of the first load have no value in it",
                    plan.otherwise()
                            .map(next -> next.key().described(next.table().name()))
                            .orElseThrow());
        }
        return fails;
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
