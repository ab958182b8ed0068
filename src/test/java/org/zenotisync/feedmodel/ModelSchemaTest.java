package org.zenotisync.feedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;

class ModelSchemaTest {

    private final Map<String, byte[]> bucket = new HashMap<>();

    @Test
    void readsColumnsTypesAndKeys() {
        put(
                "SchemaFull/Bi_DimItems.txt",
                """
                CREATE TABLE Bi_DimItems (
                    ItemPk DECIMAL(19,0)
                    ,"Order" INT
                    ,ItemName NVARCHAR(100)
                    ,Notes VARCHAR(MAX)
                    ,Factor FLOAT
                    ,Share REAL
                    ,PRIMARY KEY (ItemPk, "Order")
                )
                 distkey(ItemName)
                 compound sortkey(ItemName, ItemPk)
                ;
                """);
        TableDefinition table = read().get("bi_dimitems");
        assertThat(table.columnNames()).containsExactly("itempk", "order", "itemname", "notes", "factor", "share");
        assertThat(table.columns())
                .extracting(column -> column.type().toString())
                .containsExactly(
                        "DECIMAL(19,0)", "INTEGER", "VARCHAR(100)", "VARCHAR(65535)", "DOUBLE PRECISION", "REAL");
        assertThat(table.primaryKey()).containsExactly("itempk", "order");
        assertThat(table.sortKey()).containsExactly("itemname", "itempk");
    }

    @Test
    void anInlinePrimaryKeyCounts() {
        put("SchemaFull/t.txt", "create table t (a INT PRIMARY KEY, b DATE) sortkey(b);");
        assertThat(read().get("t").primaryKey()).containsExactly("a");
    }

    @Test
    void upgradesApplyInNaturalOrderAfterSchemaFull() {
        put("root/SchemaUpgrade/2024.10/t.txt", "ALTER TABLE T ALTER COLUMN b TYPE varchar(80);");
        put(
                "root/SchemaUpgrade/2024.9/t.txt",
                "ALTER TABLE t ADD COLUMN B VARCHAR(20); ALTER TABLE t ADD COLUMN c INT;");
        put("root/SchemaFull/t.txt", "CREATE TABLE t (a INT) sortkey(a);");
        put("SchemaFull/other.txt", "CREATE TABLE other (a INT) sortkey(a);");
        SortedMap<String, TableDefinition> tables = ModelSchema.read("root/", bucket);
        assertThat(tables.keySet()).containsExactly("t");
        assertThat(tables.get("t").columnNames()).containsExactly("a", "b", "c");
        assertThat(tables.get("t").column("b").type()).isEqualTo(ColumnType.varchar(80));
    }

    @Test
    void aColumnThatSchemaFullAlreadyHasIsNotAddedTwice() {
        put("schemafull/t.txt", "CREATE TABLE t (a INT, b INT) sortkey(a);");
        put("SchemaUpgrade/2024.9/t.txt", "ALTER TABLE t ADD COLUMN b INT;");
        assertThat(read().get("t").columnNames()).containsExactly("a", "b");
    }

    @Test
    void everythingElseIsRefused() {
        put("SchemaFull/t.txt", "DROP TABLE t;");
        assertThatThrownBy(this::read).hasMessageContaining("expected alter");
    }

    @Test
    void theKeyIsTheConfiguredOneThenThePrimaryKeyThenTheSortkey() {
        put("SchemaFull/t.txt", "CREATE TABLE t (a INT, b INT, c INT, PRIMARY KEY (b)) sortkey(c);");
        put("SchemaFull/u.txt", "CREATE TABLE u (a INT, b INT) sortkey(a, b);");
        assertThat(FeedModel.key(read().get("t"), Map.of("t", List.of("a")))).containsExactly("a");
        assertThat(FeedModel.key(read().get("t"), Map.of())).containsExactly("b");
        assertThat(FeedModel.key(read().get("u"), Map.of())).containsExactly("a", "b");
    }

    private SortedMap<String, TableDefinition> read() {
        return ModelSchema.read("", bucket);
    }

    private void put(String key, String script) {
        bucket.put(key, script.getBytes(StandardCharsets.UTF_8));
    }
}
