package org.zenotisync.schema;

import java.util.List;
import java.util.Set;

/**
 * The statements of an accepted file that cannot be read: what they may have done is guessed from their words.
 *
 * @param statements the words of each of them
 * @param isText whether the file can be read as text; if not, it may say anything
 */
record UnreadStatements(List<List<String>> statements, boolean isText) {

    /** Words of statements that may change the columns of a table. */
    private static final Set<String> CHANGING = Set.of("alter", "exec", "execute", "sp_rename", "rename");

    /** Words of statements that may give a column a new name, in the place of the old one. */
    private static final Set<String> RENAMING = Set.of("rename", "sp_rename", "change", "exec", "execute");

    /** Whether any of them has a word. */
    boolean mention(String word) {
        return statements.stream().anyMatch(words -> words.contains(word));
    }

    /** Whether one of them may move, drop or rename a column of a table: it names both. */
    boolean mayChange(String table, String column) {
        return statements.stream()
                .anyMatch(words -> isChanging(words) && words.contains(table) && words.contains(column));
    }

    /** Whether one of them may have renamed a column that is gone to one that is new, in the same place of files. */
    boolean mayRename(List<String> gone, List<String> fresh) {
        return isText
                ? statements.stream()
                        .filter(words -> words.stream().anyMatch(RENAMING::contains))
                        .anyMatch(words -> gone.stream().anyMatch(words::contains)
                                && fresh.stream().anyMatch(words::contains))
                : !gone.isEmpty() && !fresh.isEmpty();
    }

    private static boolean isChanging(List<String> words) {
        boolean makesTable = words.size() > 1
                && words.get(0).equals("create")
                && words.get(1).equals("table");
        return makesTable || words.stream().anyMatch(CHANGING::contains);
    }
}
