package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No value of the feed gets onto the page through the text of an error. The secret value of these texts is Smith. */
class ErrorTextTest {

    @Test
    void ofABadValueTheObjectTheLineTheColumnAndTheReasonAreLeft() {
        ErrorText error = ErrorText.of(
                "s3://salon/POD1/12/bi_dimuser/1/a b.csv, line 3, column \"userid\": value 'Smith' is not a whole"
                        + " number from -2147483648 to 2147483647 (INT)",
                false);

        assertThat(error.place()).isEqualTo("s3://salon/POD1/12/bi_dimuser/1/a b.csv, line 3, column \"userid\"");
        assertThat(error.words()).isEqualTo("the value is not a whole number from -2147483648 to 2147483647 (INT)");
        assertThat(error.isCut()).isTrue();
    }

    @Test
    void ofTheFirstOfTooManyBadRowsTheColumnIsLeft() {
        ErrorText error = ErrorText.of(
                "2 of 90 rows cannot be loaded, more than zenoti.max-bad-rows=1% allows; the first:"
                        + " s3://salon/POD1/9/a.csv, line 1, column \"itemid\": value 'Smith' is not a whole number (INT)",
                false);

        assertThat(error.place()).isEqualTo("s3://salon/POD1/9/a.csv, line 1, column \"itemid\"");
        assertThat(error.words())
                .isEqualTo("2 of 90 rows cannot be loaded, more than zenoti.max-bad-rows=1% allows; the first:"
                        + " the value is not a whole number (INT)");
    }

    @Test
    void withShowRowsAllOfItIsShown() {
        String text = "s3://salon/a.csv, line 3, column \"userid\": value 'Smith' is not a number (DECIMAL(19,0))";

        ErrorText error = ErrorText.of(text, true);

        assertThat(error.place() + ": " + error.words()).isEqualTo(text);
        assertThat(error.isCut()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://b/a.csv, line 3, column \"c\": value 'x' Smith' is not a number (INT)",
                "s3://b/a.csv, line 3, column \"c\": value 'Smith\" is it' is not a number (INT)",
                "s3://b/a.csv, line 3, field 7: value 'O'Smith' has 'quotes' (INT)",
                "s3://b/a.csv, line 3, column \"c\": value 'a, line 4, column \"d\": Smith' is not a number (INT)",
                "ERROR: duplicate key value violates unique constraint \"x\" Detail: Key (name)=(Smith) already"
                        + " exists.",
                "FEHLER: doppelter Schlüsselwert verletzt Unique-Constraint „x“ Detail: Schlüssel »(name)=(Smith)«",
                "ОШИБКА: повторяющееся значение Подробности: Ключ (name)=(Smith) уже существует.",
                "the target says: ERROR: null value in column \"x\" Detail: Failing row contains (1, Smith, null).",
                "错误: 重复键违反唯一约束 描述: 键值 (name)=(Smith) 已经存在",
                "Conversion Error: Could not convert string 'Smith' to INT32",
                "Invalid Input Error: CSV Error on Line: 2 Original Line: 1,Smith",
                "Constraint Error: Duplicate key \"id: Smith\" violates primary key constraint.",
                "s3://b/a.csv, line 3: the file says that its separator is 'Smith'; the feed's separator is the comma",
                "s3://b/a.csv, line 1: [1,Smith,2] ERROR: x",
                "Schlüssel (a, b)=(1, Smith) doppelt",
                "Cannot insert duplicate key row in object 'dbo.x'. The duplicate key value is (Smith, 1).",
                "Duplicate entry 'O'Smith' for key 'x'",
                "2 of 9 rows cannot be loaded, more than zenoti.max-bad-rows=1% allows; the first: s3://b/a.csv, line 3,"
                        + " column \"c\": value 'Smith' is not a number (INT)",
            })
    void noTextShowsAValue(String text) {
        ErrorText error = ErrorText.of(text.replace("[1,Smith,2] ", ""), false);

        assertThat(error.words()).doesNotContain("Smith").isNotBlank();
        assertThat(error.place()).doesNotContain("Smith");
    }

    @Test
    void numbersInMessagesOfADatabaseAreHidden() {
        assertThat(ErrorText.of(
                                "Conversion Error: Type INT64 with value 4111111111111111 can't be cast because it is"
                                        + " out of range",
                                false)
                        .words())
                .isEqualTo("Conversion Error: Type INT[…]");
    }

    @Test
    void theRemediesOfTheProgramStay() {
        assertThat(ErrorText.of(
                                "the target table bi_dimuser is gone; 'replay --table bi_dimuser --from-group 1' makes"
                                        + " and fills it again",
                                false)
                        .words())
                .isEqualTo("the target table bi_dimuser is gone; 'replay --table bi_dimuser --from-group 1' makes and"
                        + " fills it again");
        assertThat(ErrorText.of("waiting for schema file s3://b/SchemaUpgrade/2024.1/a.txt", false))
                .isEqualTo(new ErrorText("", "waiting for schema file s3://b/SchemaUpgrade/2024.1/a.txt", false));
    }

    @Test
    void aRemedyDoesNotHideAValueThatFollows() {
        assertThat(ErrorText.of("'schema list' shows 'Smith', and 'schema list' again", false)
                        .words())
                .isEqualTo("'schema list' shows […] again");
    }

    @Test
    void controlCharactersAndMarksOfDirectionAreBlanks() {
        assertThat(ErrorText.of("a\u202Eb\nc\u0000d\u200Fe", false).words()).isEqualTo("a b c d e");
    }
}
