package org.zenotisync.warehouse.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.ObjectSet;
import org.zenotisync.warehouse.ObjectStore;
import org.zenotisync.warehouse.WarehouseSetup;

/** The statement, which nobody but Redshift can try. */
class RedshiftCopyTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/zenoti";

    private static final ObjectSet FILES = new ObjectSet(
            0,
            List.of(
                    new ColumnDefinition("id", ColumnType.of(ColumnType.Kind.BIGINT)),
                    new ColumnDefinition("order", ColumnType.varchar(20))),
            true,
            List.of("s3://bucket/POD1/1/bi_dimx/1/it's\\a\"b.csv"));

    @Test
    void namesColumnsRoleAndRegionAndSkipsTheHeader() throws SQLException {
        assertThat(sql(Map.of(CopyAccess.ROLE, ROLE), true, FILES))
                .isEqualTo("COPY \"zenoti_sync_stage\" (\"id\", \"order\") FROM 's3://manifest' IAM_ROLE '" + ROLE
                        + "' MANIFEST REGION 'eu-west-1' FORMAT AS CSV IGNOREHEADER 1 EMPTYASNULL"
                        + " NULL AS 'zenoti_sync_no_text' IGNOREBLANKLINES DATEFORMAT 'auto' TIMEFORMAT 'auto'"
                        + " COMPUPDATE OFF STATUPDATE OFF");
    }

    /** "Chaining IAM roles": the cluster's role assumes that of the source; no blank between them. */
    @Test
    void aSourceWithARoleIsReadByAChainOfRoles() throws SQLException {
        Store store = new Store(Optional.of("arn:aws:iam::999999999999:role/feed-reader"));

        assertThat(sql(Map.of(CopyAccess.ROLE, ROLE), true, FILES, store))
                .startsWith("COPY \"zenoti_sync_stage\" (\"id\", \"order\") FROM 's3://manifest' IAM_ROLE '" + ROLE
                        + ",arn:aws:iam::999999999999:role/feed-reader' MANIFEST REGION 'eu-west-1' FORMAT AS CSV ");
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> sql(Map.of(CopyAccess.ROLE, "default"), true, FILES, store))
                .withMessage(
                        "zenoti.redshift.iam-role: 'default' cannot be chained with the role"
                                + " arn:aws:iam::999999999999:role/feed-reader of the source; set the ARN of the cluster's role");
    }

    @Test
    void keepsEmptyTextsAndTheFirstLineWhereTheyCount() throws SQLException {
        ObjectSet withoutHeader = new ObjectSet(0, FILES.columns(), false, FILES.uris());

        assertThat(sql(Map.of(CopyAccess.ROLE, "default"), false, withoutHeader))
                .contains(" IAM_ROLE default ")
                .doesNotContain("EMPTYASNULL", "IGNOREHEADER");
    }

    @Test
    void handsOverKeysOnlyOnRequestAndHidesThemInMessages() throws SQLException {
        Map<String, String> settings = Map.of(CopyAccess.USE_KEYS, "true");

        assertThat(sql(settings, true, FILES))
                .contains(" ACCESS_KEY_ID 'AKIA' SECRET_ACCESS_KEY 'se''cr\\\\et' SESSION_TOKEN 'token' ");
        assertThat(new CopyAccess(settings)
                        .withoutSecrets("AKIA 'se'cr\\et' and token", Optional.of(new Store().keys())))
                .isEqualTo("*** '***' and ***");
        assertThat(new Store().keys()).hasToString("***");
    }

    @Test
    void aManifestNamesEachFileAsMandatory() {
        assertThat(RedshiftCopy.manifest(FILES.uris()))
                .isEqualTo(
                        """
                        {"entries": [
                        {"url": "s3://bucket/POD1/1/bi_dimx/1/it's\\\\a\\\"b.csv", "mandatory": true}
                        ]}
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "'ERROR: 1023\n  Detail: Serializable isolation violation on table - 1', true",
        "'1023', true",
        "ERROR: could not complete because of conflict with concurrent transaction, true",
        "ERROR: 10234 is no number, false",
        "ERROR: relation \"x\" does not exist, false"
    })
    void errorsOfIsolationPass(String message, boolean isTransient) {
        assertThat(new RedshiftProvider().isTransient(new SQLException(message, "XX000")))
                .isEqualTo(isTransient);
    }

    private static String sql(Map<String, String> settings, boolean isEmptyTextNull, ObjectSet set)
            throws SQLException {
        return sql(settings, isEmptyTextNull, set, new Store());
    }

    private static String sql(Map<String, String> settings, boolean isEmptyTextNull, ObjectSet set, Store store)
            throws SQLException {
        return new RedshiftCopy(new WarehouseSetup(null, settings, isEmptyTextNull, uri -> store, null))
                .sql(set, "s3://manifest", RedshiftCopy.Address.MANIFEST, store, new CopyAccess(settings).keys(store));
    }

    /** Where nothing is asked for. */
    private static final class Store implements ObjectStore {

        private final Optional<String> role;

        Store() {
            this(Optional.empty());
        }

        /** @param role of the source */
        Store(Optional<String> role) {
            this.role = role;
        }

        @Override
        public String region() {
            return "eu-west-1";
        }

        @Override
        public Keys keys() {
            return new Keys("AKIA", "se'cr\\et", "token");
        }

        @Override
        public Optional<String> role() {
            return role;
        }

        @Override
        public void put(String uri, String content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String uri) {
            throw new UnsupportedOperationException();
        }
    }
}
