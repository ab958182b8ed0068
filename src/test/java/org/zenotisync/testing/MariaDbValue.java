package org.zenotisync.testing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** Values as the drivers of MariaDB and MySQL give them if they are asked for the classes that have all of their days and fractions. */
final class MariaDbValue {

    private MariaDbValue() {}

    static Object of(ResultSet row, int column) throws SQLException {
        return switch (row.getMetaData().getColumnTypeName(column)) {
            case "DATE" -> row.getObject(column, LocalDate.class);
            case "DATETIME" -> row.getObject(column, LocalDateTime.class);
            case "TIME" -> {
                // 24:00:00 is not one that a LocalTime can be
                String text = row.getString(column);
                yield text == null || text.startsWith("24") ? text : LocalTime.parse(text);
            }
            default -> row.getObject(column);
        };
    }
}
