package org.zenotisync.feed.csv;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.zenotisync.warehouse.RowSink;

/** Keeps the rows that a reader hands on; a DECIMAL as its unscaled value. */
final class RecordingSink implements RowSink {

    private final List<List<Object>> rows = new ArrayList<>();
    private List<Object> row = new ArrayList<>();

    List<List<Object>> rows() {
        return rows;
    }

    static BigInteger unscaled(long high, long low) {
        return BigInteger.valueOf(high).shiftLeft(64).or(new BigInteger(Long.toUnsignedString(low)));
    }

    @Override
    public void putNull() {
        row.add(null);
    }

    @Override
    public void putBoolean(boolean value) {
        row.add(value);
    }

    @Override
    public void putInteger(long value) {
        row.add(value);
    }

    @Override
    public void putDecimal(long high, long low) {
        row.add(unscaled(high, low));
    }

    @Override
    public void putDouble(double value) {
        row.add(value);
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) {
        row.add(new String(utf8, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void putDate(int epochDay) {
        row.add(LocalDate.ofEpochDay(epochDay));
    }

    @Override
    public void putTime(long microsOfDay) {
        row.add(microsOfDay);
    }

    @Override
    public void putTimestamp(long epochMicros) {
        row.add(epochMicros);
    }

    @Override
    public void endRow() {
        rows.add(row);
        row = new ArrayList<>();
    }
}
