package org.zenotisync.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zenotisync.merge.TableKey.Origin;

class TableKeyTest {

    private static final String FORMS = "bi_factforms";

    @Test
    void aKeyIsDescribedWithItsOrigin() {
        assertThat(new TableKey(List.of("a", "b"), Origin.PRIMARY_KEY, false).described(FORMS))
                .isEqualTo("the key (a, b) of bi_factforms");
        assertThat(new TableKey(List.of("a"), Origin.SORTKEY, false).described(FORMS))
                .isEqualTo("the sortkey (a) of bi_factforms");
        assertThat(new TableKey(List.of("factformid"), Origin.DOCUMENTATION, false).described(FORMS))
                .startsWith("the key (factformid) of bi_factforms that Zenoti's page \"")
                .contains(DocumentedKeys.all().get(FORMS).page());
        assertThat(Origin.PRIMARY_KEY.id()).isEqualTo("primary-key");
    }
}
