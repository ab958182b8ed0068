package org.zenotisync.warehouse;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A DELETE or UPDATE of the rows of a table that match rows of another one. What comes between these parts differs by
 * database, see {@link Dialect#deleteMatching} and {@link Dialect#updateMatching}. The parts have placeholders.
 *
 * @param table whose rows are changed, as the statement names it
 * @param assignment of an UPDATE, in which a column of the table has no prefix; empty for a DELETE
 * @param others a table or a query in parentheses, with an alias
 * @param condition names the table by its name without a schema
 */
record MatchingRows(SqlTemplate table, Optional<SqlTemplate> assignment, SqlTemplate others, SqlTemplate condition) {

    /** A DELETE. */
    static MatchingRows delete(String table, String others, String condition) {
        return new MatchingRows(
                SqlTemplate.of(table), Optional.empty(), SqlTemplate.of(others), SqlTemplate.of(condition));
    }

    /** An UPDATE. */
    static MatchingRows update(String table, String assignment, String others, String condition) {
        return new MatchingRows(
                SqlTemplate.of(table),
                Optional.of(SqlTemplate.of(assignment)),
                SqlTemplate.of(others),
                SqlTemplate.of(condition));
    }

    /** The statement in the words of a database. */
    String fill(Dialect dialect, UnaryOperator<String> values) {
        String filledTable = table.fill(values);
        String filledOthers = others.fill(values);
        String filledCondition = condition.fill(values);
        return assignment.isEmpty()
                ? dialect.deleteMatching(filledTable, filledOthers, filledCondition)
                : dialect.updateMatching(filledTable, assignment.get().fill(values), filledOthers, filledCondition);
    }
}
