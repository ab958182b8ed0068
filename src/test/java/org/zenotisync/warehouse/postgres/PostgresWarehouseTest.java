package org.zenotisync.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.warehouse.Jdbc;

class PostgresWarehouseTest {

    private final PostgresWarehouse warehouse = new PostgresWarehouse(null);

    private Connection one;
    private Connection other;

    @BeforeEach
    void connect() throws SQLException {
        String url = PostgresServer.newDatabase();
        one = DriverManager.getConnection(url);
        other = DriverManager.getConnection(url);
        Jdbc.update(one, "CREATE TABLE bi_dimcity (cityid BIGINT, organizationid text)");
        Jdbc.update(one, "CREATE TABLE bi_dimuser (userid BIGINT)");
        one.setAutoCommit(false);
        other.setAutoCommit(false);
        Jdbc.update(other, "SET lock_timeout = '200ms'");
        other.commit();
    }

    @AfterEach
    void disconnect() throws SQLException {
        one.close();
        other.close();
    }

    @Test
    void aTargetIsHeldByOneTransactionAtATimeAndReadersDoNotWait() throws SQLException {
        assertThat(warehouse.locks().holdTarget(one, "bi_dimcity")).isTrue();

        assertThat(warehouse.locks().holdTarget(other, "bi_dimuser")).isTrue();
        assertThat(Jdbc.number(other, "SELECT count(*) FROM bi_dimcity")).isZero();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> warehouse.locks().holdTarget(other, "bi_dimcity"))
                .withMessageContaining("lock timeout");
        other.rollback();
        one.commit();
        assertThat(warehouse.locks().holdTarget(other, "bi_dimcity")).isTrue();
    }

    @Test
    void aSchemaIsMadeIfItIsMissingAndNeedsNoRightOnTheDatabaseIfItIsThere() throws SQLException {
        PostgresWarehouse inSchema = new PostgresWarehouse("it's $$ mine");
        create(inSchema);
        Jdbc.update(one, "CREATE ROLE zenoti_test_guest");
        Jdbc.update(one, "SET ROLE zenoti_test_guest");

        create(inSchema);
        assertThat(Jdbc.number(one, "SELECT count(*) FROM pg_namespace WHERE nspname = 'it''s $$ mine'"))
                .isEqualTo(1);
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> create(new PostgresWarehouse("another")))
                .withMessageContaining("permission denied");
        // the role is the server's, not the database's
        one.rollback();
    }

    private void create(PostgresWarehouse inSchema) throws SQLException {
        for (String sql : inSchema.ddl().createSchema()) {
            try (Statement statement = one.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void aTargetThatIsGoneIsNotHeld() throws SQLException {
        assertThat(warehouse.locks().holdTarget(one, "bi_dimcountry")).isFalse();
    }

    @Test
    void theFirstLoadLeavesOneIndexOnTheKeyAndARolledBackOneNone() throws SQLException {
        warehouse.upkeep().afterLoad(one, "bi_dimcity", List.of("cityid"));
        one.rollback();
        assertThat(indexes()).isEmpty();

        warehouse.upkeep().afterLoad(one, "bi_dimcity", List.of("cityid"));
        warehouse.upkeep().afterLoad(one, "bi_dimcity", List.of("cityid"));
        one.commit();
        warehouse.upkeep().afterLoad(one, "bi_dimcity", List.of("cityid"));
        assertThat(indexes()).singleElement().asString().endsWith("ON public.bi_dimcity USING btree (cityid)");
    }

    @Test
    void aTargetThatIsMadeAnewGetsAnIndexAnew() throws SQLException {
        TableDefinition city = new TableDefinition(
                "bi_dimcity",
                List.of(new ColumnDefinition("cityid", ColumnType.of(ColumnType.Kind.BIGINT))),
                List.of(),
                List.of());
        warehouse.upkeep().afterLoad(one, "bi_dimcity", List.of("cityid"));
        warehouse.upkeep().afterLoad(one, "bi_dimcity", List.of("cityid"));
        Jdbc.update(one, "DROP TABLE bi_dimcity");
        for (String statement : warehouse.ddl().createTable("bi_dimcity", city)) {
            Jdbc.update(one, statement);
        }

        warehouse.upkeep().afterLoad(one, "bi_dimcity", List.of("cityid"));

        assertThat(indexes()).hasSize(1);
    }

    private List<String> indexes() throws SQLException {
        return Jdbc.query(
                one, "SELECT indexdef FROM pg_indexes WHERE tablename = 'bi_dimcity'", row -> row.getString(1));
    }
}
