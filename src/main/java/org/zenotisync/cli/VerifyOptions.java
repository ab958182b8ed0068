package org.zenotisync.cli;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.zenotisync.config.ConfigException;
import org.zenotisync.verify.DifferenceSink;
import org.zenotisync.verify.VerifyRequest;
import picocli.CommandLine.Option;

/** The options that {@code verify} and {@code restore} share. */
final class VerifyOptions {

    @Option(names = "--table", paramLabel = "GLOB", description = "Only these tables. Default: all.")
    @Nullable
    String table;

    @Option(names = "--pod", paramLabel = "POD", description = "Only this POD. Default: all.")
    @Nullable
    String pod;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only this source. Default: all.")
    @Nullable
    String source;

    @Option(
            names = "--from-group",
            paramLabel = "GROUP",
            description = "First later group that is read. Default: the one that was written two days before the"
                    + " snapshot.")
    @Nullable
    Long fromGroup;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes every difference into this CSV file. It holds values of rows.")
    @Nullable
    String report;

    @Option(names = "--json", description = "Prints JSON; docs/verify.schema.json describes it.")
    boolean isJson;

    /**
     * The request.
     *
     * @throws ConfigException if the month is not one
     */
    VerifyRequest request(
            @Nullable String month, Optional<VerifyRequest.Restore> restore, Optional<DifferenceSink> details) {
        if (fromGroup != null && fromGroup < 1) {
            throw new ConfigException("--from-group: a GroupID is a positive integer, not " + fromGroup);
        }
        return new VerifyRequest(
                Optional.ofNullable(month).map(VerifyOptions::month),
                Optional.ofNullable(table),
                Optional.ofNullable(pod),
                Optional.ofNullable(source),
                fromGroup == null ? OptionalLong.empty() : OptionalLong.of(fromGroup),
                restore,
                Map.of(),
                details);
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new ConfigException("--month: '" + text + "' is not a month as in 2024-01");
        }
    }
}
