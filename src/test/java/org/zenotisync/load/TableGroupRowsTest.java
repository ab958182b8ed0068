package org.zenotisync.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zenotisync.config.BadRowPolicy;
import org.zenotisync.config.OnBadRow;
import org.zenotisync.config.RowLimit;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.csv.EmptyText;
import org.zenotisync.feed.csv.FileRules;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.feed.csv.VoidedRows;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.warehouse.RowSink;

/** What is counted of rows adds up to those that stay. */
class TableGroupRowsTest {

    private static final int ROWS = 2_500;

    private final ReadCounters counters = new ReadCounters();

    @Test
    void whatIsReadIsCountedOnceAndSubtractedCompletely() throws Exception {
        String file = "7\n".repeat(ROWS);
        TableGroupRows group = group(file);

        group.writeTo(nowhere());
        assertThat(counters.rows()).isEqualTo(ROWS);
        assertThat(counters.bytes()).isEqualTo(file.length());

        group.uncount();
        assertThat(counters.rows()).isZero();
        assertThat(counters.bytes()).isZero();
    }

    @Test
    void aReadingThatFailsLeavesNothing() throws Exception {
        TableGroupRows group = group("7\n".repeat(ROWS) + "seven\n");

        assertThatExceptionOfType(LoadException.class).isThrownBy(() -> group.writeTo(nowhere()));
        assertThat(counters.rows()).isZero();
        assertThat(counters.bytes()).isZero();
    }

    private TableGroupRows group(String file) throws Exception {
        TableDefinition table = ((SchemaStatement.CreateTable)
                        DdlParser.parse("CREATE TABLE bi_dimcity (cityid INT) SORTKEY(cityid);")
                                .get(0))
                .definition();
        FeedObject object = new FeedObject(
                Source.of("bucket", ""), "POD1/1/bi_dimcity/1/part_0.csv", "etag", file.length(), Instant.EPOCH);
        List<String> match = List.of("cityid");
        return new TableGroupRows(
                List.of(new FeedFile(1, object)),
                new TableCsvReader(
                        new FileRules(new FeedTable(table), match),
                        TableKind.DIMENSION,
                        EmptyText.NULL,
                        VoidedRows.HAND_ON),
                ignored -> new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                Runnable::run,
                counters,
                new BadRowPolicy(OnBadRow.FAIL, new RowLimit(BigDecimal.ZERO, RowLimit.Unit.ROWS)),
                Destination.STAGE,
                new UniqueKeys(table, TableKind.DIMENSION, match, match));
    }

    private static RowSink nowhere() {
        return (RowSink) Proxy.newProxyInstance(
                RowSink.class.getClassLoader(), new Class<?>[] {RowSink.class}, (proxy, method, arguments) -> null);
    }
}
