package org.zenotisync.warehouse.sqlserver;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.RowSink;

/**
 * Collects rows, and gives them on in chunks as the driver's bulk copy reads them
 * (connect/jdbc/reference/isqlserverbulkdata-interface). Values are checked before: bulk copy that breaks off in the
 * middle of a row would need another connection.
 *
 * <p>Days and times are texts, which the driver sends as they are and the server reads: it would put a
 * {@link java.sql.Timestamp} into the JVM's time zone.
 */
final class BulkRows implements RowSink {

    /** Values of a chunk, about: objects in memory. */
    private static final int MOST_VALUES = 400_000;

    /** Bytes of text of a chunk, about. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final long MICROS = 1_000_000;
    private static final long MICROS_OF_DAY = 86_400_000_000L;

    /** {@code microsoft.sql.Types.DATETIMEOFFSET}. */
    private static final int DATETIMEOFFSET = -155;

    private static final int SCALE_OF_TIMES = 6;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    /** What a value is in SQL that is out of the range of its type. */
    private static final String OUT_OF_RANGE = "22003";

    private static final String BAD_DATE = "22008";

    /** Takes some rows. */
    @FunctionalInterface
    interface Receiver {

        /**
         * Takes rows; they are read once.
         *
         * @throws SQLException if the server does not take them
         */
        void take(Chunk rows) throws SQLException;
    }

    private final List<ColumnDefinition> columns;
    private final Receiver receiver;
    private List<@Nullable Object[]> chunk = new ArrayList<>();
    private @Nullable Object[] row;
    private int column;
    private long bytes;
    private long rows;

    /** @param columns of the rows, in their order */
    BulkRows(List<ColumnDefinition> columns, Receiver receiver) {
        this.columns = List.copyOf(columns);
        this.receiver = receiver;
        this.row = new Object[columns.size()];
    }

    /** Gives on the remaining rows. */
    void finish() throws SQLException {
        if (!chunk.isEmpty()) {
            receiver.take(new Chunk(columns, chunk));
            rows += chunk.size();
            chunk = new ArrayList<>();
            bytes = 0;
        }
    }

    /** The rows that were given on. */
    long rows() {
        return rows;
    }

    private void put(@Nullable Object value) {
        row[column++] = value;
    }

    private ColumnDefinition next() {
        return columns.get(column);
    }

    @Override
    public void putNull() {
        put(null);
    }

    @Override
    public void putBoolean(boolean value) {
        put(value);
    }

    @Override
    public void putInteger(long value) {
        switch (next().type().kind()) {
            case SMALLINT -> put((short) value);
            case INTEGER -> put((int) value);
            default -> put(value);
        }
    }

