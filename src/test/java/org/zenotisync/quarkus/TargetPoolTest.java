package org.zenotisync.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetPoolTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:duckdb:zenoti.duckdb, ''",
        "jdbc:duckdb:threads=1/z.duckdb, ''",
        "jdbc:duckdb:z.duckdb;threads=1;memory_limit=1GB, 'memory_limit,threads'",
        "jdbc:duckdb:z.duckdb?threads=1&memory_limit=1GB, 'memory_limit,threads'",
        "jdbc:postgresql://host:5432/db?myoptions=1, 'myoptions'",
        "jdbc:postgresql://host/db?sslmode=require&options=-c%20work_mem=1GB, 'options,sslmode'"
    })
    void theParametersOfAUrlAreKnownByTheirWholeNames(String url, String names) {
        assertThat(String.join(",", new TreeSet<>(TargetPool.parametersOf(url))))
                .isEqualTo(names);
    }
}
