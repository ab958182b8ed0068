package org.zenotisync.routes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.support.DefaultExchange;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;
import org.zenotisync.verify.Difference;
import org.zenotisync.verify.DifferenceSink;

/**
 * Writes differences into a CSV file with a header, one line each. Needs camel-csv. A NULL is empty; everything else
 * is quoted.
 */
public final class DifferenceCsv implements DifferenceSink, AutoCloseable {

    private static final List<String> HEADER =
            List.of("source", "pod", "table", "difference", "key", "column", "expected", "found");

    private static final int LINES_AT_ONCE = 500;

    private final CamelContext context;
    private final Path path;
    private final OutputStream file;
    private final CsvDataFormat format;
    private final Queue<Path> parts = new ConcurrentLinkedQueue<>();

    /**
     * Creates the file, or replaces it.
     *
     * @throws IOException if the file cannot be written
     */
    public DifferenceCsv(CamelContext context, Path path) throws IOException {
        this.context = context;
        this.path = path.toAbsolutePath();
        this.file = Files.newOutputStream(path);
        this.format = new CsvDataFormat();
        format.setRecordSeparator("\n");
        format.setQuoteMode(QuoteMode.ALL_NON_NULL);
        format.setNullString("");
        format.start();
        // the data format closes what it writes to
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        write(List.of(HEADER), header);
        header.writeTo(file);
    }

    /** Each table has a file of its own beside the file until it is complete. */
    @Override
    public OfTable begin() throws IOException {
        Path part = Files.createTempFile(path.getParent(), path.getFileName() + ".", ".part");
        parts.add(part);
        return new Part(part);
    }

    private void write(List<? extends List<? extends @Nullable String>> lines, OutputStream out) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        try {
            format.marshal(new DefaultExchange(context), lines, out);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Closes the file, and removes what was not completed. */
    @Override
    public void close() throws IOException {
        format.stop();
        file.close();
        for (Path part : parts) {
            Files.deleteIfExists(part);
        }
    }

    /** The differences of one table. */
    private final class Part implements OfTable {

        private final Path part;
        private final List<List<@Nullable String>> lines = new ArrayList<>();

        Part(Path part) {
            this.part = part;
        }

        @Override
        public void accept(Difference difference) throws IOException {
            lines.add(Arrays.asList(
                    difference.source(),
                    difference.pod(),
                    difference.table(),
                    difference.kind(),
                    difference.key(),
                    difference.column(),
                    difference.expected(),
                    difference.found()));
            if (lines.size() >= LINES_AT_ONCE) {
                flush();
            }
        }

        private void flush() throws IOException {
            try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.APPEND)) {
                write(lines, out);
            }
            lines.clear();
        }

        @Override
        public void complete() throws IOException {
            flush();
            synchronized (file) {
                Files.copy(part, file);
            }
            Files.delete(part);
        }
    }
}
