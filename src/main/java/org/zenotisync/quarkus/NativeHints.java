package org.zenotisync.quarkus;

import io.agroal.pool.ConnectionHandler;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import javax.security.auth.spi.LoginModule;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeClassInitialization;
import org.graalvm.nativeimage.hosted.RuntimeJNIAccess;
import org.graalvm.nativeimage.hosted.RuntimeReflection;
import org.graalvm.nativeimage.hosted.RuntimeResourceAccess;
import org.graalvm.nativeimage.hosted.RuntimeSerialization;

/**
 * Hints for a native image about everything that is reached by name, which the image builder cannot see in the code. It
 * runs while an image of the program is built.
 *
 * <p>Not here: types of the sync itself, which {@code META-INF/native-image} lists for every application that contains
 * its jar; and what extensions of Quarkus and Camel Quarkus bring the hints for: Camel itself, picocli's commands, the
 * AWS SDK, Narayana and the PostgreSQL driver.
 */
public final class NativeHints implements Feature {

    private static final String DUCKDB = "org.duckdb";

    /**
     * The types in answers to consoles that the image builder does not know: the descriptions of MBeans (open ones and
     * Camel's model MBeans), and values and errors of attributes and operations.
     */
    static final List<String> SERIALIZED_BY_JMX = List.of(
            "[Ljava.lang.String;",
            "[Ljavax.management.MBeanParameterInfo;",
            "[Ljavax.management.modelmbean.ModelMBeanAttributeInfo;",
            "[Ljavax.management.modelmbean.ModelMBeanConstructorInfo;",
            "[Ljavax.management.modelmbean.ModelMBeanNotificationInfo;",
            "[Ljavax.management.modelmbean.ModelMBeanOperationInfo;",
            "java.lang.Double",
            "java.lang.Enum",
            "java.util.CollSer",
            "java.util.Date",
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$ListN",
            "java.util.ServiceConfigurationError",
            "java.util.concurrent.TimeUnit",
            "javax.management.ImmutableDescriptor",
            "javax.management.InvalidAttributeValueException",
            "javax.management.ListenerNotFoundException",
            "javax.management.MBeanConstructorInfo",
            "javax.management.MBeanException",
            "javax.management.RuntimeOperationsException",
            "javax.management.modelmbean.DescriptorSupport",
            "javax.management.modelmbean.ModelMBeanAttributeInfo",
            "javax.management.modelmbean.ModelMBeanConstructorInfo",
            "javax.management.modelmbean.ModelMBeanInfoSupport",
            "javax.management.modelmbean.ModelMBeanNotificationInfo",
            "javax.management.modelmbean.ModelMBeanOperationInfo",
            "javax.management.openmbean.OpenMBeanConstructorInfoSupport",
            "javax.management.openmbean.OpenMBeanOperationInfoSupport");

    /** Checks the passwords of consoles. */
    static final String LOGIN_OF_JMX = "com.sun.jmx.remote.security.FileLoginModule";

