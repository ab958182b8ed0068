package org.zenotisync.feed;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zenotisync.model.TableNames;

/**
 * The folders of the bucket (feed documentation, "PODName folder"):
 * {@code PODName/GroupID/table/logid/file.csv} and the folders {@code SchemaFull}, {@code SchemaUpgrade} and
 * {@code MonthlySnapshot}. Names match without regard to case.
 */
public final class FeedLayout {

    public static final String SCHEMA_FULL = "schemafull";
    public static final String SCHEMA_UPGRADE = "schemaupgrade";
    public static final String MONTHLY_SNAPSHOT = "monthlysnapshot";

    /** Characters that the name of a POD may have: control tables keep it. */
    private static final int LONGEST_POD = 500;

    /** Characters of a name that are shown: as many as S3's longest key has. */
    private static final int LONGEST_SHOWN = 1024;

    /** Up to 18 digits, which always fit into a long. */
    private static final Pattern NUMBER = Pattern.compile("0*([0-9]{1,18})");

    private static final Pattern TABLE_FILE = Pattern.compile("([^/]+)/([^/]+)/([^/]+)");

    /** Names of files that can be CSV. */
    private static final Pattern DATA =
            Pattern.compile(".+\\.csv(?:\\.gz)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Files that Finder, Explorer, Hadoop, Spark and Databricks write next to other files. */
    private static final Pattern LEFTOVER = Pattern.compile(
            "\\.DS_Store|\\._.*|Thumbs\\.db|desktop\\.ini|_SUCCESS|.*_\\$folder\\$|\\..*\\.crc"
                    + "|_(?:started|committed)_[0-9]+",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private FeedLayout() {}

    /** The number that a folder name is: a GroupID or logid; empty if it is not a number. */
    public static Optional<Long> number(String folder) {
        Matcher matcher = NUMBER.matcher(folder);
        return matcher.matches() ? Optional.of(Long.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** The GroupID that a folder of a POD is named after: a positive integer; empty if it is not one. */
    public static Optional<Long> groupId(String folder) {
        return number(folder).filter(group -> group > 0);
    }

    /** Whether a folder at the root is one of the three that are not PODs. */
    public static boolean isReserved(String rootFolder) {
        return switch (rootFolder.toLowerCase(Locale.ROOT)) {
            case SCHEMA_FULL, SCHEMA_UPGRADE, MONTHLY_SNAPSHOT -> true;
            default -> false;
        };
    }

    /** Whether a folder at the root can be a POD. */
    public static boolean canBePod(String rootFolder) {
        return !isReserved(rootFolder) && rootFolder.length() <= LONGEST_POD && isPlain(rootFolder);
    }

    /**
     * A file's place below its group folder.
     *
     * @param table its name, see {@link TableNames}
     */
    public record Place(String table, long logid) {}

    /**
     * Whether a folder or file of the feed can have a name: one without control characters. S3 allows them, but
     * databases do not keep NUL, and a line break in a name would forge lines of the log.
     */
    public static boolean isPlain(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    /** A name in a form that can be shown: control characters are written out, and such a name is cut if it is long. */
    public static String visible(String name) {
        if (isPlain(name)) {
            return name;
        }
        StringBuilder visible = new StringBuilder(name.length() + 10);
        name.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                visible.append(String.format("\\u%04x", c));
            } else {
                visible.append((char) c);
            }
        });
        return visible.substring(0, Math.min(LONGEST_SHOWN, visible.length()));
    }

    /** Whether a file of a table group can be read by its name: {@code x.csv} or {@code x.csv.gz}, in any case. */
    public static boolean isData(String fileName) {
        return DATA.matcher(fileName).matches();
    }

    /**
     * Whether a key or path ends with the name of a file that systems write and the feed does not use, such as
     * {@code .DS_Store}.
     */
    public static boolean isLeftover(String key) {
        return LEFTOVER.matcher(key.substring(key.lastIndexOf('/') + 1)).matches();
    }

    /**
     * Reads {@code table/logid/file}; empty if the path below the group is anything else. {@link #isData} says whether
     * the file can be read.
     */
    public static Optional<Place> place(String pathBelowGroup) {
        Matcher matcher = TABLE_FILE.matcher(pathBelowGroup);
        if (!matcher.matches() || !isPlain(matcher.group(3))) {
            return Optional.empty();
        }
        return TableNames.ofFolder(matcher.group(1))
                .flatMap(table -> number(matcher.group(2)).map(logid -> new Place(table, logid)));
    }
}
