package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateProducerException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.OutboxChannel;

/** What is said of an endpoint that cannot be used: nothing of its address that may be a secret. */
class DeliveryProblemTest {

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void ofAMisspeltParameterOnlyTheNameIsSaid() {
        assertThat(problem("exec:/bin/sh?args=-c&authorizationTokn=123:geheim"))
                .isEqualTo("the component exec does not have one of the parameters args, authorizationTokn");
        assertThat(problem("file:/tmp/x?passwd=RAW(geheim & ge heim)&fileNam=x y"))
                .isEqualTo("the component file does not have one of the parameters fileNam, passwd");
        assertThat(problem("file:/tmp/x?passwd=RAW{geheim) & ge heim}"))
                .isEqualTo("the component file does not have one of the parameters passwd");
    }

    @Test
    void ofAWrongValueOnlyTheNameIsSaid() {
        assertThat(problem("exec:/bin/sh?timeout=geheim"))
                .isEqualTo("the component exec does not accept the address or one of the parameters timeout");
    }

    @Test
    void ofAMissingComponentOnlyTheSchemeIsSaid() {
        assertThat(problem("telegramm:bots?authorizationToken=RAW(123: geheim)"))
                .isEqualTo("the class path does not have the component telegramm");
        assertThat(problem("telegramm:ge heim")).isEqualTo("the class path does not have the component telegramm");
        assertThat(problem("geheim")).isEqualTo("the address does not begin with the name of a component and a colon");
    }

    @Test
    void ofAnAddressInAMessageNothingIsSaid() {
        FailedToCreateProducerException failure = new FailedToCreateProducerException(
                context.getEndpoint("exec:/bin/sh?args=RAW(a ge heim)"), new IllegalStateException("it is away"));
        assertThat(DeliveryProblem.of(failure, OutboxChannel.EVENTS))
                .endsWith("it is away")
                .doesNotContain("heim");
    }

    private String problem(String uri) {
        Throwable failure = catchThrowable(() -> context.getEndpoint(uri));
        assertThat(failure).as(uri).isNotNull();
        return DeliveryProblem.of(failure, OutboxChannel.EVENTS);
    }
}
