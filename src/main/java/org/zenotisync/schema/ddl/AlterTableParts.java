package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.List;
import org.zenotisync.schema.ddl.SchemaScript.NotKept;

/**
 * What has been read of one ALTER TABLE so far.
 *
 * @param table folded name
 * @param statements the parts that change columns or the key, in order
 * @param passedOver the kinds of the other parts, in order
 * @param notKept takes values that a database would make and this program does not
 */
record AlterTableParts(String table, List<SchemaStatement> statements, List<String> passedOver, List<NotKept> notKept) {

    /** Nothing is read yet. */
    static AlterTableParts of(String table, List<NotKept> notKept) {
        return new AlterTableParts(table, new ArrayList<>(), new ArrayList<>(), notKept);
    }

    /** Adds a part that changes columns or the key. */
    void add(SchemaStatement statement) {
        statements.add(statement);
    }

    /** Notes a part that changes no columns. */
    void passOver(String kind) {
        passedOver.add(kind);
    }

    /** Notes a value of an added column that this program does not make. */
    void addNotKept(String column, SchemaScript.What what) {
        notKept.add(new NotKept(table, column, what));
    }

    int size() {
        return statements.size() + passedOver.size();
    }
}
