package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key of a guest on the standard input, which no list of processes shows. */
class ForgetCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'ann\\n' | ann", "'Zoë Ann ' | 'Zoë Ann '", "'ann\\r\\nben\\r\\n' | ann", "'\\n' | ''", "'' | ''"
            })
    void theKeyIsTheFirstLine(String input, String key) throws IOException {
        String stdin = input.replace("\\n", "\n").replace("\\r", "\r");
        assertThat(ForgetCommand.firstLine(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(key);
    }
}
