package org.zenotisync.warehouse.sqlserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.sqlserver.jdbc.ISQLServerBulkData;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopyOptions;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;

/** Rows as the driver's bulk copy reads them, by its own interface. No server takes them here. */
class BulkRowsTest {

    private static final long NOON = 12 * 3_600_000_000L;

    private final List<ISQLServerBulkData> chunks = new ArrayList<>();
    private final BulkRows rows = rows(Examples.TYPES.columns());

    private BulkRows rows(List<ColumnDefinition> columns) {
        return new BulkRows(columns, chunk -> {
            ISQLServerBulkData data = (ISQLServerBulkData) chunk.as(ISQLServerBulkData.class);
            chunks.add(data);
        });
    }

    private static BulkRows ofOne(ColumnType type) {
        return new BulkRows(List.of(Examples.column("x", type)), chunk -> {});
    }

    @Test
    void theDriverGetsEachTypeInTheClassThatItCasts() throws SQLException {
        rows.putBoolean(true);
        rows.putInteger(-32_768);
        rows.putInteger(2_147_483_647);
        rows.putInteger(Long.MIN_VALUE);
        rows.putDecimal(-1, -12_345_678_901L);
        rows.putDouble(0.1);
        rows.putDouble(0.1);
        text("é 😀 ");
        text("");
        rows.putDate((int) LocalDate.of(1, 1, 1).toEpochDay());
        rows.putTime(NOON + 1);
        rows.putTimestamp(-1);
        rows.putTimestamp(LocalDate.of(9999, 12, 31).toEpochDay() * 86_400_000_000L + NOON);
        rows.endRow();
        rows.finish();

        ISQLServerBulkData data = chunks.get(0);
        assertThat(data.next()).isTrue();
        assertThat(data.getRowData())
                .containsExactly(
                        true,
                        (short) -32_768,
                        2_147_483_647,
                        Long.MIN_VALUE,
                        new BigDecimal("-1.2345678901"),
                        0.1f,
                        0.1,
                        "é 😀 ",
                        "",
                        "0001-01-01",
                        "12:00:00.000001",
                        "1969-12-31 23:59:59.999999",
                        "9999-12-31 12:00:00.000000 +00:00");
        assertThat(data.next()).isFalse();
        assertThat(rows.rows()).isEqualTo(1);
    }

    @Test
    void aNullOfEachTypeIsNoValue() throws SQLException {
        Examples.TYPES.columns().forEach(column -> rows.putNull());
        rows.endRow();
        rows.finish();

        ISQLServerBulkData data = chunks.get(0);
        data.next();
        assertThat(data.getRowData()).hasSize(13).containsOnlyNulls();
    }

