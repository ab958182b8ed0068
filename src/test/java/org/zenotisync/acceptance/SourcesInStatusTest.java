package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.config.ConfigException;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot;
import org.zenotisync.testing.LogCapture;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SourcesSync;
import org.zenotisync.testing.SyncHarness;

/** What status, logs and commands report of several sources. */
class SourcesInStatusTest {

    private static final String SALES = "SchemaFull/Bi_FactSales.txt";
    private static final String SALES_DDL = "CREATE TABLE Bi_FactSales (saleid BIGINT, organizationid BIGINT,"
            + " amount DECIMAL(10,2), void INTEGER) SORTKEY(saleid)";
    private static final String ITEMS = "SchemaFull/Bi_DimItems.txt";
    private static final String ITEMS_DDL =
            "CREATE TABLE Bi_DimItems (itemid BIGINT, name VARCHAR(20), void INTEGER) SORTKEY(itemid)";
    private static final String WRONG = "SchemaUpgrade/2024.2/a.txt";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    private SourcesSync sources;

    @BeforeEach
    void twoSources() {
        sources = new SourcesSync(s3, folder).source("north").source("south");
        sources.put("north", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "1,7,10.00,0\n");
    }

    @AfterEach
    void stop() {
        sources.close();
    }

    private SyncHarness sync() {
        return sources.sync();
    }

    private SyncSnapshot status() throws Exception {
        return sync().sync().status();
    }

    @Test
    void aSourceThatCouldNeverBeListedIsThereWithItsReason() throws Exception {
        sync().cycle();

        SyncSnapshot status = status();
        assertThat(status.tables()).extracting(table -> table.state()).containsExactly(TableSnapshot.State.CONSUMED);
        assertThat(status.isHealthy()).isFalse();
        assertThat(status.unreachableSources()).singleElement().satisfies(source -> {
            assertThat(source.name()).isEqualTo("south");
            assertThat(source.id()).isEqualTo("south-bucket");
            assertThat(source.reason()).contains("NoSuchBucket", "zenoti.sources.south.bucket");
        });
        assertThat(status.ofSource("north-bucket").isHealthy()).isTrue();

        sync().sync().sourceNames().setPaused("south", true);
        assertThat(status().isHealthy()).isTrue();
        sync().sync().sourceNames().setPaused("south", false);
        sources.put("south", SALES, SALES_DDL);
        sync().cleanCycle();
        assertThat(status().unreachableSources()).isEmpty();
    }

    @Test
    void aRefusedSchemaFileOfARemovedSourceDoesNotCount() throws Exception {
        sources.put("south", SALES, SALES_DDL, WRONG, "ALTER TABLE Bi_FactSales ADD COLUMN saleid VARCHAR(5)");
        sync().cycle();
        assertThat(status().schemaFiles())
                .extracting(SyncSnapshot.UnappliedFile::address)
                .containsExactly("s3://south-bucket/" + WRONG);

        sources.removeSource("south");
        sources.source("west").put("west", SALES, SALES_DDL);
        sources.restart();
        sync().cleanCycle();
        assertThat(status().schemaFiles()).isEmpty();
        assertThat(status().isHealthy()).isTrue();
    }

