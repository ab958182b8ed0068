package org.zenotisync.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.RowSink;

/** Rows of forgotten guests on their way from a file. */
class ForgettingSinkTest {

    private static final HashKey KEY = new HashKey("the key of this test has more than 32 bytes");

    private final List<String> rows = new ArrayList<>();
    private final StringBuilder row = new StringBuilder();

    private ForgettingSink sink(ForgettingSink.Form form, ColumnType voidType, int voidColumn, String... match) {
        TableDefinition table = new TableDefinition(
                "bi_factx",
                List.of(
                        new ColumnDefinition("id", ColumnType.of(ColumnType.Kind.BIGINT)),
                        new ColumnDefinition("guestid", ColumnType.varchar(20)),
                        new ColumnDefinition("void", voidType),
                        new ColumnDefinition("payer", ColumnType.decimal(19, 2))),
                List.of(),
                List.of());
        Set<String> digests = Set.of(new GuestKey("ann").digest(KEY), new GuestKey("42").digest(KEY));
        GuestFilter filter = new GuestFilter(Set.of("guestid", "payer"), new ForgottenGuests(Map.of(KEY, digests)));
        return new ForgettingSink(
                table, filter, Set.of(match), voidColumn, form, new Written(), () -> row.append("key "));
    }

    private static void put(RowSink sink, long id, String guest, boolean isVoid, long payerCents) throws SQLException {
        byte[] utf8 = guest.getBytes(StandardCharsets.UTF_8);
        sink.putInteger(id);
        if (utf8.length == 0) {
            sink.putNull();
        } else {
            sink.putText(utf8, 0, utf8.length);
        }
        sink.putBoolean(isVoid);
        sink.putDecimal(0, payerCents);
        sink.endRow();
    }

    private static final ColumnType BOOLEAN = ColumnType.of(ColumnType.Kind.BOOLEAN);

    @Test
    void theyAreLeftOutByAnyOfTheirColumns() throws SQLException {
        ForgettingSink sink = sink(ForgettingSink.Form.LEFT_OUT, BOOLEAN, 2, "id");
        put(sink, 1, "ann", false, 1);
        put(sink, 2, "ben", false, 4200);
        put(sink, 3, "Ann", false, 4201);
        put(sink, 4, "", false, 42);
        assertThat(rows).containsExactly("3 Ann false 4201", "4 null false 42");
        assertThat(sink.leftOut()).isEqualTo(2);
        assertThat(sink.keysOnly()).isZero();
    }

    @Test
    void aRowOfAFactThatDeletesIsHandedOn() throws SQLException {
        put(sink(ForgettingSink.Form.LEFT_OUT, BOOLEAN, 2, "id"), 1, "ann", true, 1);
        assertThat(rows).containsExactly("1 ann true 1");
    }

    @Test
    void inADimensionVoidIsData() throws SQLException {
        put(sink(ForgettingSink.Form.LEFT_OUT, BOOLEAN, -1, "id"), 1, "ann", true, 1);
        assertThat(rows).isEmpty();
    }

    @Test
    void onlyTheKeyIsLeftWhereItReplacesAnotherRow() throws SQLException {
        ForgettingSink ofFact = sink(ForgettingSink.Form.KEY_ONLY, BOOLEAN, 2, "id");
        put(ofFact, 1, "ann", false, 1);
        put(ofFact, 2, "ben", false, 1);
        put(sink(ForgettingSink.Form.KEY_ONLY, BOOLEAN, -1, "id"), 3, "ann", false, 1);
        assertThat(rows).containsExactly("key 1 null true null", "2 ben false 1", "key 3 null null null");
        assertThat(ofFact.leftOut()).isZero();
        assertThat(ofFact.keysOnly()).isEqualTo(1);
    }

    @Test
    void theVoidOfAKeyHasTheTypeOfItsColumn() throws SQLException {
        put(sink(ForgettingSink.Form.KEY_ONLY, ColumnType.decimal(3, 1), 2, "id"), 1, "ann", false, 1);
        put(sink(ForgettingSink.Form.KEY_ONLY, ColumnType.of(ColumnType.Kind.SMALLINT), 2, "id"), 2, "ann", false, 1);
        assertThat(rows).containsExactly("key 1 null 10 null", "key 2 null 1 null");
    }

    @Test
    void aKeyThatNamesTheGuestIsNotHandedOn() throws SQLException {
        ForgettingSink sink = sink(ForgettingSink.Form.KEY_ONLY, BOOLEAN, -1, "id", "guestid");
        put(sink, 1, "ann", false, 1);
        put(sink, 2, "ben", false, 4200);
        assertThat(rows).containsExactly("key 2 ben null null");
        assertThat(sink.leftOut()).isEqualTo(1);
    }

    @Test
    void aBadLineIsOfAGuestIfAnyOfItsValuesOrWordsIsTheKey() {
        Set<String> digests = Set.of(new GuestKey("ann lee").digest(KEY), new GuestKey("42").digest(KEY));
        GuestFilter filter = new GuestFilter(Set.of("guestid"), new ForgottenGuests(Map.of(KEY, digests)));
        assertThat(isNamed(filter, "1,ann lee,x")).isTrue();
        assertThat(isNamed(filter, "1, \"ann lee\",x")).isTrue();
        assertThat(isNamed(filter, "1;{42};x")).isTrue();
        assertThat(isNamed(filter, "1,420,annlee")).isFalse();
        assertThat(isNamed(GuestFilter.NONE, "42")).isFalse();
    }

    private static boolean isNamed(GuestFilter filter, String line) {
        return filter.isNamedIn(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Rows as text. */
    private final class Written implements RowSink {

        private void put(Object value) {
            row.append(value).append(' ');
        }

        @Override
        public void putNull() {
            put("null");
        }

        @Override
        public void putBoolean(boolean value) {
            put(value);
        }

        @Override
        public void putInteger(long value) {
            put(value);
        }

        @Override
        public void putDecimal(long high, long low) {
            put(low);
        }

        @Override
        public void putDouble(double value) {
            put(value);
        }

        @Override
        public void putText(byte[] utf8, int offset, int length) {
            put(new String(utf8, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void putDate(int epochDay) {
            put(epochDay);
        }

        @Override
        public void putTime(long microsOfDay) {
            put(microsOfDay);
        }

        @Override
        public void putTimestamp(long epochMicros) {
            put(epochMicros);
        }

        @Override
        public void endRow() {
            rows.add(row.toString().strip());
            row.setLength(0);
        }
    }
}
