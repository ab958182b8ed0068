package org.zenotisync.warehouse.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The bytes of a COPY in memory, of which single rows can be left out before they are sent. */
final class CopyBuffer implements BinaryCopySink.Output {

    /** Bytes one behind the other, from {@code from} to before {@code to}, counted from the first one of the COPY. */
    private record Range(int from, int to) {}

    private final List<byte[]> chunks = new ArrayList<>();
    private final BitSet leftOut = new BitSet();

    /** Where rows begin; the last one is where the next row would. */
    private int[] starts = new int[1024];

    private int rows;
    private int length;

    @Override
    public void write(byte[] bytes, int offset, int count) {
        chunks.add(Arrays.copyOfRange(bytes, offset, offset + count));
        length = Math.addExact(length, count);
    }

    /** @param position where the first row begins, as {@link BinaryCopySink#length} tells it */
    void beginRows(long position) {
        starts[0] = Math.toIntExact(position);
    }

    /** @param position where the row ends */
    void endRow(long position) {
        rows++;
        if (rows == starts.length) {
            starts = Arrays.copyOf(starts, 2 * rows);
        }
        starts[rows] = Math.toIntExact(position);
    }

    /** The number of rows so far, which is the number of the next one. */
    int rows() {
        return rows;
    }

    void leaveOut(int row) {
        leftOut.set(row);
    }

    /** Sends all but the rows left out, chunk by chunk; nothing stays. */
    void sendTo(BinaryCopySink.Output output) throws SQLException {
        List<Range> ranges = kept();
        int range = 0;
        int start = 0;
        for (byte[] chunk : chunks) {
            int end = start + chunk.length;
            int kept = 0;
            while (range < ranges.size() && ranges.get(range).from() < end) {
                int from = Math.max(ranges.get(range).from(), start);
                int to = Math.min(ranges.get(range).to(), end);
                // in one piece, since each one sent is a message of its own
                System.arraycopy(chunk, from - start, chunk, kept, to - from);
                kept += to - from;
                if (ranges.get(range).to() > end) {
                    break;
                }
                range++;
            }
            if (kept > 0) {
                output.write(chunk, 0, kept);
            }
            start = end;
        }
        chunks.clear();
    }

    /** The header with the first rows that are kept, and so on to the last ones with the trailer. */
    private List<Range> kept() {
        List<Range> ranges = new ArrayList<>();
        int from = 0;
        for (int row = leftOut.nextSetBit(0); row >= 0; row = leftOut.nextSetBit(row)) {
            ranges.add(new Range(from, starts[row]));
            row = leftOut.nextClearBit(row);
            from = starts[row];
        }
        ranges.add(new Range(from, length));
        return ranges;
    }
}
