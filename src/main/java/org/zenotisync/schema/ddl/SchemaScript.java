package org.zenotisync.schema.ddl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a schema script says.
 *
 * @param statements those that concern columns, in order; one for each part of an ALTER TABLE
 * @param passedOver what the other statements are, in order, for example {@code GRANT}: they change no columns
 * @param notKept values that a database would make and this program does not
 */
public record SchemaScript(List<SchemaStatement> statements, List<String> passedOver, List<NotKept> notKept) {

    public SchemaScript {
        statements = List.copyOf(statements);
        passedOver = List.copyOf(passedOver);
        notKept = List.copyOf(notKept);
    }

    /** What was passed over, for the log: {@code 2 x GRANT, USE}; empty if nothing was. */
    public String passedOverText() {
        Map<String, Long> counts =
                passedOver.stream().collect(Collectors.groupingBy(s -> s, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(e -> (e.getValue() == 1 ? "" : e.getValue() + " x ") + e.getKey())
                .collect(Collectors.joining(", "));
    }

    /**
     * A value that a column would get if a file does not have the column.
     *
     * @param table folded
     * @param column folded
     * @param what where the value would come from
     */
    public record NotKept(String table, String column, What what) {}

    /** Where a value would come from. */
    public enum What {
        /** DEFAULT of CREATE TABLE: rows of files without the column have NULL there. */
        DEFAULT,
        /** IDENTITY, of CREATE TABLE or of an added column. */
        IDENTITY,
        /** DEFAULT of an added column, which is not a constant: rows that are there have NULL. */
        EXPRESSION
    }
}
