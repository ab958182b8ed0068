package org.zenotisync.feedmodel;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;

/** Which features one CSV file and its values have. */
final class FileFeatures {

    private final TableDefinition table;
    private final Set<Feature> found = EnumSet.noneOf(Feature.class);

    private FileFeatures(TableDefinition table) {
        this.table = table;
    }

    static Set<Feature> of(byte[] content, TableDefinition table) {
        FileFeatures features = new FileFeatures(table);
        features.file(content);
        return features.found;
    }

    private void file(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<List<CsvField>> records = CsvText.records(content);
        boolean header = !records.isEmpty() && DataFile.isHeader(records.get(0), table);
        when(content.length == 0, Feature.FILE_WITHOUT_BYTES);
        when(text.startsWith("\uFEFF"), Feature.BYTE_ORDER_MARK);
        when(text.endsWith("\r\n"), Feature.CRLF);
        when(text.matches("(?s).*[^\r]\n"), Feature.LF);
        when(!records.isEmpty() && !text.endsWith("\n"), Feature.LAST_NEWLINE_MISSING);
        when(header && records.size() == 1, Feature.FILE_WITH_HEADER_ONLY);
        when(hasBlankLine(text), Feature.BLANK_LINES);
        List<String> columns = table.columnNames();
        if (header) {
            List<String> names = records.get(0).stream().map(CsvField::text).toList();
            columns = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
            header(records.get(0).get(0).quoted(), names, columns);
        } else if (!records.isEmpty()) {
            found.add(Feature.NO_HEADER);
            when(records.get(0).size() < columns.size(), Feature.OLDER_SHAPE_AFTER_UPGRADE);
        }
        for (List<CsvField> record : records.subList(header ? 1 : 0, records.size())) {
            for (int i = 0; i < record.size(); i++) {
                value(columns.get(i), record.get(i));
            }
        }
    }

    private static boolean hasBlankLine(String text) {
        // Without what stands in quotes, every remaining double line end is an empty line.
        String outside = text.replaceAll("\"[^\"]*\"", "q");
        return outside.matches("(?s).*[^\r\n]\r?\n\r?\n.*");
    }

    private void header(boolean quoted, List<String> names, List<String> folded) {
        List<String> inSchemaOrder =
                table.columnNames().stream().filter(folded::contains).toList();
        boolean upperCase = names.stream().allMatch(name -> name.equals(name.toUpperCase(Locale.ROOT)));
        found.add(Feature.HEADER);
        when(upperCase, Feature.HEADER_IN_UPPER_CASE);
        when(quoted, Feature.HEADER_QUOTED);
        when(!folded.equals(inSchemaOrder), Feature.HEADER_PERMUTED);
        when(folded.size() < table.columns().size(), Feature.HEADER_OF_SUBSET);
    }

    private void value(String column, CsvField field) {
        String text = field.text();
        switch (table.column(column).type().kind()) {
            case VARCHAR -> text(field);
            case TIMESTAMP -> timestamp(text);
            case DECIMAL -> {
                when(text.equals("9999999999999999999"), Feature.DECIMAL_BEYOND_LONG);
                when(text.equals("9007199254740993"), Feature.DECIMAL_NEIGHBOUR_AS_DOUBLE);
                when(text.startsWith("-"), Feature.DECIMAL_NEGATIVE);
                when(text.matches("-?[0-9]+\\.[0-9]{4}"), Feature.DECIMAL_FRACTION);
                when(text.isEmpty() && field.quoted(), Feature.QUOTED_EMPTY_NUMBER);
            }
            case BOOLEAN -> {
                if (column.equals(ModelTable.VOID)) {
                    isVoid(text);
                }
            }
            default -> {}
        }
    }

    private void isVoid(String text) {
        when(text.equals("0"), Feature.VOID_0);
        when(text.equals("1"), Feature.VOID_1);
        when(text.equals("t"), Feature.VOID_T);
        when(text.equals("f"), Feature.VOID_F);
        when(text.equals("true"), Feature.VOID_TRUE);
        when(text.equals("false"), Feature.VOID_FALSE);
        when(text.equals("TRUE"), Feature.VOID_UPPER_TRUE);
        when(text.equals("False"), Feature.VOID_CAPITAL_FALSE);
    }

    private void timestamp(String text) {
        when(text.matches(".{10} .{8}"), Feature.TIME_TO_THE_SECOND);
        when(text.matches(".{10} .{8}\\..{1}"), Feature.TIME_WITH_1_DIGIT);
        when(text.matches(".{10} .{8}\\..{6}"), Feature.TIME_WITH_6_DIGITS);
        when(text.matches(".{10}T.{8}\\..{3}"), Feature.TIME_WITH_T);
        when(text.length() == 10, Feature.TIME_AS_DATE);
    }

    private void text(CsvField field) {
        String text = field.text();
        when(text.contains("two\nlines"), Feature.TEXT_IN_QUOTES_WITH_LF);
        when(text.contains("two\r\nlines"), Feature.TEXT_IN_QUOTES_WITH_CRLF);
        when(text.contains("\""), Feature.TEXT_WITH_QUOTES);
        when(text.contains(","), Feature.TEXT_WITH_COMMA);
        when(!field.quoted() && !text.equals(text.strip()), Feature.TEXT_WITH_BLANKS_AROUND);
        when(!field.quoted() && text.equals("NULL"), Feature.TEXT_NULL);
        when(!field.quoted() && text.equals("\\N"), Feature.TEXT_BACKSLASH_N);
        when(!field.quoted() && text.equals("\\."), Feature.TEXT_BACKSLASH_DOT);
        when(!field.quoted() && text.equals("1e5"), Feature.TEXT_1E5);
        when(field.quoted() && text.isEmpty(), Feature.TEXT_EMPTY);
        when(!field.quoted() && text.isEmpty(), Feature.UNQUOTED_EMPTY);
        when(text.codePoints().anyMatch(Character::isSupplementaryCodePoint), Feature.TEXT_BEYOND_BMP);
        when(text.contains("\u0301"), Feature.TEXT_COMBINING);
        when(text.getBytes(StandardCharsets.UTF_8).length == ColumnType.MAX_VARCHAR, Feature.TEXT_OF_65535_BYTES);
        when(text.contains("DROP TABLE"), Feature.TEXT_SQL);
    }

    private void when(boolean condition, Feature feature) {
        if (condition) {
            found.add(feature);
        }
    }
}
