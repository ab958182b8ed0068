package org.zenotisync.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.TransactionSystemException;
import org.zenotisync.event.FailureCause;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import org.zenotisync.merge.LoadException;

class FailuresTest {

    @Test
    @Timeout(10)
    void failuresThatReferToEachOtherAreReportedOnce() {
        SQLException first = new SQLException("the statement failed", "23505");
        SQLException second = new SQLException("the roll-back failed", "25P02", first);
        first.addSuppressed(second);

        assertThat(Failures.text(first)).isEqualTo("the statement failed");
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

    /** Camel adds it: a table before this one has failed in the same cycle. */
    @Test
    void theFailureOfAnotherTableIsNotReportedAsTheReason() {
        SQLException failure = new SQLException("Out of range value for column 'n'", "22003");
        failure.addSuppressed(new SQLException("the table bi_dimbad has the engine MyISAM"));

        assertThat(Failures.text(failure)).isEqualTo("Out of range value for column 'n'");
    }

    /** Narayana adds it: the database refuses the commit. */
    @Test
    void theReasonOfACommitThatFailsIsReported() {
        RollbackException failure = new RollbackException("ARJUNA016053: Could not commit transaction.");
        failure.addSuppressed(new SQLException("a constraint is violated", "23505"));

        assertThat(Failures.text(failure)).isEqualTo("a constraint is violated");
    }

    /** PostgreSQL is killed in a transaction of Spring, and the pool has closed the broken connection. */
    @Test
    void aRollBackThatFailsTooDoesNotHideTheReason() {
        SQLException killed = new SQLException("terminating connection due to administrator command", "57P01");

        TransactionSystemException failure = rollBackFailed(new RuntimeCamelException(killed));

        assertThat(Failures.text(failure)).isEqualTo("terminating connection due to administrator command");
        assertThat(Failures.isTransient(failure)).isTrue();
        assertThat(Failures.text(new RuntimeCamelException(failure))).isEqualTo(Failures.text(failure));
        // as Camel hands it on
        killed.addSuppressed(failure);
        assertThat(Failures.text(killed)).isEqualTo("terminating connection due to administrator command");
    }

    @Test
    void aConnectionThatCannotRollBackIsBroken() {
        TransactionSystemException failure = rollBackFailed(new IllegalStateException("no answer"));

        assertThat(Failures.text(failure)).isEqualTo("no answer");
        assertThat(Failures.isTransient(failure)).isTrue();
    }

    @Test
    void aCommitOnABrokenConnectionIsTransient() {
        SQLException broken = new SQLException("An I/O error occurred while sending to the backend.", "08006");
        TransactionSystemException failure = new TransactionSystemException("JDBC commit failed", broken);

        assertThat(Failures.text(failure))
                .isEqualTo("JDBC commit failed: An I/O error occurred while sending to the backend.");
        assertThat(Failures.isTransient(failure)).isTrue();
        assertThat(Failures.isTransient(new TransactionSystemException(
                        "JDBC commit failed", new SQLException("a constraint is violated", "23505"))))
                .isFalse();
    }

    private static TransactionSystemException rollBackFailed(Exception first) {
        TransactionSystemException failure =
                new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));
        failure.initApplicationException(first);
        return failure;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection is closed",
                "Connection is closed.",
                "Connection has already been closed.",
                "This connection has been closed.",
                // Agroal, where the connection is lost before the transaction has it
                "Exception in association of connection to existing transaction"
            })
    void aConnectionThatAPoolHasClosedIsTransient(String message) {
        assertThat(Failures.isTransient(new SQLException(message))).isTrue();
        assertThat(Failures.isTransient(new SQLException(message, "42501"))).isFalse();
        assertThat(Failures.isTransient(new SQLException("the file of " + message)))
                .isFalse();
    }

    @Test
    void aLibraryThatDoesNotFitIsNotNamedByItsFieldAlone() {
        assertThat(Failures.text(new NoSuchFieldError("XXHASH3"))).isEqualTo("NoSuchFieldError: XXHASH3");
    }

    @Test
    void theCauseIsWhereTheFailureBegan() {
        IOException brokenOff = new IOException("Premature end of Content-Length");

        assertThat(Failures.cause(new RuntimeCamelException(new SQLException("no space left"))))
                .isEqualTo(FailureCause.TARGET);
        assertThat(Failures.cause(new UnreachableException("the target cannot be reached")))
                .isEqualTo(FailureCause.TARGET);
        assertThat(Failures.cause(new LoadException("a file cannot be read", brokenOff)))
                .isEqualTo(FailureCause.SOURCE);
        assertThat(Failures.cause(new ListingException(Source.of("salon", ""), "", "no answer", brokenOff)))
                .isEqualTo(FailureCause.SOURCE);
        assertThat(Failures.cause(new LoadException("no key"))).isEqualTo(FailureCause.DATA);
        assertThat(Failures.cause(new IllegalStateException("a defect"))).isEqualTo(FailureCause.OTHER);
    }
}
