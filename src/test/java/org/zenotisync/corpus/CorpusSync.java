package org.zenotisync.corpus;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sync that a case is run with, under settings that stay the same. */
interface CorpusSync extends AutoCloseable {

    /** Runs a cycle. */
    Cycle cycle() throws Exception;

    /**
     * Runs {@code schema accept} or {@code schema retry}.
     *
     * @param arguments of the command {@code schema}
     * @return what it answers if it does not do it, its exit code being 1; empty if it does
     */
    Optional<String> decide(List<String> arguments) throws Exception;

    /** Runs {@code forget-source}. */
    void forgetSource(String name) throws Exception;

    /** Runs {@code forget}. */
    void forgetGuest(String key) throws Exception;

    /** A connection to the target, open only between cycles. */
    Connection connect() throws SQLException;

    @Override
    void close();

    /**
     * What a cycle tells of itself.
     *
     * @param failures reasons by table group
     * @param refusals reasons by key of a schema file, or by what else failed that is no table group
     * @param held reasons by table group that waits for a schema file
     * @param noScripts keys
     * @param unknown keys
     * @param waiting table groups
     * @param replays table groups
     * @param late keys
     * @param consumed number of table groups that were consumed or had to wait for a route
     * @param schemaFiles number of schema files that were applied
     */
    record Cycle(
            Map<String, String> failures,
            Map<String, String> refusals,
            Map<String, String> held,
            List<String> noScripts,
            List<String> unknown,
            List<String> waiting,
            List<String> replays,
            List<String> late,
            long consumed,
            long schemaFiles) {}

    /** Starts one. */
    @FunctionalInterface
    interface Start {

        /** @param settings {@code zenoti.*} settings, those that lead to the bucket and to the target among them */
        CorpusSync with(Map<String, String> settings);
    }
}
