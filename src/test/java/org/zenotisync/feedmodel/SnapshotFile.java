package org.zenotisync.feedmodel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;

/** Writes rows as a CSV file of a snapshot, in a form made up by chance, and CSV files as a zip. */
final class SnapshotFile {

    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter TO_THE_MICROSECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final TableDefinition table;
    private final Dice dice;
    private final boolean header;
    private final List<ColumnDefinition> columns;

    /**
     * @param olderWidth columns that the table had when the snapshot was taken
     * @param needed columns that every file has
     * @param older whether the file may lack columns
     */
    SnapshotFile(TableDefinition table, int olderWidth, Set<String> needed, boolean older, Dice dice) {
        this.table = table;
        this.dice = dice;
        header = dice.oneIn(2);
        int width = older ? olderWidth : table.columns().size();
        List<ColumnDefinition> chosen = new ArrayList<>();
        boolean subset = header && older && dice.oneIn(2);
        for (ColumnDefinition column : table.columns().subList(0, width)) {
            if (!subset || needed.contains(column.name()) || !dice.oneIn(4)) {
                chosen.add(column);
            }
        }
        if (chosen.size() < 2) {
            chosen = table.columns();
        }
        columns = header && dice.oneIn(3) ? dice.shuffled(chosen) : chosen;
    }

    /** The columns of the table that the file does not have; none if it has neither rows nor a header. */
    Set<String> lacking(int rows) {
        Set<String> lacking = new HashSet<>();
        if (rows > 0 || header) {
            lacking.addAll(table.columnNames());
            columns.forEach(column -> lacking.remove(column.name()));
        }
        return lacking;
    }

    byte[] csv(List<Map<String, Object>> rows) {
        String lineEnd = dice.oneIn(4) ? "\r\n" : "\n";
        StringBuilder text = new StringBuilder(dice.oneIn(6) ? "\uFEFF" : "");
        if (header) {
            text.append(String.join(",", columns.stream().map(this::spelled).toList()))
                    .append(lineEnd);
        }
        for (Map<String, Object> row : rows) {
            List<String> fields = new ArrayList<>();
            columns.forEach(column -> fields.add(field(row.get(column.name()))));
            text.append(String.join(",", fields)).append(lineEnd);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String spelled(ColumnDefinition column) {
        return dice.oneIn(5) ? column.name().toUpperCase(Locale.ROOT) : column.name();
    }

    private String field(Object value) {
        if (value == null) {
            return "";
        }
        String text = text(value);
        boolean mustBeQuoted = text.isEmpty() || text.chars().anyMatch(c -> "\",\r\n".indexOf(c) >= 0);
        return mustBeQuoted || dice.oneIn(8) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private String text(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? dice.pick(List.of("1", "true")) : dice.pick(List.of("0", "false"));
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof LocalDateTime time) {
            return time.format(time.equals(time.truncatedTo(ChronoUnit.SECONDS)) ? TO_THE_SECOND : TO_THE_MICROSECOND);
        }
        return value.toString();
    }

    /** A zip with files by their names. */
    static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