    @Override
    public void putDecimal(long high, long low) {
        BigInteger unscaled = new BigInteger(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
        put(new BigDecimal(unscaled, next().type().scale()));
    }

    @Override
    public void putDouble(double value) throws SQLException {
        boolean isReal = next().type().kind() == ColumnType.Kind.REAL;
        if (!Double.isFinite(value) || isReal && !Float.isFinite((float) value)) {
            throw new SQLException(
                    "the column " + next().name() + " has a number that SQL Server has not: NaN, or an infinite one",
                    OUT_OF_RANGE);
        }
        if (isReal) {
            put((float) value);
        } else {
            put(value);
        }
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) {
        bytes += length;
        put(new String(utf8, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void putDate(int epochDay) throws SQLException {
        put(within(LocalDate.ofEpochDay(epochDay)).toString());
    }

    @Override
    public void putTime(long microsOfDay) throws SQLException {
        if (microsOfDay == MICROS_OF_DAY) {
            throw new SQLException(
                    "the column " + next().name() + " has the time 24:00:00, which SQL Server has not", BAD_DATE);
        }
        put(TIME.format(LocalTime.ofNanoOfDay(microsOfDay * 1_000)));
    }

    @Override
    public void putTimestamp(long epochMicros) throws SQLException {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(epochMicros, MICROS), (int) Math.floorMod(epochMicros, MICROS) * 1_000, ZoneOffset.UTC);
        within(time.toLocalDate());
        String text = DAY_AND_TIME.format(time);
        put(next().type().kind() == ColumnType.Kind.TIMESTAMPTZ ? text + " +00:00" : text);
    }

    private LocalDate within(LocalDate day) throws SQLException {
        if (day.getYear() < 1 || day.getYear() > 9_999) {
            throw new SQLException(
                    "the column " + next().name() + " has a day that is not within the years 1 and 9999, which SQL"
                            + " Server has",
                    BAD_DATE);
        }
        return day;
    }

    @Override
    public void endRow() throws SQLException {
        chunk.add(row);
        row = new Object[columns.size()];
        column = 0;
        if (bytes >= MOST_BYTES || (long) chunk.size() * columns.size() >= MOST_VALUES) {
            finish();
        }
    }

    /** Some rows, with the methods of ISQLServerBulkData. Columns are counted from 1. */
    static final class Chunk {

        private final List<ColumnDefinition> columns;
        private final List<@Nullable Object[]> rows;
        private int current = -1;

        Chunk(List<ColumnDefinition> columns, List<@Nullable Object[]> rows) {
            this.columns = columns;
            this.rows = rows;
        }

        /** The rows as an object of the driver's interface, which this class cannot implement by its name. */
        Object as(Class<?> data) {
            return Proxy.newProxyInstance(
                    data.getClassLoader(),
                    new Class<?>[] {data},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getColumnOrdinals" -> ordinals();
                        case "getColumnName" ->
                            columns.get((int) arguments[0] - 1).name();
                        case "getColumnType" -> sqlType((int) arguments[0]);
                        case "getPrecision" -> precision((int) arguments[0]);
                        case "getScale" -> scale((int) arguments[0]);
                        case "getRowData" -> rows.get(current);
                        case "next" -> ++current < rows.size();
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "toString" -> rows.size() + " rows";
                        default -> throw new UnsupportedOperationException(method.toString());
                    });
        }

        private Set<Integer> ordinals() {
            return IntStream.rangeClosed(1, columns.size()).boxed().collect(Collectors.toSet());
        }

        private ColumnType type(int ordinal) {
            return columns.get(ordinal - 1).type();
        }

        private int sqlType(int ordinal) {
            return switch (type(ordinal).kind()) {
                case BOOLEAN -> Types.BIT;
                case SMALLINT -> Types.SMALLINT;
                case INTEGER -> Types.INTEGER;
                case BIGINT -> Types.BIGINT;
                case DECIMAL -> Types.DECIMAL;
                case REAL -> Types.REAL;
                case DOUBLE -> Types.DOUBLE;
                case VARCHAR -> Types.NVARCHAR;
                case DATE -> Types.DATE;
                case TIME -> Types.TIME;
                case TIMESTAMP -> Types.TIMESTAMP;
                case TIMESTAMPTZ -> DATETIMEOFFSET;
            };
        }

        /** Digits of a number, characters of a text. */
        private int precision(int ordinal) {
            ColumnType type = type(ordinal);
            return switch (type.kind()) {
                case DECIMAL, VARCHAR -> type.precision();
                case DATE -> "2024-02-29".length();
                case TIME -> "23:59:59.999999".length();
                case TIMESTAMP -> "2024-02-29 23:59:59.999999".length();
                case TIMESTAMPTZ -> "2024-02-29 23:59:59.999999 +00:00".length();
                default -> 0;
            };
        }

        private int scale(int ordinal) {
            ColumnType type = type(ordinal);
            return switch (type.kind()) {
                case DECIMAL -> type.scale();
                case TIME, TIMESTAMP, TIMESTAMPTZ -> SCALE_OF_TIMES;
                default -> 0;
            };
        }
    }
}
