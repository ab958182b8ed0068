package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a schema script that cannot be read, or of another text among the schema scripts. A word is a run of
 * letters, digits and underscores: brackets, quotes and the name of a schema do not belong to it.
 */
public final class ScriptWords {

    /** Words after CREATE TABLE among which its name is: IF NOT EXISTS, a database and a schema may come before it. */
    private static final int WORDS_BEFORE_NAME = 6;

    private ScriptWords() {}

    /**
     * The words of a text in their order, in lower case. Text in strings and quotes counts. Comments do not count,
     * unless the text cannot be cut into tokens, so that it is not known where a comment begins.
     */
    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        try {
            ScriptLexer lexer = new ScriptLexer(text);
            for (Token token = lexer.next(); !token.isEnd(); token = lexer.next()) {
                split(token.text(), words);
            }
            return words;
        } catch (DdlException e) {
            words.clear();
            split(text, words);
            return words;
        }
    }

    /** The names of a script that can be read, in lower case: its words, without those in strings and comments. */
    public static Set<String> names(String script) throws DdlException {
        Set<String> names = new LinkedHashSet<>();
        ScriptLexer lexer = new ScriptLexer(script);
        for (Token token = lexer.next(); !token.isEnd(); token = lexer.next()) {
            if (token.isName()) {
                names.add(token.text().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** The words of a text, in lower case, that may be the name of a table that it creates or alters. */
    public static Set<String> namesOfTables(String text) {
        List<String> words = of(text);
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i + 2 < words.size(); i++) {
            boolean isStatement = words.get(i).equals("create") || words.get(i).equals("alter");
            if (isStatement && words.get(i + 1).equals("table")) {
                names.addAll(words.subList(i + 2, Math.min(words.size(), i + 2 + WORDS_BEFORE_NAME)));
            }
        }
        return names;
    }

    private static void split(String text, List<String> words) {
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean isPart = i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_');
            if (isPart && start < 0) {
                start = i;
            } else if (!isPart && start >= 0) {
                words.add(text.substring(start, i).toLowerCase(Locale.ROOT));
                start = -1;
            }
        }
    }
}
