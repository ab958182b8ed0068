package org.zenotisync.privacy;

import java.math.BigInteger;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.HeldRow;
import org.zenotisync.warehouse.RowSink;

/**
 * Takes the rows of files, and leaves out those of forgotten guests. Where a row also says that another one of its key
 * is out of date, it can be asked to hand on its key and nothing else. A row with void=1 of a fact only deletes, and is
 * handed on.
 */
public final class ForgettingSink implements RowSink {

    /** What becomes of a row of a forgotten guest. */
    public enum Form {
        /** Nothing of it is handed on. */
        LEFT_OUT,

        /** The columns that it is found by are handed on; of a fact, as a row with void=1. */
        KEY_ONLY
    }

    private final RowSink sink;
    private final HeldRow held;
    private final ForgottenGuests.Comparison guests;
    private final boolean[] isGuest;
    private final boolean[] isMatch;
    private final ColumnType[] types;
    private final int voidColumn;
    private final Form form;
    private final Runnable beforeKey;

    private int column;
    private boolean isForgotten;
    private boolean isForgottenKey;
    private boolean isVoid;
    private long leftOut;
    private long keysOnly;

    /**
     * @param feed the columns of files
     * @param match columns that rows are found by
     * @param voidColumn of a fact, its ordinal; negative for other tables
     * @param sink takes the rows that stay
     * @param beforeKey is called before a row is handed on of which only the key is left
     */
    ForgettingSink(
            TableDefinition feed,
            GuestFilter filter,
            Collection<String> match,
            int voidColumn,
            Form form,
            RowSink sink,
            Runnable beforeKey) {
        List<ColumnDefinition> columns = feed.columns();
        this.sink = sink;
        this.held = new HeldRow(sink, columns.size());
        this.guests = filter.guests().comparison();
        this.isGuest = new boolean[columns.size()];
        this.isMatch = new boolean[columns.size()];
        this.types = new ColumnType[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            isGuest[i] = filter.columns().contains(columns.get(i).name());
            isMatch[i] = match.contains(columns.get(i).name());
            types[i] = columns.get(i).type();
        }
        this.voidColumn = voidColumn;
        this.form = form;
        this.beforeKey = beforeKey;
    }

    /** The rows of which nothing was handed on. */
    public long leftOut() {
        return leftOut;
    }

    /** The rows of which only the key was handed on. */
    public long keysOnly() {
        return keysOnly;
    }

    @Override
    public void putNull() {
        held.putNull();
        column++;
    }

    @Override
    public void putBoolean(boolean value) {
        isVoid |= column == voidColumn && value;
        held.putBoolean(value);
        column++;
    }

    @Override
    public void putInteger(long value) {
        isVoid |= column == voidColumn && value != 0;
        note(isGuest[column] && guests.isForgotten(value));
        held.putInteger(value);
        column++;
    }

    @Override
    public void putDecimal(long high, long low) {
        isVoid |= column == voidColumn && (high != 0 || low != 0);
        note(isGuest[column] && guests.isForgotten(high, low, types[column].scale()));
        held.putDecimal(high, low);
        column++;
    }

    @Override
    public void putDouble(double value) {
        held.putDouble(value);
        column++;
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) {
        note(isGuest[column] && guests.isForgotten(utf8, offset, length));
        held.putText(utf8, offset, length);
        column++;
    }

    @Override
    public void putDate(int epochDay) {
        held.putDate(epochDay);
        column++;
    }

    @Override
    public void putTime(long microsOfDay) {
        held.putTime(microsOfDay);
        column++;
    }

    @Override
    public void putTimestamp(long epochMicros) {
        held.putTimestamp(epochMicros);
        column++;
    }

    private void note(boolean isOfForgotten) {
        isForgotten |= isOfForgotten;
        isForgottenKey |= isOfForgotten && isMatch[column];
    }

    @Override
    public void endRow() throws SQLException {
        if (!isForgotten || isVoid) {
            held.endRow();
        } else if (form == Form.KEY_ONLY && !isForgottenKey) {
            handOnKey();
            keysOnly++;
        } else {
            // if the key itself names the guest, the target has no row of it that could be out of date
            leftOut++;
        }
        held.discard();
        column = 0;
        isForgotten = false;
        isForgottenKey = false;
        isVoid = false;
    }

    private void handOnKey() throws SQLException {
        beforeKey.run();
        for (int i = 0; i < types.length; i++) {
            if (i == voidColumn) {
                putVoided(types[i]);
            } else if (isMatch[i]) {
                held.handOn(i, sink);
            } else {
                sink.putNull();
            }
        }
        sink.endRow();
    }

    private void putVoided(ColumnType type) throws SQLException {
        switch (type.kind()) {
            case BOOLEAN -> sink.putBoolean(true);
            case DECIMAL -> {
                BigInteger one = BigInteger.TEN.pow(type.scale());
                sink.putDecimal(one.shiftRight(Long.SIZE).longValue(), one.longValue());
            }
            default -> sink.putInteger(1);
        }
    }
}
