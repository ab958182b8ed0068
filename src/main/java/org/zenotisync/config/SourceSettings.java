package org.zenotisync.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zenotisync.feed.NaturalOrder;
import org.zenotisync.feed.Source;
import org.zenotisync.model.Spelling;

/** The settings {@code zenoti.sources.<name>.…}: several sources, each with a bucket and maybe its own credentials. */
final class SourceSettings {

    private static final String BEFORE = Settings.SOURCES;
    private static final String ENV_BEFORE = Setting.environmentName(BEFORE);
    private static final String NAME = "[a-z0-9-]+";

    /** A name that differs from a known one by more characters is not a misspelling of it. */
    private static final int MOST_CHANGES = 3;

    /** The longest first: of an environment variable, the longest known member at its end counts. */
    private static final List<Setting<?>> LONGEST_FIRST = Settings.OF_SOURCE.stream()
            .sorted(Comparator.comparingInt(
                            (Setting<?> setting) -> member(setting).length())
                    .reversed())
            .toList();

    /** The names that were set, by the name of the source and the key of the declaration. */
    private final Map<String, Map<String, String>> given = new TreeMap<>(NaturalOrder.INSTANCE);

    /** Whether a name is that of a setting of a source, known or not. */
    static boolean isName(String name) {
        return name.regionMatches(true, 0, BEFORE, 0, BEFORE.length()) || name.startsWith(ENV_BEFORE);
    }

