package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.RowSink;

/** Neither the message of a bad row nor what is kept of it has the value of a hidden column. */
class HiddenColumnsTest {

    /** A value that no type but text takes, and that any message might quote in parts. */
    private static final String SECRET = "31/13/2024 25:61 planted";

    private static BadRow bad(ColumnType type, String line) throws Exception {
        TableDefinition table = new TableDefinition(
                "bi_dimx",
                List.of(
                        new ColumnDefinition("id", ColumnType.of(ColumnType.Kind.INTEGER)),
                        new ColumnDefinition("secret", type),
                        new ColumnDefinition("rest", ColumnType.varchar(5))),
                List.of(),
                List.of());
        FileRules rules = new FileRules(new FeedTable(table), List.of(), List.of(), Set.of("secret"));
        List<BadRow> rows = new ArrayList<>();
        new TableCsvReader(rules, TableKind.DIMENSION, EmptyText.NULL, VoidedRows.HAND_ON)
                .read(
                        new ByteArrayInputStream(("0,,a\n" + line + "\n").getBytes(StandardCharsets.ISO_8859_1)),
                        (RowSink) Proxy.newProxyInstance(
                                RowSink.class.getClassLoader(), new Class<?>[] {RowSink.class}, (p, m, a) -> null),
                        rows::add);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static String raw(BadRow row) {
        return new String(row.raw(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColumnType.Kind.class,
            names = {"VARCHAR", "DECIMAL"},
            mode = EnumSource.Mode.EXCLUDE)
    void noPartOfABadValueIsQuoted(ColumnType.Kind kind) throws Exception {
        BadRow row = bad(ColumnType.of(kind), "1," + SECRET + ",b");
        assertThat(row.column()).isEqualTo("secret");
        assertThat(row.reason())
                .startsWith("the value, which zenoti.columns settings hide, ")
                .doesNotContain("planted", "31", "25", "61", "13/");
        assertThat(raw(row)).isEqualTo("1,***,b");
    }

    @Test
    void textsAndNumbersWithALength() throws Exception {
        assertThat(bad(ColumnType.varchar(10), "1," + SECRET + ",b").reason()).doesNotContain("planted");
        assertThat(bad(ColumnType.decimal(5, 2), "1,12345678.5,b").reason())
                .doesNotContain("12345678")
                .contains("has too many digits");
    }

    @Test
    void anotherValueOfTheRowIsQuotedAndTheHiddenOneIsMasked() throws Exception {
        BadRow row = bad(ColumnType.varchar(50), "x,\"" + SECRET + "\",b");
        assertThat(row.reason()).contains("'x'");
        assertThat(raw(row)).isEqualTo("x,***,b");
    }

    @Test
    void whereFieldsCannotBeToldApartTheWholeLineIsMasked() throws Exception {
        ColumnType text = ColumnType.varchar(50);
        assertThat(raw(bad(text, "1," + SECRET))).isEqualTo("***");
        assertThat(raw(bad(text, "1," + SECRET + ",b,c"))).isEqualTo("***");
        assertThat(raw(bad(text, "1,\"" + SECRET + " \"x\" y\",b"))).isEqualTo("***");
        assertThat(raw(bad(text, "1," + SECRET + "\u00ff,b"))).isEqualTo("1,***,b");
        assertThat(raw(bad(text, "1," + SECRET + ",\u00ff"))).isEqualTo("1,***,\u00ff");
    }
}
