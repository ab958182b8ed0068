package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FormTokensTest {

    private final Clock now = Clock.fixed(Instant.parse("2024-05-10T12:00:00Z"), ZoneOffset.UTC);
    private final FormTokens tokens = new FormTokens(now);

    @Test
    void aTokenIsOfOneUserAndOneProcess() {
        String token = tokens.of("alice");

        assertThat(tokens.isValid(token, "alice")).isTrue();
        assertThat(tokens.isValid(token, "bob")).isFalse();
        assertThat(new FormTokens(now).isValid(token, "alice")).isFalse();
    }

    @Test
    void aTokenThatIsChangedOrNoneIsNotValid() {
        String token = tokens.of("alice");
        String other = token.replaceFirst(".$", token.endsWith("0") ? "1" : "0");
        String later = token.replaceFirst("^[0-9]+", "99999999999");

        assertThat(tokens.isValid(other, "alice")).isFalse();
        assertThat(tokens.isValid(later, "alice")).isFalse();
        assertThat(tokens.isValid("", "alice")).isFalse();
        assertThat(tokens.isValid("9999999999999999999-" + "0".repeat(64), "alice"))
                .isFalse();
    }

    @Test
    void aTokenEndsAfterTwelveHours() {
        MovingClock clock = new MovingClock();
        FormTokens moving = new FormTokens(clock);
        String token = moving.of("alice");

        clock.time = clock.time.plus(Duration.ofHours(12));
        assertThat(moving.isValid(token, "alice")).isTrue();
        clock.time = clock.time.plusSeconds(1);
        assertThat(moving.isValid(token, "alice")).isFalse();
    }

    private static final class MovingClock extends Clock {

        private Instant time = Instant.parse("2024-05-10T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return time;
        }
    }
}
