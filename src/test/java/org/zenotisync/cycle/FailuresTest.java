package org.zenotisync.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FailuresTest {

    @Test
    @Timeout(10)
    void failuresThatReferToEachOtherAreReportedOnce() {
        SQLException first = new SQLException("the statement failed", "23505");
        SQLException second = new SQLException("the roll-back failed", "25P02", first);
        first.addSuppressed(second);

        assertThat(Failures.text(first)).isEqualTo("the statement failed: the roll-back failed");
        assertThat(Failures.isTransient(new IOException(first))).isFalse();
        assertThat(Failures.isTransient(new IOException("broken off"))).isTrue();
    }

    /** Camel adds it as a suppressed exception: a schema file was refused earlier in the same exchange. */
    @Test
    void theFailureOfSomethingElseIsNotReportedAsTheReason() {
        SQLException failure = new SQLException("the row is too big", "54000");
        failure.addSuppressed(new RuntimeCamelException(
                "Multicast processing failed", new SQLException("the server is gone", "08006")));

        assertThat(Failures.text(failure)).isEqualTo("the row is too big");
        assertThat(Failures.isTransient(failure)).isFalse();
    }

    @Test
    void aLibraryThatDoesNotFitIsNotNamedByItsFieldAlone() {
        assertThat(Failures.text(new NoSuchFieldError("XXHASH3"))).isEqualTo("NoSuchFieldError: XXHASH3");
    }
}