    /** Both sources have a file with this path. */
    @Test
    void theAdviceAboutASchemaFileIsACommandThatWorks() throws Exception {
        String upgrade = "ALTER TABLE Bi_FactSales ADD COLUMN saleid VARCHAR(5)";
        sources.settings().put("zenoti.sources.south.prefix", "Feed");
        sources.put("south", "Feed/" + SALES, SALES_DDL, "Feed/" + WRONG, upgrade);
        sources.put("north", WRONG, upgrade);
        sync().cycle();
        assertThat(status().schemaFiles())
                .extracting(file -> file.reason().orElseThrow())
                .satisfiesExactlyInAnyOrder(
                        north -> assertThat(north)
                                .contains(
                                        "'schema accept --source north " + WRONG + "'",
                                        "'schema retry --source north " + WRONG + "'"),
                        south -> assertThat(south).contains("'schema accept --source south " + WRONG + "'"));

        List<String> columns = List.of("saleid,organizationid,amount,void");
        assertThat(sync().sync()
                        .schemaDecisions()
                        .accept(WRONG, Optional.of("south"), columns, "test")
                        .lines())
                .anyMatch(line -> line.startsWith("accepted s3://south-bucket/Feed/" + WRONG));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> sync().sync().schemaDecisions().retry("a.txt", "test"))
                .withMessageContaining("--source NAME");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> sync().sync().schemaDecisions().retry(WRONG, Optional.of("west"), "test"))
                .withMessage("--source: there is no source 'west'; the sources are north, south");
        // a path that one source alone has, below its prefix
        assertThat(sync().sync()
                        .schemaDecisions()
                        .retry("Feed/" + WRONG, "test")
                        .isDone())
                .isTrue();
        assertThat(sync().sync()
                        .schemaDecisions()
                        .accept(WRONG, Optional.of("north"), columns, "test")
                        .isDone())
                .isTrue();
        sync().cycle();
        assertThat(status().schemaFiles())
                .extracting(SyncSnapshot.UnappliedFile::address)
                .containsExactly("s3://south-bucket/Feed/" + WRONG);
    }

    @Test
    void aSharedTableThatMovesIsLoggedOnce() throws Exception {
        sources.put("north", ITEMS, ITEMS_DDL, "POD1/1/Bi_DimItems/1/a.csv", "1,Cut,0\n");
        sources.put("south", ITEMS, ITEMS_DDL, "POD1/1/Bi_DimItems/1/a.csv", "1,Trim,0\n");
        List<String> moves = List.of("The shared table bi_dimitems moves from north to south: it continues with the"
                + " groups of south that are not consumed");
        try (LogCapture log = new LogCapture()) {
            sync().cleanCycle();
            assertThat(log.messages()).noneMatch(text -> text.contains("moves from"));
            sources.settings().put("zenoti.sources.south.primary", "true");
            sources.restart();
            sync().cleanCycle();
            sync().cleanCycle();
            sources.restart();
            sync().cleanCycle();
            assertThat(log.messages().stream().filter(text -> text.contains("moves from")))
                    .isEqualTo(moves);
        }
        assertThat(sync().rows("bi_dimitems", "name")).containsExactly("Trim");
        assertThat(status().tables())
                .filteredOn(table -> table.state() == TableSnapshot.State.SHARED)
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.track()).hasToString("north/POD1/bi_dimitems");
                    assertThat(table.lastGroup()).isEqualTo(1);
                    assertThat(table.error()).contains("consumed from south");
                });
    }

    @Test
    void aSharedTableThatNobodyHasIsWarnedOfOnce() {
        sources.put("north", ITEMS, ITEMS_DDL);
        sources.put("south", SALES, SALES_DDL);
        sources.settings().put("zenoti.shared-tables", "default,bi_dimitem,bi_factsale*,bi_dimreasons");
        try (LogCapture log = new LogCapture()) {
            sync().cycle();
            sync().cycle();
            assertThat(log.messages().stream().filter(text -> text.startsWith("zenoti.shared-tables")))
                    .containsExactly(
                            "zenoti.shared-tables: 'bi_dimitem' fits none of the known tables; similar names are"
                                    + " bi_dimitems, bi_factsales",
                            "zenoti.shared-tables: 'bi_dimreasons' fits none of the known tables; similar names are"
                                    + " bi_dimitems, bi_factsales");
        }
    }

    /** What waits grows older while nobody lists it, and nothing is claimed of what may have come since. */
    @Test
    void whatIsKnownOfASourceThatIsNotListedIsKept() throws Exception {
        sources.put("south", SALES, SALES_DDL, "POD1/1/Bi_FactSales/1/a.csv", "2,7,x,0\n");
        sync().cycle();
        assertThat(behind("north")).isEqualTo(OptionalInt.of(0));
        assertThat(behind("south")).isEqualTo(OptionalInt.of(1));

        sync().sync().sourceNames().setPaused("*", true);
        sync().cycle();
        assertThat(behind("north")).isEmpty();
        assertThat(behind("south")).isEqualTo(OptionalInt.of(1));
        assertThat(table("south").oldestUnconsumed()).isPresent();
        assertThat(table("south").state()).isEqualTo(TableSnapshot.State.PAUSED);

        sync().sync().sourceNames().setPaused("*", false);
        sync().cycle();
        assertThat(behind("north")).isEqualTo(OptionalInt.of(0));
        sources.deleteBucket("north");
        sync().cycle();
        assertThat(behind("north")).isEmpty();
        assertThat(table("north").state()).isEqualTo(TableSnapshot.State.UNREACHABLE);
    }

    private OptionalInt behind(String source) {
        return table(source).groupsBehind();
    }

    private TableSnapshot table(String source) {
        return sync().sync().snapshot().tables().stream()
                .filter(table -> table.track().sourceName().equals(source))
                .findFirst()
                .orElseThrow();
    }
}
