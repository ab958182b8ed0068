package org.zenotisync.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.zenotisync.warehouse.Jdbc;

/** Statements are recorded on connections of the driver that the program uses. */
class RecordingDriverTest {

    private static final String PLAIN = "jdbc:duckdb:";

    /** It does not look which driver of the class path takes the URL first. */
    @Test
    void theDriverIsTheProgramsOwn() throws SQLException {
        String url = RecordingDriver.recorded(PLAIN);
        Driver registered = DriverManager.getDriver(PLAIN);
        DriverManager.deregisterDriver(registered);
        try {
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> DriverManager.getConnection(PLAIN));
            try (Connection connection = new RecordingDriver().connect(url, new Properties())) {
                Jdbc.execute(connection, "SELECT 7");
            }
            assertThat(RecordingDriver.take(url)).containsExactly("SELECT 7");
        } finally {
            DriverManager.registerDriver(registered);
        }
    }
}
