package org.zenotisync.privacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A feed with values that occur nowhere else, and a search for them in every form that a disk may have them in. */
final class PlantedSecrets {

    static final String EMAIL = "planted.mail.q7@example.org";
    static final String NAME = "Plantedname-Zqx";
    static final String NOTE = "planted note kqz";
    static final String SNAPSHOT_EMAIL = "planted.snapshot.mw@example.org";
    static final String ANSWER = "planted answer hjv";
    static final String BAD_DATE = "planted-bad-date-vxj";
    static final String BAD_PHONE = "planted-bad-phone-wzk";
    static final String TOO_LONG = "planted-too-long-" + "x".repeat(60);
    static final String TOO_MANY = "planted-too-many-jx";
    static final String TOO_FEW = "planted-too-few-px";
    static final String LATIN = "planted-latin-hq";
    static final String FAILING = "planted-failing-ndw";
    static final String LATE = "planted.late.tb@example.org";
    static final long PHONE = 7_319_468_205_173L;
    static final String CARD = "8264719305521.37";
    static final String WEIGHT = "61.837264519";
    static final String BORN = "1961-07-19 03:41:57.318";
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    /** What PostgreSQL counts its times from. */
    private static final LocalDateTime POSTGRES_EPOCH = LocalDateTime.of(2000, 1, 1, 0, 0);

    /** The values, and for each of them the bytes that would show it, as Latin-1. */
    private final Map<String, Set<String>> needles = new LinkedHashMap<>();

    /** Where each value was found. */
    private final Map<String, Set<String>> found = new TreeMap<>();

    /** @param more texts that must not be found either */
    PlantedSecrets(String... more) {
        Stream.of(
                        EMAIL,
                        NAME,
                        NOTE,
                        SNAPSHOT_EMAIL,
                        ANSWER,
                        BAD_DATE,
                        BAD_PHONE,
                        "planted-too-long",
                        TOO_MANY,
                        TOO_FEW,
                        LATIN,
                        FAILING,
                        LATE,
                        CARD,
                        WEIGHT,
                        BORN)
                .forEach(this::addText);
        Stream.of(more).forEach(this::addText);
        addText(Long.toString(PHONE));
        addBits(Long.toString(PHONE), PHONE);
        addBits(CARD, Long.parseLong(CARD.replace(".", "")));
        addBits(WEIGHT, Double.doubleToRawLongBits(Double.parseDouble(WEIGHT)));
        LocalDateTime born = LocalDateTime.parse(BORN.replace(' ', 'T'));
        addBits(BORN, ChronoUnit.MICROS.between(EPOCH, born));
        addBits(BORN, ChronoUnit.MICROS.between(POSTGRES_EPOCH, born));
    }

