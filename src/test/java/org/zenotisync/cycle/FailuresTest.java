package org.zenotisync.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FailuresTest {

    @Test
    @Timeout(10)
    void failuresThatHoldEachOtherAreToldOnce() {
        SQLException first = new SQLException("the statement failed", "23505");
        SQLException second = new SQLException("the roll-back failed", "25P02", first);
        first.addSuppressed(second);

        assertThat(Failures.text(first)).isEqualTo("the statement failed: the roll-back failed");
        assertThat(Failures.isTransient(new IOException(first))).isFalse();
        assertThat(Failures.isTransient(new IOException("broken off"))).isTrue();
    }
}