    @Test
    void columnsAreDescribedAsTheDriverDeclaresThem() throws SQLException {
        Examples.TYPES.columns().forEach(column -> rows.putNull());
        rows.endRow();
        rows.finish();

        ISQLServerBulkData data = chunks.get(0);
        assertThat(data.getColumnOrdinals())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 13).boxed().toList());
        List<String> described = IntStream.rangeClosed(1, 13)
                .mapToObj(i -> data.getColumnName(i) + " " + data.getColumnType(i) + " " + data.getPrecision(i) + " "
                        + data.getScale(i))
                .toList();
        assertThat(described)
                .containsExactly(
                        "is_there " + Types.BIT + " 0 0",
                        "small " + Types.SMALLINT + " 0 0",
                        "whole " + Types.INTEGER + " 0 0",
                        "big " + Types.BIGINT + " 0 0",
                        "exact " + Types.DECIMAL + " 38 10",
                        "short_float " + Types.REAL + " 0 0",
                        "long_float " + Types.DOUBLE + " 0 0",
                        "text " + Types.NVARCHAR + " 4000 0",
                        "long_text " + Types.NVARCHAR + " 4001 0",
                        "day " + Types.DATE + " 10 0",
                        "clock " + Types.TIME + " 15 6",
                        "moment " + Types.TIMESTAMP + " 26 6",
                        "zoned " + microsoft.sql.Types.DATETIMEOFFSET + " 33 6");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aNumberThatTheServerHasNotIsAnError(double value) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> ofOne(ColumnType.of(Kind.DOUBLE)).putDouble(value))
                .withMessageContaining("the column x has a number that SQL Server has not");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> ofOne(ColumnType.of(Kind.REAL)).putDouble(1e300));
    }

    @Test
    void aDayOrTimeThatTheServerHasNotIsAnError() {
        long year10000 = LocalDate.of(10_000, 1, 1).toEpochDay();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> ofOne(ColumnType.of(Kind.TIME)).putTime(2 * NOON))
                .withMessageContaining("24:00:00");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> ofOne(ColumnType.of(Kind.DATE)).putDate((int) year10000))
                .withMessageContaining("years 1 and 9999");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> ofOne(ColumnType.of(Kind.TIMESTAMPTZ)).putTimestamp(year10000 * 86_400_000_000L))
                .withMessageContaining("years 1 and 9999");
    }

    @Test
    void manyRowsAreGivenOnInChunksAndNoneIsLost() throws SQLException {
        BulkRows many = rows(Examples.DIMENSION.columns());
        int all = 500_000;
        byte[] name = "name".getBytes(UTF_8);
        for (int i = 0; i < all; i++) {
            many.putInteger(i);
            many.putText(name, 0, name.length);
            many.endRow();
        }
        many.finish();
        many.finish();

        assertThat(many.rows()).isEqualTo(all);
        assertThat(chunks).hasSize(3);
        long next = 0;
        for (ISQLServerBulkData data : chunks) {
            while (data.next()) {
                assertThat(data.getRowData()[0]).isEqualTo(next++);
            }
        }
        assertThat(next).isEqualTo(all);
    }

    @Test
    void longTextsEndAChunkEarlier() throws SQLException {
        BulkRows few = rows(List.of(Examples.column("text", ColumnType.varchar(65_535))));
        byte[] text = "x".repeat(60_000).getBytes(UTF_8);
        for (int i = 0; i < 300; i++) {
            few.putText(text, 0, text.length);
            few.endRow();
        }
        few.finish();

        assertThat(chunks).hasSize(3);
    }

    /** As in the folder drivers, whose classes the program does not see. */
    @Test
    void aDriverInAClassLoaderOfItsOwnReadsThem() throws Exception {
        URL jar = ISQLServerBulkData.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader own = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
            Class<?> data = own.loadClass(ISQLServerBulkData.class.getName());
            List<Object> taken = new ArrayList<>();
            BulkRows ofIt = new BulkRows(Examples.DIMENSION.columns(), chunk -> taken.add(chunk.as(data)));
            ofIt.putInteger(7);
            ofIt.putNull();
            ofIt.endRow();
            ofIt.finish();

            assertThat(data).isNotEqualTo(ISQLServerBulkData.class);
            assertThat(data.getMethod("next").invoke(taken.get(0))).isEqualTo(true);
            assertThat((Object[]) data.getMethod("getRowData").invoke(taken.get(0)))
                    .containsExactly(7L, null);
        }
    }

    @Test
    void optionsAreThoseOfAnInsertInTheTransactionOfTheCaller() throws SQLException {
        SQLServerBulkCopyOptions options = (SQLServerBulkCopyOptions) BulkCopy.options();

        assertThat(options.isUseInternalTransaction()).isFalse();
        assertThat(options.isKeepNulls()).isTrue();
        assertThat(options.isCheckConstraints()).isTrue();
        assertThat(options.isFireTriggers()).isTrue();
        assertThat(options.getBulkCopyTimeout()).isZero();
        assertThat(options.getBatchSize()).isZero();
    }

    /** They are called by their names. */
    @Test
    void theDriverHasTheMethodsThatAreCalled() throws NoSuchMethodException {
        Class<?> copy = SQLServerBulkCopy.class;

        assertThat(copy.getConstructor(Connection.class)).isNotNull();
        assertThat(copy.getMethod("setBulkCopyOptions", SQLServerBulkCopyOptions.class))
                .isNotNull();
        assertThat(copy.getMethod("setDestinationTableName", String.class)).isNotNull();
        assertThat(copy.getMethod("addColumnMapping", int.class, String.class)).isNotNull();
        assertThat(copy.getMethod("writeToServer", ISQLServerBulkData.class)).isNotNull();
        assertThat(copy.getMethod("close")).isNotNull();
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        rows.putText(utf8, 0, utf8.length);
    }
}
