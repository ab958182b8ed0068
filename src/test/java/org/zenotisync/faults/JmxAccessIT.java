package org.zenotisync.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;

/** Who may do what over JMX, as the README sets it up for other machines: passwords, read-only users, TLS. */
@Timeout(200)
class JmxAccessIT {

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String KEY_PASSWORD = "test-key-password";
    private static final String OPERATOR = "password-of-operator";
    private static final String WATCHER = "password-of-watcher";
    private static final String WRONG = "password-of-nobody";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "TLS: {0}")
    @ValueSource(booleans = {false, true})
    void passwordsAndRightsHold(boolean isTls) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        SSLContext before = SSLContext.getDefault();
        try (ProgramOnFeed program = new ProgramOnFeed(
                S3.server(),
                S3.client(),
                folder,
                TargetDatabase.DUCKDB.settings(folder),
                new FeedModel("", Map.of()),
                options(port, isTls))) {
            program.publishUnmodelled(new EndlessFeed(new Random(1)).objects());
            try (RunningProgram running = program.start("run")) {
                if (isTls) {
                    trust(folder.resolve("jmx.p12"));
                }
                ObjectName sync = new ObjectName("org.zenotisync:type=Sync,name=zenoti");
                try (JMXConnector admin = connect(port, isTls, "operator", OPERATOR, running)) {
                    MBeanServerConnection beans = admin.getMBeanServerConnection();
                    running.await(LONGEST, () -> beans.isRegistered(sync));
                    running.await(LONGEST, () -> beans.getAttribute(sync, "LastCycle") != null);
                    assertThat(pause(beans, sync)).containsExactly("bi_dimuser");
                }
                try (JMXConnector reader = connect(port, isTls, "watcher", WATCHER, running)) {
                    MBeanServerConnection beans = reader.getMBeanServerConnection();
                    assertThat((String[]) beans.getAttribute(sync, "PausedTables"))
                            .contains("bi_dimuser");
                    assertThatThrownBy(() -> pause(beans, sync))
                            .isInstanceOf(SecurityException.class)
                            .hasMessageContaining("Access denied");
                    consoleShowsEverything(beans, sync);
                    ObjectName runtime = new ObjectName("java.lang:type=Runtime");
                    assertThat(Arrays.toString((String[]) beans.getAttribute(runtime, "InputArguments"))
                                    + ((TabularData) beans.getAttribute(runtime, "SystemProperties")).values())
                            .contains("com.sun.management.jmxremote.port")
                            .doesNotContain(OPERATOR, WATCHER, KEY_PASSWORD);
                }
                assertThatThrownBy(() -> connect(port, isTls, "operator", WRONG, running))
                        .isInstanceOf(SecurityException.class)
                        .hasMessageContaining("Authentication failed");
                assertThatThrownBy(() -> connect(port, isTls, null, null, running))
                        .isInstanceOf(SecurityException.class)
                        .hasMessageContaining("Credentials required");
                assertThat(running.log()).doesNotContain(OPERATOR, WATCHER, WRONG, KEY_PASSWORD);
            }
        } finally {
            SSLContext.setDefault(before);
        }
    }

    /** As jconsole does when its user clicks through the tree. */
    private static void consoleShowsEverything(MBeanServerConnection beans, ObjectName sync) throws Exception {
        assertThat(beans.getMBeanInfo(sync).getAttributes())
                .extracting(MBeanFeatureInfo::getName)
                .contains("LastCycle", "Tables", "PausedTables", "GroupsBehind");
        assertThat(beans.getMBeanInfo(sync).getOperations())
                .extracting(MBeanFeatureInfo::getName)
                .contains("startCycle", "pauseTables", "resumeTables");
        List<ObjectName> names = new ArrayList<>(beans.queryNames(new ObjectName("org.apache.camel:*"), null));
        assertThat(names).hasSizeGreaterThan(10);
        names.add(sync);
        for (ObjectName name : names) {
            String[] attributes = Arrays.stream(beans.getMBeanInfo(name).getAttributes())
                    // of a type that clients lack
                    .filter(attribute -> !attribute.getType().startsWith("org.apache.camel."))
                    .map(MBeanAttributeInfo::getName)
                    .toArray(String[]::new);
            // what cannot be read is left out
            assertThat(beans.getAttributes(name, attributes))
                    .as(name.toString())
                    .hasSameSizeAs(attributes);
        }
    }

    private static String[] pause(MBeanServerConnection beans, ObjectName sync) throws Exception {
        return (String[])
                beans.invoke(sync, "pauseTables", new Object[] {"bi_dimuser"}, new String[] {String.class.getName()});
    }

    private List<String> options(int port, boolean isTls) throws Exception {
        Path passwords = folder.resolve("jmx.password");
        Path rights = folder.resolve("jmx.access");
        Files.writeString(passwords, "operator " + OPERATOR + "\nwatcher " + WATCHER + "\n");
        Files.setPosixFilePermissions(passwords, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(rights, "operator readwrite\nwatcher readonly\n");
        List<String> options = new ArrayList<>(List.of(
                "-Xmx256m",
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=true",
                "-Dcom.sun.management.jmxremote.password.file=" + passwords,
                "-Dcom.sun.management.jmxremote.access.file=" + rights,
                "-Dcom.sun.management.jmxremote.ssl=" + isTls));
        if (isTls) {
            Path keys = folder.resolve("jmx.p12");
            makeKeys(keys);
            Path tls = folder.resolve("jmx.ssl");
            Files.writeString(
                    tls, "javax.net.ssl.keyStore=" + keys + "\njavax.net.ssl.keyStorePassword=" + KEY_PASSWORD + "\n");
            Files.setPosixFilePermissions(tls, PosixFilePermissions.fromString("rw-------"));
            options.addAll(List.of(
                    "-Dcom.sun.management.jmxremote.registry.ssl=true",
                    "-Dcom.sun.management.jmxremote.ssl.config.file=" + tls));
        }
        return options;
    }

    private static void makeKeys(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "jmx",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        KEY_PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).as("keytool").isZero();
    }

    /** Lets this JVM, as a client, trust the program's certificate. */
    private static void trust(Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, KEY_PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("jmx", keys.getCertificate("jmx"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLContext.setDefault(context);
    }

    @SuppressWarnings("BanJNDI") // the address is that of the program that the test has started
    private static JMXConnector connect(int port, boolean isTls, String user, String password, RunningProgram program)
            throws Exception {
        JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
        Map<String, Object> environment = new HashMap<>();
        if (user != null) {
            environment.put(JMXConnector.CREDENTIALS, new String[] {user, password});
        }
        if (isTls) {
            environment.put("com.sun.jndi.rmi.factory.socket", new SslRMIClientSocketFactory());
        }
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                return JMXConnectorFactory.connect(url, environment);
            } catch (IOException e) {
                if (!program.isAlive() || System.nanoTime() > end) {
                    throw new IOException("no JMX: " + program.log(), e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }
}