    /** Classes of the JDK that DuckDB's library looks up, constructors, methods and fields alike. */
    static final List<String> USED_BY_DUCKDB = List.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Object",
            "java.lang.RuntimeException",
            "java.lang.Short",
            "java.lang.String",
            "java.lang.Throwable",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.nio.ByteBuffer",
            "java.nio.ByteOrder",
            "java.nio.CharBuffer",
            "java.nio.charset.Charset",
            "java.nio.charset.StandardCharsets",
            "java.sql.Array",
            "java.sql.SQLException",
            "java.sql.SQLTimeoutException",
            "java.sql.Struct",
            "java.util.ArrayList",
            "java.util.Iterator",
            "java.util.List",
            "java.util.Map",
            "java.util.Map$Entry",
            "java.util.Properties",
            "java.util.Set",
            "java.util.UUID");

    /**
     * Classes that Quartz creates by the names in its properties and sets up by their setters, and the jobs of Camel.
     */
    static final List<String> MADE_BY_QUARTZ = List.of(
            "org.quartz.simpl.SimpleThreadPool",
            "org.quartz.simpl.RAMJobStore",
            "org.quartz.simpl.CascadingClassLoadHelper",
            "org.apache.camel.component.quartz.CamelJob",
            "org.apache.camel.component.quartz.StatefulCamelJob");

    /** Quartz' defaults, and its version. */
    static final List<String> RESOURCES_OF_QUARTZ =
            List.of("org/quartz/quartz.properties", "org/quartz/core/quartz-build.properties");

    /** Creates the credentials of a profile with a role. */
    static final String ROLES_OF_PROFILES =
            "software.amazon.awssdk.services.sts.internal.StsProfileCredentialsProviderFactory";

    @Override
    public String getDescription() {
        return "Types and resources that zenoti-s3-sync reaches by name";
    }

    /** DuckDB loads its library when its classes are initialised, which has no use while an image is built. */
    @Override
    public void afterRegistration(AfterRegistrationAccess access) {
        RuntimeClassInitialization.initializeAtRunTime(DUCKDB);
    }

    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        settings();
        management(access);
        pool();
        duckDb(access);
        quartz(access);
        aws(access);
    }

    /** The switches that {@link DotEnvCustomizer} sets. */
    private static void settings() {
        for (String name : DotEnvCustomizer.SWITCHES) {
            try {
                RuntimeReflection.register(SmallRyeConfigBuilder.class.getDeclaredField(name));
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException("this version of SmallRye Config has no switch " + name, e);
            }
        }
    }

    /** JMX makes arrays of the open types, and serialises the values. */
    private static void management(FeatureAccess access) {
        List.of(CompositeData[].class, String[].class).forEach(RuntimeReflection::register);
        SERIALIZED_BY_JMX.stream().map(access::findClassByName).forEach(type -> {
            RuntimeSerialization.register(type);
            // immutable lists are replaced by another object when they are serialised
            RuntimeReflection.register(Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals("writeReplace"))
                    .toArray(Executable[]::new));
        });
        ServiceLoader.load(LoginModule.class, ClassLoader.getSystemClassLoader()).stream()
                .map(ServiceLoader.Provider::type)
                .forEach(NativeHints::login);
    }

    /** A login looks up the constructors of all login modules of the JDK, and creates the one that JMX uses. */
    private static void login(Class<? extends LoginModule> type) {
        if (type.getName().equals(LOGIN_OF_JMX)) {
            constructible(type);
            RuntimeReflection.register((Executable[]) type.getMethods());
        } else {
            RuntimeReflection.register(type);
            RuntimeReflection.registerAsQueried(type.getConstructors());
        }
    }

    /** Agroal makes arrays of these by their class. Quarkus brings this hint only where it makes the pool itself. */
    private static void pool() {
        List.of(ConnectionHandler[].class, Statement[].class, ResultSet[].class).forEach(RuntimeReflection::register);
    }

    /** DuckDB's library and its Java classes call each other by name. */
    private static void duckDb(FeatureAccess access) {
        Stream.concat(USED_BY_DUCKDB.stream(), classesBeside(access.findClassByName(DUCKDB + ".DuckDBDriver")).stream())
                .map(access::findClassByName)
                .forEach(type -> {
                    RuntimeJNIAccess.register(type);
                    RuntimeJNIAccess.register((Executable[]) type.getDeclaredConstructors());
                    RuntimeJNIAccess.register((Executable[]) type.getDeclaredMethods());
                    RuntimeJNIAccess.register(type.getDeclaredFields());
                });
    }

    private static void quartz(FeatureAccess access) {
        MADE_BY_QUARTZ.stream().map(access::findClassByName).forEach(type -> {
            constructible(type);
            RuntimeReflection.register((Executable[]) type.getMethods());
        });
        Module module = access.findClassByName("org.quartz.Scheduler").getModule();
        RESOURCES_OF_QUARTZ.forEach(resource -> RuntimeResourceAccess.addResource(module, resource));
    }

    /** A profile with a role (role_arn) needs STS; the SDK's own hints have only that of web identities. */
    private static void aws(FeatureAccess access) {
        constructible(access.findClassByName(ROLES_OF_PROFILES));
    }

    /** The names of all classes in the jar and package of a class, and in packages below. */
    private static List<String> classesBeside(Class<?> type) {
        String folder = "/" + type.getPackageName().replace('.', '/');
        try (FileSystem files = FileSystems.newFileSystem(jar(type));
                Stream<Path> paths = Files.walk(files.getPath(folder))) {
            return paths.map(Path::toString)
                    .filter(path -> path.endsWith(".class"))
                    .map(path ->
                            path.substring(1, path.length() - ".class".length()).replace('/', '.'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static void constructible(Class<?> type) {
        RuntimeReflection.register(type);
        RuntimeReflection.register((Executable[]) type.getConstructors());
    }
}
