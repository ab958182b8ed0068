package org.zenotisync.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zenotisync.model.Spelling;

/** The names by which settings can be set; every other name that looks like one of them is an error. */
final class SettingNames {

    private static final String PREFIX = "zenoti.";
    private static final String ENV_PREFIX = "ZENOTI_";

    /** Variables that Kubernetes sets for a service whose name begins with zenoti. */
    private static final Pattern SERVICE_ENV =
            Pattern.compile("ZENOTI_(.*_)?(SERVICE_HOST|SERVICE_PORT.*|PORT(_[0-9]+_.*)?)");

    /** A name that differs from a known one by more characters is not a misspelling of it. */
    private static final int MOST_CHANGES = 4;

    private final List<Setting<?>> settings = Settings.all();

    /** Whether a name is that of a setting of this program, known or not. */
    static boolean isOurs(String name) {
        boolean isKey = name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
        return isKey
                || name.startsWith(ENV_PREFIX) && !SERVICE_ENV.matcher(name).matches();
    }

    /** The setting that a name sets; empty if it is unknown. */
    Optional<Setting<?>> find(String name) {
        return settings.stream().filter(setting -> setting.hasName(name)).findFirst();
    }

    /** The error for an unknown name. It names the settings as the reader has written this one. */
    ConfigException unknown(String name) {
        boolean isVariable = name.startsWith(ENV_PREFIX);
        Function<Setting<?>, String> written = isVariable ? Setting::environmentName : Setting::key;
        String remedy = settings.stream()
                .filter(known -> known.key().indexOf('<') < 0)
                .map(written)
                .min(Comparator.<String>comparingInt(known -> Spelling.distance(known, name))
                        .thenComparing(Comparator.naturalOrder()))
                // of a name with nothing but its prefix, every short name is near
                .filter(known ->
                        Spelling.distance(known, name) <= Math.min(MOST_CHANGES, name.length() - PREFIX.length()))
                .map(known -> "did you mean " + known + "?")
                .orElseGet(() -> "the settings are "
                        + settings.stream().map(written).sorted().collect(Collectors.joining(", ")));
        return new ConfigException(name + ": unknown setting; " + remedy);
    }
}
