package org.zenotisync.stage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

/**
 * Watches the keys of rows while they pass. If all are different, the database need not be asked, which would sort
 * them. Numbers that ascend are different, and exports are usually written so; of other keys a hash is kept, unless
 * they are too many. Databases may treat texts as equal that differ in case, in trailing blanks, or in characters
 * beyond printable ASCII: the hash ignores the first two, and after the third the database is asked. (A collation that
 * ignores punctuation would need the same; ours do not.)
 */
final class UniqueKeys {

    /** Hashes that are kept at most, in 4 MB. */
    private static final int MOST = 1 << 18;

    /** Places that are looked at for a hash; only keys that are made to collide need more. */
    private static final int MOST_PLACES = 200;

    private static final long[] NO_HASHES = {};

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The bit in which a small letter differs from its capital letter. */
    private static final long CASE = 0x2020202020202020L;

    private static final long BEYOND_ASCII = 0x8080808080808080L;
    private static final long ODD = 0x9E3779B97F4A7C15L;

    private final boolean[] isKey;
    private final boolean[] isOwn;
    private final int first;
    private final int voidColumn;
    private final boolean ofEachBatch;

    private boolean ascends;
    private boolean begun;
    private long lastHigh;
    private long lastLow;

    /**
     * Each hash is at the place that its lowest bits name or after it; 0 for none. Valid while
     * {@link #isHashed}.
     */
    private long[] hashes;

    /** Whether hashes are kept and all keys so far are different. */
    private boolean isHashed;

    private int kept;
    private long hash;
    private boolean isNull;
    private boolean isNullKey;
    private boolean hasNulls;
    private boolean isVoid;

    /**
     * @param kind of a fact, the rows with void=0 are compared within each logid; of other kinds, all rows are compared
     * @param match columns that identify a row; if there are none, keys never count as unique
     * @param key those of them that are the key: of facts, all but organizationid
     */
    UniqueKeys(TableDefinition table, TableKind kind, List<String> match, List<String> key) {
        isKey = new boolean[table.columns().size()];
        match.forEach(column -> isKey[table.indexOf(column)] = true);
        isOwn = new boolean[isKey.length];
        key.forEach(column -> isOwn[table.indexOf(column)] = true);
        first = match.isEmpty() ? -1 : table.indexOf(match.get(0));
        ofEachBatch = kind == TableKind.FACT;
        voidColumn = ofEachBatch ? table.indexOf(TableCsvReader.VOID) : -1;
        ascends = first >= 0;
        isHashed = first >= 0;
        hashes = isHashed ? new long[64] : NO_HASHES;
    }

    /** Whether it is certain that no two of the rows so far share their key. A NULL equals nothing. */
    boolean areUnique() {
        return ascends || isHashed;
    }

    /** Whether any of the rows so far has a NULL in its key. */
    boolean hasNulls() {
        return hasNulls;
    }

    /** A NULL. */
    void nextNull(int column) {
        isNull |= isKey[column];
        isNullKey |= isOwn[column];
    }

    /** A number as 128-bit two's complement, or another value as a number that identifies it. */
    void next(int column, long high, long low) {
        if (column == first) {
            boolean isHigher = high > lastHigh || high == lastHigh && Long.compareUnsigned(low, lastLow) > 0;
            ascends &= isHigher || !begun;
            begun = true;
            lastHigh = high;
            lastLow = low;
        }
        if (isKey[column]) {
            add(high);
            add(low);
        } else if (column == voidColumn) {
            isVoid = low != 0;
        }
    }

    /** A text. */
    void next(int column, byte[] utf8, int offset, int length) {
        if (!isKey[column]) {
            return;
        }
        ascends &= column != first;
        if (!isHashed) {
            return;
        }
        int end = offset + length;
        while (end > offset && utf8[end - 1] == ' ') {
            end--;
        }
        add(end - offset);
        int at = offset;
        boolean isPrintable = true;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long word = (long) WORD.get(utf8, at);
            isPrintable &= ((word - CASE | word) & BEYOND_ASCII) == 0;
            add(word | CASE);
        }
        for (; at < end; at++) {
            isPrintable &= utf8[at] >= ' ';
            add(utf8[at] | CASE);
        }
        if (!isPrintable) {
            giveUp();
        }
    }

    /** A value that may be equal to a different one. */
    void nextOther(int column) {
        if (isKey[column]) {
            ascends &= column != first;
            giveUp();
        }
    }

    /** @param batch the ordinal of the row's logid */
    void endRow(int batch) {
        if (isHashed && !isNull && !isVoid) {
            add(ofEachBatch ? batch : 0);
            keep(hash == 0 ? 1 : hash);
        }
        hasNulls |= isNullKey && !isVoid;
        hash = 0;
        isNull = false;
        isNullKey = false;
        isVoid = false;
    }

    /** Frees the hashes: whether keys are unique is left to the database. */
    private void giveUp() {
        isHashed = false;
        hashes = NO_HASHES;
    }

    private void add(long value) {
        long mixed = (hash ^ value) * ODD;
        hash = mixed ^ mixed >>> 32;
    }

    private void keep(long value) {
        int mask = hashes.length - 1;
        int at = (int) value & mask;
        for (int places = 1; hashes[at] != 0; places++) {
            if (hashes[at] == value || places == MOST_PLACES) {
                giveUp();
                return;
            }
            at = at + 1 & mask;
        }
        hashes[at] = value;
        kept++;
        if (kept > hashes.length / 2) {
            grow();
        }
    }

    private void grow() {
        if (kept > MOST) {
            giveUp();
            return;
        }
        long[] old = hashes;
        hashes = new long[old.length * 2];
        kept = 0;
        for (int i = 0; i < old.length && isHashed; i++) {
            if (old[i] != 0) {
                keep(old[i]);
            }
        }
    }
}
