package org.zenotisync.privacy;

import java.nio.charset.StandardCharsets;
import org.zenotisync.warehouse.RowSink;

/** Keeps the last text that was put. Takes nothing but texts. */
public final class LastText implements RowSink {

    private String text = "";

    /** The text that was put last; empty if none was. */
    public String text() {
        return text;
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) {
        text = new String(utf8, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public void putNull() {
        text = "";
    }

    @Override
    public void putBoolean(boolean value) {
        throw notText();
    }

    @Override
    public void putInteger(long value) {
        throw notText();
    }

    @Override
    public void putDecimal(long high, long low) {
        throw notText();
    }

    @Override
    public void putDouble(double value) {
        throw notText();
    }

    @Override
    public void putDate(int epochDay) {
        throw notText();
    }

    @Override
    public void putTime(long microsOfDay) {
        throw notText();
    }

    @Override
    public void putTimestamp(long epochMicros) {
        throw notText();
    }

    @Override
    public void endRow() {
        // a text is kept until the next one
    }

    private static IllegalStateException notText() {
        return new IllegalStateException("only texts are kept");
    }
}
