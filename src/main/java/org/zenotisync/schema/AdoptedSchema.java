package org.zenotisync.schema;

import java.util.List;
import java.util.Optional;
import org.zenotisync.model.FeedTable;
import org.zenotisync.privacy.ColumnRules;

/** What is known of a table that is to be adopted, after all schema files of the bucket. */
public final class AdoptedSchema {

    private final PendingSchema pending;
    private final String target;
    private final Optional<FeedTable> table;
    private final ColumnRules rules;
    private final Optional<RivalFiles.TableOrigin> origin;
    private final List<String> problems;

    /** @param rules which columns its target does not have as the feed has them */
    AdoptedSchema(
            PendingSchema pending,
            String target,
            Optional<FeedTable> table,
            ColumnRules rules,
            Optional<RivalFiles.TableOrigin> origin,
            List<String> problems) {
        this.pending = pending;
        this.target = target;
        this.table = table;
        this.rules = rules;
        this.origin = origin;
        this.problems = List.copyOf(problems);
    }

    /**
     * The table as the sync would know it if it had applied the files itself; empty if no file makes it, or one is
     * refused.
     */
    public Optional<FeedTable> table() {
        return table;
    }

    /** Which columns its target does not have as the feed has them: those that are left out and not there. */
    public ColumnRules rules() {
        return rules;
    }

    /** The name of its target table, without a schema. */
    public String target() {
        return target;
    }

    /** Why it cannot be adopted, in words for people; empty if the schema files are fine. */
    public List<String> problems() {
        return problems;
    }

    /** The addresses of the files that count as applied when the table is adopted. */
    public List<String> applied() {
        return pending.scripts().stream()
                .filter(PendingSchema.Script::isOfOneTable)
                .map(script -> script.file().object().uri())
                .toList();
    }

    /** The addresses of the files that also concern other tables: the next cycle applies them. */
    public List<String> left() {
        return pending.scripts().stream()
                .filter(script -> !script.isOfOneTable())
                .map(script -> script.file().object().uri())
                .toList();
    }

    PendingSchema pending() {
        return pending;
    }

    Optional<RivalFiles.TableOrigin> origin() {
        return origin;
    }
}
