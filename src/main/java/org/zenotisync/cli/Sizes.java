package org.zenotisync.cli;

import java.util.Locale;

/** Sizes and speeds for people. */
final class Sizes {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Sizes() {}

    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    static String perSecond(long bytes, double seconds) {
        return String.format(Locale.ROOT, "%.1f MB/s", seconds <= 0 ? 0 : bytes / 1e6 / seconds);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
