package org.zenotisync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NaturalOrderTest {

    @Test
    void releasesPartsAndPodsFollowTheirNumbers() {
        inOrder("2024.9", "2024.9.1", "2024.10", "2025.1");
        inOrder("part_1.csv", "part_2.csv", "part_10.csv");
        inOrder("POD1", "pod2", "POD10");
    }

    @Test
    void numbersBeyondALongCount() {
        inOrder("9", "9223372036854775808", "99999999999999999999", "100000000000000000000");
    }

    @Test
    void zerosInFrontOfANumberCountOnlyWhereNothingElseDiffers() {
        inOrder("a007b", "a7b", "a007c", "a08");
        inOrder("0", "1", "10");
        inOrder("0", "00", "000", "1");
    }

    @Test
    void caseCountsOnlyWhereNothingElseDiffers() {
        inOrder("ALPHA", "Alpha", "alpha", "BETA");
        assertThat(NaturalOrder.INSTANCE.compare("Pod", "pod")).isNotZero();
    }

    @Test
    void aNameComesBeforeItsContinuation() {
        inOrder("", "part", "part_2", "part_2b");
    }

    @Test
    void onlyAsciiDigitsMakeNumbers() {
        inOrder("a9", "a10", "a１０", "a９");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void numbersAreOrderedAsNumbersWithAnyTextAroundThem(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String a = digits(random);
            String b = digits(random);
            int expected = new BigInteger(a).compareTo(new BigInteger(b));
            if (expected != 0) {
                assertThat(NaturalOrder.INSTANCE.compare("x" + a + "y2", "X" + b + "y1"))
                        .as("seed %d, %s and %s", seed, a, b)
                        .matches(order -> Integer.signum(order) == expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void itIsOneOrderFromWhereverItIsLookedAt(long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(5); length > 0; length--) {
                name.append("0129aAbB._/éİıK".charAt(random.nextInt(15)));
            }
            names.add(name.toString());
        }
        for (String a : names) {
            for (String b : names) {
                int order = Integer.signum(NaturalOrder.INSTANCE.compare(a, b));
                assertThat(order)
                        .as("seed %d, '%s' and '%s'", seed, a, b)
                        .isEqualTo(-Integer.signum(NaturalOrder.INSTANCE.compare(b, a)));
                assertThat(order == 0).as("seed %d, '%s' and '%s'", seed, a, b).isEqualTo(a.equals(b));
                for (String c : names) {
                    if (order < 0 && NaturalOrder.INSTANCE.compare(b, c) < 0) {
                        assertThat(NaturalOrder.INSTANCE.compare(a, c))
                                .as("seed %d, '%s', '%s' and '%s'", seed, a, b, c)
                                .isNegative();
                    }
                }
            }
        }
    }

    private static String digits(Random random) {
        StringBuilder digits = new StringBuilder("0".repeat(random.nextInt(3)));
        for (int length = 1 + random.nextInt(22); length > 0; length--) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private static void inOrder(String... names) {
        List<String> mixed = new ArrayList<>(List.of(names));
        Collections.reverse(mixed);
        mixed.sort(NaturalOrder.INSTANCE);
        assertThat(mixed).containsExactly(names);
    }
}
