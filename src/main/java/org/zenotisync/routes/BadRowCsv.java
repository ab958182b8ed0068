package org.zenotisync.routes;

import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.spi.DataFormat;
import org.apache.commons.csv.QuoteMode;

/** Bad rows as CSV with a header. A NULL is empty; everything else is quoted. Needs camel-csv. */
final class BadRowCsv {

    /** As the query of the quarantine has them. */
    private static final String[] COLUMNS = {
        "source",
        "pod",
        "table_name",
        "group_id",
        "logid",
        "object_key",
        "etag",
        "line_number",
        "column_name",
        "reason",
        "raw_line",
        "raw_hex",
        "quarantined_at"
    };

    private BadRowCsv() {}

    static DataFormat newFormat() {
        CsvDataFormat csv = new CsvDataFormat();
        csv.setRecordSeparator("\n");
        csv.setQuoteMode(QuoteMode.ALL_NON_NULL);
        csv.setNullString("");
        csv.setHeader(COLUMNS);
        return csv;
    }
}
