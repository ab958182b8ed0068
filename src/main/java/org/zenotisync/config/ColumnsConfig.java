package org.zenotisync.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.privacy.HashKey;

/**
 * Which columns of the feed the target does not get as they are: {@code zenoti.columns.*}. A column that is both
 * excluded and hashed is excluded; one that only a preset excludes is hashed if the settings say so.
 *
 * @param excluded columns that are left out
 * @param hashed columns whose values are replaced by their digests
 * @param preset a list of columns that are left out, too
 * @param key what values are hashed with; there is one if {@code hashed} is not empty
 */
public record ColumnsConfig(List<ColumnGlob> excluded, List<ColumnGlob> hashed, Preset preset, Optional<HashKey> key) {

    static final String EXCLUDE = "zenoti.columns.exclude";
    static final String HASH = "zenoti.columns.hash";

    /** Columns that the feed's rules need: they say which rows are deleted, and whose rows they are. */
    private static final List<String> NEEDED = List.of("void", "organizationid");

    /** Lists of columns that come with the program. */
    public enum Preset {
        NONE(""),

        /**
         * Names, addresses, numbers and birthdays of the guests and employees of {@code bi_dimuser}, as the sample code
         * of the feed documentation declares this table ("Sample code for dimension tables").
         */
        GUEST_CONTACT(
                """
                firstname lastname middlename address1 address2 city stateother zipcode email
                homephone mobilephone workphone username dob dob_incompleteyear anniversarydate
                otherpreferences nosalecomments additionalfield1 additionalfield2
                """);

        /** Names of columns of {@code bi_dimuser}, with blanks between them. */
        private final String ofUser;

        Preset(String ofUser) {
            this.ofUser = ofUser;
        }

        private Stream<ColumnGlob> globs() {
            return ofUser.lines()
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .map(column -> ColumnGlob.of("bi_dimuser." + column));
        }
    }

    public ColumnsConfig {
        excluded = List.copyOf(excluded);
        hashed = List.copyOf(hashed);
    }

    /**
     * Checks settings that belong together.
     *
     * @param keys the configured key columns by folded table name
     * @throws ConfigException if a column that loads need is left out or hashed, or there is no key to hash with
     */
    ColumnsConfig requirePossible(Map<String, List<String>> keys) {
        excluded.forEach(glob -> requireNotNeeded(EXCLUDE, glob));
        hashed.forEach(glob -> requireNotNeeded(HASH, glob));
        keys.forEach(
                (table, key) -> key.forEach(column -> excludedBy(table, column).ifPresent(setting -> {
                    throw new ConfigException(setting + " leaves out the column " + column + " of " + table
                            + ", which zenoti.tables." + table + ".key names as its key: rows are found by it; " + HASH
                            + " may hash it");
                })));
        if (!hashed.isEmpty() && key.isEmpty()) {
            throw new ConfigException(Settings.COLUMNS_HASH_KEY.key() + ": not set, but " + HASH + " is; set it to a"
                    + " secret of at least " + HashKey.LEAST_BYTES + " bytes, and keep it: without it, new rows do not"
                    + " fit to those that are there (environment: " + Settings.COLUMNS_HASH_KEY.environmentName()
                    + ")");
        }
        return this;
    }

    private static void requireNotNeeded(String setting, ColumnGlob glob) {
        NEEDED.stream().filter(glob::fitsColumn).findFirst().ifPresent(column -> {
            throw new ConfigException(setting + ": '" + glob.text() + "' fits the column " + column
                    + ", which says " + (column.equals("void") ? "which rows are deleted" : "whose rows they are")
                    + " and can be neither left out nor hashed; name the columns more narrowly");
        });
    }

    /**
     * The setting that leaves a column out, with its value that fits; empty if none does.
     *
     * @param table folded table name
     * @param column folded column name
     */
    public Optional<String> excludedBy(String table, String column) {
        return excluded.stream()
                .filter(fits(table, column))
                .map(glob -> EXCLUDE + ": '" + glob.text() + "'")
                .findFirst()
                .or(() -> isOfPreset(table, column)
                        ? Optional.of(Settings.COLUMNS_PRESET.key() + "=" + ValueType.word(preset))
                        : Optional.empty());
    }

    private boolean isOfPreset(String table, String column) {
        return preset.globs().anyMatch(fits(table, column)) && hashed.stream().noneMatch(fits(table, column));
    }

    private static Predicate<ColumnGlob> fits(String table, String column) {
        return glob -> glob.fitsTable(table) && glob.fitsColumn(column);
    }

    /** What applies to the columns of a table. */
    public ColumnRules rulesOf(TableDefinition table) {
        return rulesOf(table.name(), table.columnNames());
    }

    /**
     * What applies to columns.
     *
     * @param table folded table name
     * @param columns folded column names
     */
    public ColumnRules rulesOf(String table, List<String> columns) {
        if (isEmpty()) {
            return ColumnRules.NONE;
        }
        Set<String> left = columns.stream()
                .filter(column -> excludedBy(table, column).isPresent())
                .collect(Collectors.toSet());
        Set<String> digests = columns.stream()
                .filter(column -> hashed.stream().anyMatch(fits(table, column)))
                .collect(Collectors.toSet());
        return new ColumnRules(left, digests, key.map(HashKey::check).orElse(""));
    }

    /** Whether the target gets all columns as they are. */
    public boolean isEmpty() {
        return excluded.isEmpty() && hashed.isEmpty() && preset == Preset.NONE;
    }

    /** The values of the settings that name columns, each once, with the key of the setting, for warnings. */
    public Map<ColumnGlob, String> globs() {
        return Stream.concat(
                        excluded.stream().map(glob -> Map.entry(glob, EXCLUDE)),
                        hashed.stream().map(glob -> Map.entry(glob, HASH)))
                .sorted(Comparator.comparing(entry -> entry.getKey().text()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, second) -> first));
    }
}