    private void addText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(text, bytes);
        add(text, HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.UTF_8));
        add(text, text.getBytes(StandardCharsets.UTF_16LE));
    }

    private void addBits(String name, long bits) {
        add(name, ByteBuffer.allocate(Long.BYTES).putLong(bits).array());
        add(
                name,
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(bits)
                        .array());
    }

    private void add(String name, byte[] bytes) {
        needles.computeIfAbsent(name, n -> new TreeSet<>()).add(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The planted values that were found, with the places. */
    Map<String, Set<String>> found() {
        return found;
    }

    /** Looks through all files of a folder. */
    void searchFiles(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException e) {
            // a database removes its temporary files when it likes
            searchFiles(folder);
            return;
        }
        for (Path file : files) {
            try {
                searchBytes(folder.relativize(file).toString(), Files.readAllBytes(file));
            } catch (NoSuchFileException e) {
                // removed in the meantime
            }
        }
    }

    void searchText(String place, String text) {
        searchBytes(place, text.getBytes(StandardCharsets.UTF_8));
    }

    private void searchBytes(String place, byte[] bytes) {
        String content = new String(bytes, StandardCharsets.ISO_8859_1);
        needles.forEach((name, forms) -> {
            if (forms.stream().anyMatch(content::contains)) {
                found.computeIfAbsent(name, n -> new TreeSet<>()).add(place);
            }
        });
    }

    /** The first group of three tables, with and without headers, and a snapshot that was taken after it. */
    static Map<String, byte[]> firstGroup() {
        Map<String, byte[]> objects = new HashMap<>();
        put(
                objects,
                "SchemaFull/bi_dimuser.txt",
                "CREATE TABLE bi_dimuser (userid INT, email VARCHAR(60), name VARCHAR(40), phone BIGINT, born TIMESTAMP,"
                        + " weight DOUBLE PRECISION, card DECIMAL(19,2), note VARCHAR(200), city VARCHAR(40))"
                        + " sortkey(userid);");
        put(
                objects,
                "SchemaFull/bi_factforms.txt",
                "CREATE TABLE bi_factforms (factformid INT, organizationid VARCHAR(36), email VARCHAR(60), phone BIGINT,"
                        + " answer VARCHAR(200), void BOOLEAN) sortkey(factformid);");
        put(
                objects,
                "SchemaFull/bi_factfeedbackv2.txt",
                "CREATE TABLE bi_factfeedbackv2 (feedbackid INT, email VARCHAR(60), answer VARCHAR(200), void BOOLEAN);");
        put(objects, "POD1/1/bi_dimuser/1/a.csv", user(1) + user(2));
        put(
                objects,
                "POD1/1/bi_dimuser/1/b.csv",
                "City,Note,Card,Weight,Born,Phone,Name,Email,UserId\nLima,\"" + NOTE + "\nin two lines\"," + CARD + ","
                        + WEIGHT + "," + BORN + "," + PHONE + "," + NAME + "," + EMAIL + ",3\n");
        put(objects, "POD1/1/bi_factforms/1/a.csv", form(1) + form(2) + form(3));
        put(
                objects,
                "POD1/1/bi_factfeedbackv2/1/a.csv",
                "1," + EMAIL + "," + ANSWER + ",0\n2," + EMAIL + "," + ANSWER + ",0\n");
        objects.put(
                "MonthlySnapshot/2024-02-01/POD1/1000/bi_dimuser/7.7.zip",
                zip(user(1) + user(2).replace(EMAIL, SNAPSHOT_EMAIL)));
        objects.put("MonthlySnapshot/2024-02-01/POD1/1000/bi_factforms/7.7.zip", zip(form(1) + form(2) + form(3)));
        return objects;
    }

    /** A group with bad rows of every kind. */
    static Map<String, byte[]> badRows() {
        Map<String, byte[]> objects = new HashMap<>();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        rows.writeBytes(utf8(user(4)
                + user(5).replace(BORN, BAD_DATE)
                + user(6).replace(Long.toString(PHONE), BAD_PHONE)
                + user(7).replace(EMAIL, TOO_LONG)
                + "8," + TOO_MANY + ",,,,,,,,,\n"
                + "9," + TOO_FEW + "\n"
                + "x" + user(10)
                + "11,"));
        rows.writeBytes(utf8(LATIN));
        rows.write(0xFF);
        rows.writeBytes(utf8(",,,,,,,\n12,\"" + TOO_MANY + " \"or\" so\",,,,,,,\n"));
        objects.put("POD1/2/bi_dimuser/2/a.csv", rows.toByteArray());
        put(
                objects,
                "POD1/2/bi_factforms/2/a.csv",
                form(4) + "1,o," + EMAIL + "," + PHONE + "," + ANSWER + ",1\n" + form(5).replace(",0\n", ",maybe\n")
                        + form(6).replace(Long.toString(PHONE), BAD_PHONE));
        return objects;
    }

    /** A group whose only row cannot be read. */
    static Map<String, byte[]> failingGroup() {
        Map<String, byte[]> objects = new HashMap<>();
        put(objects, "POD1/3/bi_dimuser/3/a.csv", user(13).replace(CARD, FAILING));
        put(objects, "POD1/3/bi_factforms/3/a.csv", form(7).replace(Long.toString(PHONE), FAILING));
        return objects;
    }

    /** The same, corrected, and objects that come late. */
    static Map<String, byte[]> correctedGroup() {
        Map<String, byte[]> objects = new HashMap<>();
        put(objects, "POD1/3/bi_dimuser/3/a.csv", user(13));
        put(objects, "POD1/3/bi_factforms/3/a.csv", form(7));
        put(objects, "POD1/1/bi_factforms/1/late.csv", form(8).replace(EMAIL, LATE));
        put(objects, "POD1/1/bi_factfeedbackv2/1/late.csv", "3," + LATE + "," + ANSWER + ",0\n");
        return objects;
    }

    private static String user(int id) {
        return id + "," + EMAIL + "," + NAME + "," + PHONE + "," + BORN + "," + WEIGHT + "," + CARD + "," + NOTE
                + ",Oslo\n";
    }

    private static String form(int id) {
        return id + ",o," + EMAIL + "," + PHONE + "," + ANSWER + ",0\n";
    }

    private static void put(Map<String, byte[]> objects, String key, String content) {
        objects.put(key, utf8(content));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(String csv) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("1.1.csv"));
            zip.write(utf8(csv));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** All texts that must be found where nothing is hidden. */
    static List<String> texts() {
        return new ArrayList<>(
                List.of(EMAIL, NAME, NOTE, ANSWER, BAD_DATE, BAD_PHONE, TOO_MANY, TOO_FEW, LATIN, FAILING));
    }
}
