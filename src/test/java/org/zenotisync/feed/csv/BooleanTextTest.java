package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BooleanTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"1", "t", "true", "y", "yes"})
    void theWordsForTrueAreReadInAnyCase(String word) {
        assertThat(inAnyCase(word)).allSatisfy(text -> assertThat(read(text)).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "f", "false", "n", "no"})
    void theWordsForFalseAreReadInAnyCase(String word) {
        assertThat(inAnyCase(word)).allSatisfy(text -> assertThat(read(text)).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "2", "-1", "01", "00", "1.0", "on", "off", "tru", "truee", "falsee", "yess", "NULL"})
    void anythingElseIsNotABoolean(String text) {
        assertThat(read(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {" true", "true ", "1 ", "\t0", "\0", "１", "ｔ", "fal\u017Fe"})
    void nothingIsTrimmedOrTakenForAnotherCharacter(String text) {
        assertThat(read(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x1x", "xfalsex", "xmaybex"})
    void onlyTheCharactersOfTheFieldCount(String text) {
        Boolean alone = read(text.substring(1, text.length() - 1));

        assertThat(BooleanText.read(bytes(text), 1, bytes(text).length - 1)).isEqualTo(alone);
    }

    private static List<String> inAnyCase(String word) {
        List<String> texts = new ArrayList<>();
        for (int upper = 0; upper < 1 << word.length(); upper++) {
            StringBuilder text = new StringBuilder(word);
            for (int i = 0; i < word.length(); i++) {
                if ((upper >> i & 1) == 1) {
                    text.replace(i, i + 1, word.substring(i, i + 1).toUpperCase(Locale.ROOT));
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static Boolean read(String text) {
        return BooleanText.read(bytes(text), 0, bytes(text).length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