    /**
     * Notes a name that is set.
     *
     * @param name which {@link #isName} accepts
     * @throws ConfigException if it has no source, or the member of a source is not known
     */
    Setting<?> note(String name) {
        boolean isVariable = name.startsWith(ENV_BEFORE);
        String rest = name.substring(BEFORE.length());
        Setting<?> setting = (isVariable ? ofVariable(rest) : ofKey(rest)).orElseThrow(() -> unknown(name, rest));
        String member = member(setting);
        String source = rest.substring(0, rest.length() - member.length() - 1);
        if (isVariable) {
            source = source.toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (!source.matches(NAME)) {
            throw new ConfigException(name + ": '" + source + "' is not the name of a source (a-z, 0-9, -)"
                    + (source.toLowerCase(Locale.ROOT).matches(NAME)
                            ? "; use " + key(source.toLowerCase(Locale.ROOT), setting)
                            : ""));
        }
        given.computeIfAbsent(source, n -> new HashMap<>()).putIfAbsent(setting.key(), name);
        return setting;
    }

    private static Optional<Setting<?>> ofKey(String rest) {
        int dot = rest.indexOf('.');
        return LONGEST_FIRST.stream()
                .filter(setting -> dot > 0 && rest.substring(dot + 1).equals(member(setting)))
                .findFirst();
    }

    private static Optional<Setting<?>> ofVariable(String rest) {
        return LONGEST_FIRST.stream()
                .filter(setting -> rest.endsWith("_" + Setting.environmentName(member(setting))))
                .filter(setting -> rest.length() > member(setting).length() + 1)
                .findFirst();
    }

    /** A member without a source, a member that is not known, or neither. */
    private static ConfigException unknown(String name, String rest) {
        boolean isVariable = name.startsWith(ENV_BEFORE);
        List<String> members =
                Settings.OF_SOURCE.stream().map(SourceSettings::member).toList();
        Optional<String> alone = members.stream()
                .filter(member -> rest.equals(isVariable ? Setting.environmentName(member) : member))
                .findFirst();
        if (alone.isPresent()) {
            return new ConfigException(name + ": the name of the source is missing; set "
                    + (isVariable
                            ? ENV_BEFORE + "<NAME>_" + Setting.environmentName(alone.get())
                            : key(Setting.SOURCE, alone.get()))
                    + ", with a name of your choice (a-z, 0-9, -)");
        }
        return isVariable ? unknownVariable(name, rest, members) : unknownKey(name, rest, members);
    }

    /** Where the name of the source ends is not known: the end that is most like a known member counts. */
    private static ConfigException unknownVariable(String name, String rest, List<String> members) {
        Map<String, Integer> distances = new TreeMap<>();
        for (int end = rest.indexOf('_'); end > 0; end = rest.indexOf('_', end + 1)) {
            for (String member : members) {
                String known = Setting.environmentName(member);
                distances.merge(
                        ENV_BEFORE + rest.substring(0, end + 1) + known,
                        Spelling.distance(known, rest.substring(end + 1)),
                        Math::min);
            }
        }
        String remedy = distances.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .filter(nearest -> nearest.getValue() <= MOST_CHANGES)
                .map(nearest -> " did you mean " + nearest.getKey() + "?")
                .orElse("");
        return new ConfigException(
                name + ": not a setting of a source;" + remedy + " the settings are " + ENV_BEFORE + "<NAME>_ with "
                        + members.stream().map(Setting::environmentName).collect(Collectors.joining(", ")));
    }

    private static ConfigException unknownKey(String name, String rest, List<String> members) {
        String end = rest.substring(rest.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String remedy = members.stream()
                .min(Comparator.comparingInt(known -> Spelling.distance(known, end)))
                .filter(known -> Spelling.distance(known, end) <= MOST_CHANGES)
                .map(known -> "; did you mean " + known + "?")
                .orElse("");
        return new ConfigException(name + ": not a setting of a source" + remedy + " The settings are " + BEFORE
                + Setting.SOURCE + ". with " + String.join(", ", members));
    }

    /** Whether any source has a name. */
    boolean isAny() {
        return !given.isEmpty();
    }

    /**
     * Reads the sources.
     *
     * @return in natural order of their names
     * @throws ConfigException if a value is not accepted, or the sources contradict one another
     */
    List<SourceConfig> read(SettingsSource settings) {
        refuse(Settings.BUCKET, settings);
        refuse(Settings.ROOT, settings);
        List<SourceConfig> sources = new ArrayList<>();
        for (String name : given.keySet()) {
            SourceConfig source = new OneSource(name, settings).read();
            sources.forEach(other -> requireApart(other, source));
            sources.add(source);
        }
        return List.copyOf(sources);
    }

    private void refuse(Setting<?> shortForm, SettingsSource settings) {
        if (shortForm.textOf(shortForm.key(), settings).isPresent()) {
            String named = given.values().iterator().next().values().iterator().next();
            throw new ConfigException(shortForm.key() + " and " + named
                    + ": one is the short form for a single source, the other names a source; use one of the"
                    + " forms");
        }
    }

    private static void requireApart(SourceConfig one, SourceConfig other) {
        Source first = one.source();
        Source second = other.source();
        if (first.bucket().equals(second.bucket())) {
            String keys =
                    key(first.name(), Settings.SOURCE_BUCKET) + " and " + key(second.name(), Settings.SOURCE_BUCKET);
            if (first.prefix().equals(second.prefix())) {
                throw new ConfigException(keys + ": both name s3://" + first.id() + "; remove one of them");
            }
            if (first.prefix().startsWith(second.prefix()) || second.prefix().startsWith(first.prefix())) {
                throw new ConfigException(keys + ": of s3://" + first.id() + " and s3://" + second.id()
                        + " one is inside the other; a source must not contain another one");
            }
        }
        if (one.organization().equalsIgnoreCase(other.organization())
                && !one.organization().equals(other.organization())) {
            throw new ConfigException(key(first.name(), Settings.SOURCE_ORGANIZATION) + " and "
                    + key(second.name(), Settings.SOURCE_ORGANIZATION) + ": '" + one.organization() + "' and '"
                    + other.organization() + "' differ only in case; write the organisation the same way in both");
        }
        if (one.isPrimary() && other.isPrimary() && one.organization().equals(other.organization())) {
            throw new ConfigException(key(first.name(), Settings.SOURCE_PRIMARY) + " and "
                    + key(second.name(), Settings.SOURCE_PRIMARY) + ": both are true, but the organisation"
                    + (one.organization().isEmpty() ? "" : " '" + one.organization() + "'")
                    + " has one primary source; set one of them to false");
        }
    }

    private static String key(String source, Setting<?> setting) {
        return setting.key().replace(Setting.SOURCE, source);
    }

    private static String key(String source, String member) {
        return BEFORE + source + "." + member;
    }

    private static String member(Setting<?> setting) {
        return setting.key().substring(setting.key().lastIndexOf('.') + 1);
    }

    /** The settings of one source. */
    private final class OneSource {

        private final String name;
        private final SettingsSource settings;

        OneSource(String name, SettingsSource settings) {
            this.name = name;
            this.settings = settings;
        }

        SourceConfig read() {
            String bucket = find(Settings.SOURCE_BUCKET)
                    .orElseThrow(() -> new ConfigException(key(Settings.SOURCE_BUCKET) + ": not set, but "
                            + given(name).values().stream().sorted().collect(Collectors.joining(", ")) + " is"));
            Source source =
                    Source.named(name, bucket, find(Settings.SOURCE_ROOT).orElse(""));
            Optional<S3Access.Keys> keys = keys();
            Optional<String> profile = find(Settings.SOURCE_PROFILE).map(String::strip);
            if (keys.isPresent() && profile.isPresent()) {
                throw new ConfigException(key(Settings.SOURCE_ACCESS_KEY) + " and " + key(Settings.SOURCE_PROFILE)
                        + ": both say who reads the bucket; set one of them");
            }
            S3Access access = new S3Access(
                    find(Settings.SOURCE_REGION).map(String::strip),
                    find(Settings.SOURCE_ENDPOINT),
                    keys,
                    profile,
                    find(Settings.SOURCE_ROLE));
            return new SourceConfig(
                    source,
                    find(Settings.SOURCE_ORGANIZATION).map(String::strip).orElse(SourceConfig.ONE_ORGANIZATION),
                    find(Settings.SOURCE_PRIMARY).orElse(false),
                    access);
        }

        private Optional<S3Access.Keys> keys() {
            Optional<String> accessKey = find(Settings.SOURCE_ACCESS_KEY);
            Optional<String> secret = find(Settings.SOURCE_SECRET_KEY);
            Optional<String> token = find(Settings.SOURCE_SESSION_TOKEN);
            requireTogether(accessKey, Settings.SOURCE_ACCESS_KEY, secret, Settings.SOURCE_SECRET_KEY);
            requireTogether(secret, Settings.SOURCE_SECRET_KEY, accessKey, Settings.SOURCE_ACCESS_KEY);
            requireTogether(token, Settings.SOURCE_SESSION_TOKEN, accessKey, Settings.SOURCE_ACCESS_KEY);
            return accessKey.map(id -> new S3Access.Keys(id, secret.orElseThrow(), token));
        }

        private void requireTogether(
                Optional<String> value, Setting<?> setting, Optional<String> needed, Setting<?> other) {
            if (value.isPresent() && needed.isEmpty()) {
                throw new ConfigException(
                        key(other) + ": not set, but " + key(setting) + " is; set both, or neither of them");
            }
        }

        private <T> Optional<T> find(Setting<T> setting) {
            String key = key(setting);
            String asGiven = given(name).getOrDefault(setting.key(), key);
            return setting.textOf(key, settings)
                    .or(() -> setting.textOf(asGiven, settings))
                    .map(text -> setting.values().parse(key, text));
        }

        private String key(Setting<?> setting) {
            return SourceSettings.key(name, setting);
        }
    }

    private Map<String, String> given(String source) {
        return given.getOrDefault(source, Map.of());
    }
}
