package org.zenotisync.warehouse.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.StageTable;

/** Keeps rows in memory as a COPY into the target takes them, and stages what a merge looks at. */
final class BufferingSink implements RowSink {

    private final CopyBuffer buffer;
    private final BinaryCopySink rows;
    private final BinaryCopySink stage;

    /** Of each column: whether it goes into the target, into the stage, and whether it is void. */
    private final boolean[] isOfTarget;

    private final boolean[] isStaged;
    private final boolean[] isVoid;
    private int column;

    /** @param output takes the COPY into the stage, of the columns that {@link StageTable#isLookedAt} */
    BufferingSink(StageTable table, CopyBuffer buffer, BinaryCopySink.Output output) {
        List<ColumnDefinition> columns = table.columns();
        isOfTarget = new boolean[columns.size()];
        isStaged = new boolean[columns.size()];
        isVoid = new boolean[columns.size()];
        List<ColumnDefinition> staged = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            isOfTarget[i] = i < table.table().columns().size();
            isStaged[i] = table.isLookedAt(columns.get(i));
            isVoid[i] = table.isVoid(columns.get(i));
            if (isStaged[i]) {
                staged.add(columns.get(i));
            }
        }
        this.buffer = buffer;
        rows = new BinaryCopySink(buffer, BinaryCopySink.types(table.table().columns()));
        stage = new BinaryCopySink(output, BinaryCopySink.types(staged));
        buffer.beginRows(rows.length());
    }

    void finish() throws SQLException {
        rows.finish();
        stage.finish();
    }

    @Override
    public void putNull() throws SQLException {
        if (isOfTarget[column]) {
            rows.putNull();
        }
        if (isStaged[column]) {
            stage.putNull();
        }
        column++;
    }

    @Override
    public void putBoolean(boolean value) throws SQLException {
        if (isOfTarget[column]) {
            rows.putBoolean(value);
        }
        if (isStaged[column]) {
            stage.putBoolean(value);
        }
        next(value);
    }

    @Override
    public void putInteger(long value) throws SQLException {
        if (isOfTarget[column]) {
            rows.putInteger(value);
        }
        if (isStaged[column]) {
            stage.putInteger(value);
        }
        next(value != 0);
    }

    @Override
    public void putDecimal(long high, long low) throws SQLException {
        if (isOfTarget[column]) {
            rows.putDecimal(high, low);
        }
        if (isStaged[column]) {
            stage.putDecimal(high, low);
        }
        next(low != 0);
    }

    @Override
    public void putDouble(double value) throws SQLException {
        if (isOfTarget[column]) {
            rows.putDouble(value);
        }
        if (isStaged[column]) {
            stage.putDouble(value);
        }
        column++;
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) throws SQLException {
        if (isOfTarget[column]) {
            rows.putText(utf8, offset, length);
        }
        if (isStaged[column]) {
            stage.putText(utf8, offset, length);
        }
        column++;
    }

    @Override
    public void putDate(int epochDay) throws SQLException {
        if (isOfTarget[column]) {
            rows.putDate(epochDay);
        }
        if (isStaged[column]) {
            stage.putDate(epochDay);
        }
        column++;
    }

    @Override
    public void putTime(long microsOfDay) throws SQLException {
        if (isOfTarget[column]) {
            rows.putTime(microsOfDay);
        }
        if (isStaged[column]) {
            stage.putTime(microsOfDay);
        }
        column++;
    }

    @Override
    public void putTimestamp(long epochMicros) throws SQLException {
        if (isOfTarget[column]) {
            rows.putTimestamp(epochMicros);
        }
        if (isStaged[column]) {
            stage.putTimestamp(epochMicros);
        }
        column++;
    }

    @Override
    public void endRow() throws SQLException {
        rows.endRow();
        stage.endRow();
        buffer.endRow(rows.length());
        column = 0;
    }

    /** A fact's void is 0 or 1 in whatever type: all else was a bad row. */
    private void next(boolean isSet) {
        if (isSet && isVoid[column]) {
            buffer.leaveOut(buffer.rows());
        }
        column++;
    }
}
