package org.zenotisync.privacy;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.RowSink;

/** Takes the rows of files, and hands on those of the target: without some columns, and with digests in others. */
final class ProjectingSink implements RowSink {

    private enum Way {
        AS_IT_IS,
        LEFT_OUT,
        HASHED
    }

    private final RowSink sink;
    private final Way[] ways;
    private final ColumnType[] types;
    private final @Nullable ValueHasher hasher;
    private int column;

    /**
     * @param feed the columns of files
     * @param hasher empty if no column is hashed
     */
    ProjectingSink(TableDefinition feed, ColumnRules rules, Optional<ValueHasher> hasher, RowSink sink) {
        this.sink = sink;
        this.ways = feed.columns().stream().map(column -> way(column, rules)).toArray(Way[]::new);
        this.types = feed.columns().stream().map(ColumnDefinition::type).toArray(ColumnType[]::new);
        this.hasher = hasher.orElse(null);
    }

    private static Way way(ColumnDefinition column, ColumnRules rules) {
        if (rules.excludes(column.name())) {
            return Way.LEFT_OUT;
        }
        return rules.hashes(column.name()) ? Way.HASHED : Way.AS_IT_IS;
    }

    @Override
    public void putNull() throws SQLException {
        if (ways[column++] != Way.LEFT_OUT) {
            sink.putNull();
        }
    }

    @Override
    public void putBoolean(boolean value) throws SQLException {
        switch (ways[column++]) {
            case AS_IT_IS -> sink.putBoolean(value);
            case HASHED -> put(hasher().truth(value));
            case LEFT_OUT -> {}
        }
    }

    @Override
    public void putInteger(long value) throws SQLException {
        switch (ways[column++]) {
            case AS_IT_IS -> sink.putInteger(value);
            case HASHED -> put(hasher().integer(value));
            case LEFT_OUT -> {}
        }
    }

    @Override
    public void putDecimal(long high, long low) throws SQLException {
        int scale = types[column].scale();
        switch (ways[column++]) {
            case AS_IT_IS -> sink.putDecimal(high, low);
            case HASHED -> put(hasher().decimal(high, low, scale));
            case LEFT_OUT -> {}
        }
    }

    @Override
    public void putDouble(double value) throws SQLException {
        boolean isReal = types[column].kind() == ColumnType.Kind.REAL;
        switch (ways[column++]) {
            case AS_IT_IS -> sink.putDouble(value);
            case HASHED -> put(isReal ? hasher().real((float) value) : hasher().floating(value));
            case LEFT_OUT -> {}
        }
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) throws SQLException {
        Way way = ways[column++];
        if (way == Way.HASHED && length > 0) {
            put(hasher().text(utf8, offset, length));
        } else if (way != Way.LEFT_OUT) {
            sink.putText(utf8, offset, length);
        }
    }

    @Override
    public void putDate(int epochDay) throws SQLException {
        switch (ways[column++]) {
            case AS_IT_IS -> sink.putDate(epochDay);
            case HASHED -> put(hasher().date(epochDay));
            case LEFT_OUT -> {}
        }
    }

    @Override
    public void putTime(long microsOfDay) throws SQLException {
        switch (ways[column++]) {
            case AS_IT_IS -> sink.putTime(microsOfDay);
            case HASHED -> put(hasher().time(microsOfDay));
            case LEFT_OUT -> {}
        }
    }

    @Override
    public void putTimestamp(long epochMicros) throws SQLException {
        boolean isZoned = types[column].kind() == ColumnType.Kind.TIMESTAMPTZ;
        switch (ways[column++]) {
            case AS_IT_IS -> sink.putTimestamp(epochMicros);
            case HASHED -> put(hasher().timestamp(epochMicros, isZoned));
            case LEFT_OUT -> {}
        }
    }

    @Override
    public void endRow() throws SQLException {
        column = 0;
        sink.endRow();
    }

    private void put(byte[] hex) throws SQLException {
        sink.putText(hex, 0, ValueHasher.LENGTH);
    }

    private ValueHasher hasher() {
        if (hasher == null) {
            throw new IllegalStateException("columns are hashed, but there is no key");
        }
        return hasher;
    }
}
