package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of COPY. */
class CopyStatementTest {

    private static final String ROLE = " IAM_ROLE 'arn:aws:iam::123456789012:role/r'";

    private static CopyStatement read(String sql) throws SQLException {
        return StatementGate.check(sql, 0).copy();
    }

    @Test
    void allThatItCarriesOutIsReadInAnyOrder() throws SQLException {
        CopyStatement copy =
                read("COPY \"s\".\"T\" (\"B\", a) FROM 's3://bucket/it\\'s' TIMEFORMAT AS 'auto' DATEFORMAT 'auto'"
                        + " FORMAT AS CSV QUOTE AS '|' MANIFEST REGION AS 'eu-west-1' IGNOREHEADER AS 2 EMPTYASNULL BLANKSASNULL"
                        + " NULL AS '\\\\N' IGNOREBLANKLINES COMPUPDATE OFF STATUPDATE OFF MAXERROR 0 ROUNDEC"
                        + " ACCESS_KEY_ID 'k' SECRET_ACCESS_KEY 's' SESSION_TOKEN 't'");

        assertThat(copy.table()).isEqualTo(new TableName("s", "t"));
        assertThat(copy.columns()).containsExactly("b", "a");
        assertThat(copy.uri()).isEqualTo("s3://bucket/it's");
        assertThat(copy.authorization()).isEqualTo(new CopyAuthorization("k", "s", "t"));
        assertThat(copy.region()).isEqualTo("eu-west-1");
        assertThat(copy.quote()).isEqualTo('|');
        assertThat(copy.headerLines()).isEqualTo(2);
        assertThat(copy.nullText()).isEqualTo("\\N");
        assertThat(copy.isManifest()).isTrue();
        assertThat(copy.isEmptyNull()).isTrue();
        assertThat(copy.isBlankNull()).isTrue();
        assertThat(copy.skipsBlankLines()).isTrue();
        assertThat(copy.recognizesDates()).isTrue();
        assertThat(copy.recognizesTimes()).isTrue();
        assertThat(copy.rounds()).isTrue();
    }

    @Test
    void whatIsNotSaidIsAsRedshiftHasIt() throws SQLException {
        CopyStatement copy = read("COPY t FROM 's3://bucket/key' IAM_ROLE default CSV");

        assertThat(copy.columns()).isNull();
        assertThat(copy.authorization().isByKeys()).isFalse();
        assertThat(copy.region()).isNull();
        assertThat(copy.quote()).isEqualTo('"');
        assertThat(copy.headerLines()).isZero();
        assertThat(copy.nullText()).isEqualTo("\\N");
        assertThat(copy.isManifest()).isFalse();
        assertThat(copy.isEmptyNull()).isFalse();
        assertThat(copy.skipsBlankLines()).isFalse();
        assertThat(copy.recognizesDates()).isFalse();
        assertThat(copy.rounds()).isFalse();
    }

    @Test
    void anEmptyNullIsEmptyAsNull() throws SQLException {
        assertThat(read("COPY t FROM 's3://bucket/key'" + ROLE + " CSV NULL AS ''")
                        .isEmptyNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELIMITER ';'",
                "GZIP",
                "ACCEPTINVCHARS",
                "TRUNCATECOLUMNS",
                "FILLRECORD",
                "ESCAPE",
                "HEADER",
                "ON_ERROR ignore",
                "NULL '\\\\N'",
                "NULL AS NULL",
                "MAXERROR 5",
                "DATEFORMAT 'YYYY-MM-DD'",
                "TIMEFORMAT 'AUTO'",
                "IGNOREHEADER",
                "IGNOREHEADER '1'",
                "IGNOREHEADER -1",
                "EMPTYASNULL EMPTYASNULL",
                "CSV",
                "FORMAT CSV",
                "QUOTE '\"' QUOTE '|'",
                "QUOTE 'ab'",
                "MANIFEST MANIFEST",
                "COMPUPDATE",
                "STATUPDATE PRESET",
                "REGION eu-west-1",
                "IAM_ROLE default",
                "WHERE a = 1",
                ", ROUNDEC",
                "(FORMAT csv)"
            })
    void anyOtherClauseIsRefused(String clause) {
        assertThatThrownBy(() -> read("COPY t FROM 's3://bucket/key'" + ROLE + " FORMAT CSV " + clause))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("stand-in: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM STDIN",
                "COPY t FROM 's3://bucket/key' FORMAT CSV",
                "COPY t FROM 's3://bucket/key' IAM_ROLE default",
                "COPY t FROM 's3://bucket/key' IAM_ROLE default FORMAT JSON",
                "COPY t FROM 's3://bucket/key' IAM_ROLE 'default' FORMAT CSV",
                "COPY t FROM 's3://bucket/key' IAM_ROLE 'arn:aws:iam::12:role/r' FORMAT CSV",
                "COPY t FROM 's3://bucket/key' ACCESS_KEY_ID 'k' FORMAT CSV",
                "COPY t FROM 's3://bucket/key' CREDENTIALS 'k' FORMAT CSV",
                "COPY t FROM '/tmp/file' IAM_ROLE default FORMAT CSV",
                "COPY t FROM 's3://bucket' IAM_ROLE default FORMAT CSV",
                "COPY t FROM ? IAM_ROLE default FORMAT CSV",
                "COPY t () FROM 's3://bucket/key' IAM_ROLE default FORMAT CSV",
                "COPY t TO 's3://bucket/key' IAM_ROLE default FORMAT CSV"
            })
    void whatIsMissingIsRefused(String sql) {
        assertThatThrownBy(() -> read(sql)).isInstanceOf(SQLException.class).hasMessageStartingWith("stand-in: ");
    }

    @Test
    void theClauseThatIsNotKnownIsNamed() {
        assertThatThrownBy(() -> read("COPY t FROM 's3://bucket/key'" + ROLE + " CSV lzop"))
                .hasMessageContaining("LZOP");
    }

    @Test
    void aChainOfRolesIsOneLiteral() throws SQLException {
        assertThat(read("COPY t FROM 's3://bucket/key' IAM_ROLE"
                                + " 'arn:aws:iam::123456789012:role/a,arn:aws:iam::123456789012:role/b' CSV")
                        .authorization()
                        .isByKeys())
                .isFalse();
    }
}
