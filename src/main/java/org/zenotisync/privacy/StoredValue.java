package org.zenotisync.privacy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.RowSink;

/** Hands a value that a target has to a sink, as the reader of files hands on an equal one. */
public final class StoredValue {

    private static final int NANOS_PER_MICRO = 1_000;

    private StoredValue() {}

    /**
     * Hands on the value of a query's column.
     *
     * @param at of the column, from 1
     * @param type of the value as the feed declares it
     */
    public static void put(ResultSet row, int at, ColumnType type, RowSink sink) throws SQLException {
        if (row.getObject(at) == null) {
            sink.putNull();
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> sink.putBoolean(row.getBoolean(at));
            case SMALLINT, INTEGER, BIGINT -> sink.putInteger(row.getLong(at));
            case DECIMAL -> {
                BigDecimal number = row.getBigDecimal(at).setScale(type.scale());
                BigInteger unscaled = number.unscaledValue();
                sink.putDecimal(unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue());
            }
            case REAL -> sink.putDouble(row.getFloat(at));
            case DOUBLE -> sink.putDouble(row.getDouble(at));
            case VARCHAR -> {
                byte[] utf8 = row.getString(at).getBytes(StandardCharsets.UTF_8);
                sink.putText(utf8, 0, utf8.length);
            }
            case DATE -> sink.putDate((int) row.getObject(at, LocalDate.class).toEpochDay());
            case TIME -> sink.putTime(row.getObject(at, LocalTime.class).toNanoOfDay() / NANOS_PER_MICRO);
            case TIMESTAMP -> sink.putTimestamp(micros(row.getObject(at, LocalDateTime.class)));
            case TIMESTAMPTZ ->
                sink.putTimestamp(micros(row.getObject(at, OffsetDateTime.class)
                        .atZoneSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime()));
        }
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
    }
}
