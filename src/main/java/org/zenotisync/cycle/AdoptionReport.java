package org.zenotisync.cycle;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zenotisync.merge.TableKey;

/**
 * What the adoption of a table does, or would do.
 *
 * @param table folded name of the table
 * @param target name of its target table, without a schema
 * @param outcome how it ended
 * @param pods in natural order
 * @param rows rows of the target table
 * @param columns how its columns compare; empty if that was not looked at
 * @param key by which later rows find those that are there; empty if there is none, or it was not looked at
 * @param appliedFiles addresses of the schema files that count as applied
 * @param leftFiles addresses of schema files that also concern other tables: the next cycle applies them
 * @param problems why the table cannot be adopted, a remedy in each; empty if it can
 * @param notes what people should know
 */
public record AdoptionReport(
        String table,
        String target,
        Outcome outcome,
        List<Pod> pods,
        long rows,
        Optional<Columns> columns,
        Optional<TableKey> key,
        List<String> appliedFiles,
        List<String> leftFiles,
        List<String> problems,
        List<String> notes) {

    /** How an adoption ended. */
    public enum Outcome {
        /** It was only planned; nothing has changed. */
        PLANNED,
        /** The table is adopted. */
        ADOPTED,
        /** The table was adopted with the same group before; nothing has changed. */
        UNCHANGED,
        /** The table cannot be adopted; nothing has changed. */
        REFUSED
    }

    /**
     * How the columns of the target compare with those of the feed.
     *
     * @param equal the number of columns that can hold what the feed brings
     * @param of the number of columns of the feed
     * @param extra columns of the target that the feed does not have
     */
    public record Columns(int equal, int of, List<String> extra) {}

    /**
     * A POD of the adoption.
     *
     * @param pod its name
     * @param group the GroupID that becomes its checkpoint
     * @param isAdopted whether that was its checkpoint before
     * @param tableGroups table groups of the bucket that count as consumed
     * @param objects their objects
     * @param bytes of these objects
     * @param next GroupID of the first table group that the next cycle consumes; empty if there is none yet
     */
    public record Pod(
            String pod, long group, boolean isAdopted, long tableGroups, long objects, long bytes, OptionalLong next) {}

    public AdoptionReport {
        pods = List.copyOf(pods);
        appliedFiles = List.copyOf(appliedFiles);
        leftFiles = List.copyOf(leftFiles);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** The same, ended in another way. */
    AdoptionReport with(Outcome other) {
        return new AdoptionReport(
                table, target, other, pods, rows, columns, key, appliedFiles, leftFiles, problems, notes);
    }
}
