package org.zenotisync.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A file with the statements that a database must get; {@code -Dgolden=write} writes it again. */
public final class GoldenFile {

    private GoldenFile() {}

    /**
     * Compares statements with a file.
     *
     * @param page the page of the database's documentation about a statement; empty for none
     */
    public static void require(Path file, List<String> statements, UnaryOperator<String> page) throws IOException {
        String text = statements.stream()
                .map(GoldenFile::onOneLine)
                .map(sql -> (page.apply(sql).isEmpty() ? "" : "-- " + page.apply(sql) + "\n") + sql + ";\n")
                .collect(Collectors.joining("\n"));
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text).as(file.toString()).isEqualTo(Files.readString(file));
    }

    /** Line breaks and indents of a statement mean nothing. */
    private static String onOneLine(String sql) {
        return sql.replaceAll("\\s+", " ").replace("( ", "(").replace(" )", ")");
    }
}
