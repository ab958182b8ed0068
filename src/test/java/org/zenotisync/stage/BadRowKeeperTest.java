package org.zenotisync.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.zenotisync.config.BadRowPolicy;
import org.zenotisync.config.OnBadRow;
import org.zenotisync.config.RowLimit;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.csv.BadRow;
import org.zenotisync.feed.csv.BadRows;
import org.zenotisync.feed.csv.CsvFormatException;
import org.zenotisync.privacy.GuestFilter;

/** How much a table group may keep of its bad rows. */
class BadRowKeeperTest {

    private static final int MEGABYTE = 1024 * 1024;

    private final BadRowKeeper keeper = new BadRowKeeper(
            new BadRowPolicy(OnBadRow.QUARANTINE, new RowLimit(BigDecimal.valueOf(100), RowLimit.Unit.PERCENT)));
    private final BadRows rows = keeper.forFile(
            new FeedFile(
                    1, new FeedObject(Source.of("bucket", ""), "POD1/1/bi_dimx/1/a.csv", "etag", 1, Instant.EPOCH)),
            GuestFilter.NONE);

    @Test
    void upTo32MegabytesAreKept() throws CsvFormatException {
        add(1, 20 * MEGABYTE);
        add(2, 11 * MEGABYTE);

        assertThat(keeper.rows()).hasSize(2);
    }

    @Test
    void moreThan32MegabytesAreRefusedAndTheFirstRowIsNamed() throws CsvFormatException {
        add(1, 20 * MEGABYTE);

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> add(2, 12 * MEGABYTE))
                .withMessage("line 2: the bad rows of this table group take more than 32 MB; the first:"
                        + " s3://bucket/POD1/1/bi_dimx/1/a.csv, line 1, column \"id\": is bad");
        assertThat(keeper.rows()).hasSize(1);
    }

    /** Each of them takes memory besides its bytes. */
    @Test
    void manyShortRowsAreRefusedToo() {
        assertThatExceptionOfType(CsvFormatException.class).isThrownBy(() -> {
            for (int line = 1; line < 200_000; line++) {
                add(line, 1);
            }
        });
    }

    private void add(long line, int bytes) throws CsvFormatException {
        rows.add(new BadRow(line, "id", "is bad", new byte[bytes]));
    }
}
