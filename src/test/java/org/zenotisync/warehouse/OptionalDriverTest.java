package org.zenotisync.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Drivers that the program does not bring. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class OptionalDriverTest {

    private static final String SOURCE = "public class OtherDriver extends org.postgresql.Driver {}\n";

    @TempDir
    private Path folder;

    private final OptionalDriver driver = new OptionalDriver("OtherDriver", "org.example:other-driver:1.0");

    @AfterEach
    void forget() {
        System.clearProperty(DriverFolder.PROPERTY);
    }

    @Test
    void aDriverOnTheClassPathIsTaken() throws Exception {
        OptionalDriver there = new OptionalDriver("org.postgresql.Driver", "org.postgresql:postgresql:42.7.8");

        there.load();

        assertThat(there.driverClass()).isEqualTo(org.postgresql.Driver.class);
        assertThat(there.classOf("org.postgresql.PGConnection")).isEqualTo(org.postgresql.PGConnection.class);
    }

    @Test
    void aJarInTheFolderIsTaken() throws Exception {
        Path source = Files.writeString(folder.resolve("OtherDriver.java"), SOURCE);
        Path postgres = Path.of(org.postgresql.Driver.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", postgres.toString(), source.toString()))
                .isZero();
        Path drivers = Files.createDirectory(folder.resolve("drivers"));
        try (OutputStream file = Files.newOutputStream(drivers.resolve("other-driver-1.0.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("OtherDriver.class"));
            jar.write(Files.readAllBytes(folder.resolve("OtherDriver.class")));
        }
        System.setProperty(DriverFolder.PROPERTY, drivers.toString());

        driver.load();

        assertThat(driver.driverClass().getConstructor().newInstance().acceptsURL("jdbc:postgresql://host/db"))
                .isTrue();
    }

    @Test
    void aMissingDriverIsNamedWithItsCoordinatesAndItsPlace() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(driver::load)
                .withMessage("the JDBC driver OtherDriver is missing: put the jar of org.example:other-driver:1.0"
                        + " (Maven Central) onto the class path");

        System.setProperty(DriverFolder.PROPERTY, folder.resolve("none").toString());
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(driver::load)
                .withMessageEndingWith(
                        " into the folder " + folder.resolve("none") + ", or onto the class path");
    }
}
