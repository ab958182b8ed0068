package org.zenotisync.corpus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One case of the corpus: what is published step by step, and what must be the case after the cycle of every step. The
 * form of the files is told in {@code src/test/resources/corpus/README.md}.
 *
 * @param title the first comment of the file
 * @param steps in order
 */
record CorpusCase(String title, List<Step> steps) {

    /**
     * One publication and the cycle that follows it.
     *
     * @param line of the file, for messages
     * @param settings in force from this step on, on top of those of earlier steps
     * @param objects contents by key
     * @param inParts keys of those that are put by a multipart upload, and so have another ETag
     * @param deleted keys of objects that are deleted before
     * @param sql statements that the target executes before the cycle
     * @param forgotten names of sources that are forgotten, after the statements and before the cycle
     * @param guests keys of guests who are forgotten, at the same time
     * @param decisions commands about schema files, after the statements and before the cycle
     */
    record Step(
            String title,
            int line,
            Map<String, String> settings,
            Map<String, byte[]> objects,
            Set<String> inParts,
            List<String> deleted,
            List<String> sql,
            List<String> forgotten,
            List<String> guests,
            List<Decision> decisions,
            Expected expected) {}

    /**
     * A command {@code schema accept} or {@code schema retry}.
     *
     * @param arguments of {@code schema}
     * @param difference words of what it answers if it does not do it; empty if it does
     */
    record Decision(List<String> arguments, List<String> difference) {}

    /**
     * What must be the case after a cycle. Whatever a case does not mention must not happen: no failure, no refused
     * schema file, no unknown object, no waiting table group and no replay.
     *
     * @param rows per table, in any order
     * @param columns per table, in the target's order
     * @param absentTables tables that the target must not have
     * @param failures words of the message by table group, such as {@code POD1/2/bi_factx}
     * @param refusals words of the message by key of a schema file
     * @param held words of the reason by table group that waits for a schema file
     * @param noScripts keys of files among the upgrades that are no schema scripts
     * @param unknown keys of unknown objects
     * @param waiting table groups that may still be being written
     * @param replays table groups from which on a table is replayed
     * @param late keys of objects that turned up late and are only reported
     * @param runs what the run log gains; empty if it is not looked at
     * @param checkpoints last consumed GroupID by {@code POD/table}
     */
    record Expected(
            List<Rows> rows,
            Map<String, List<String>> columns,
            List<String> absentTables,
            Map<String, List<String>> failures,
            Map<String, List<String>> refusals,
            Map<String, List<String>> held,
            List<String> noScripts,
            List<String> unknown,
            List<String> waiting,
            List<String> replays,
            List<String> late,
            Optional<List<String>> runs,
            Map<String, Long> checkpoints) {}

    /**
     * The content of a table.
     *
     * @param table name, with its schema if it is not in the default one
     * @param columns that are looked at
     * @param values a list per row; null for NULL, everything else in the normal form of {@link NormalForm}
     */
    record Rows(String table, List<String> columns, List<List<String>> values) {}
}
