package org.zenotisync.redshift;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates and times ("DATEFORMAT and TIMEFORMAT strings", "Using automatic recognition"). What is not in an ISO form is
 * left to PostgreSQL, whose forms Redshift's are taken from.
 */
final class TimeReader {

    private static final Pattern ISO =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:([T ])(\\d{2}:\\d{2})(:\\d{2}(?:\\.\\d{1,6})?)?)?"
                    + "(Z|[+-]\\d{2}(?::?\\d{2})?)?");

    private static final Pattern CLOCK = Pattern.compile("\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?");

    /** Six digits at most ("Datetime types"); loaders have seen longer ones refused. */
    private static final Pattern LONG_FRACTION = Pattern.compile(".*:\\d{2}\\.\\d{7,}.*");

    private final CopyStatement copy;
    private final Connection other;

    /** @param other a connection on which a statement may fail */
    TimeReader(CopyStatement copy, Connection other) {
        this.copy = copy;
        this.other = other;
    }

    String read(String text, CopyColumn column) throws BadRow {
        String value = LONG_FRACTION.matcher(text).matches() ? null : value(text, column);
        if (value == null) {
            boolean isDate = column.type().equals("date");
            throw new BadRow(
                    isDate ? BadRow.BAD_DATE : BadRow.BAD_TIMESTAMP,
                    "Invalid " + (isDate ? "Date" : "Timestamp") + " Format - length must be 10 or more",
                    column,
                    text);
        }
        return value;
    }

    private String value(String text, CopyColumn column) {
        return switch (column.type()) {
            case "date" -> date(text);
            case "timestamp", "timestamptz" -> timestamp(text, column);
            default -> time(text, column);
        };
    }

    /** A time of day is cut off. */
    private String date(String text) {
        Matcher iso = ISO.matcher(text);
        if (iso.matches() && (copy.recognizesDates() || text.length() == "yyyy-mm-dd".length())) {
            return isDate(iso.group(1)) ? iso.group(1) : null;
        }
        return copy.recognizesDates() ? asked(text, "date") : null;
    }

    /** A time zone says nothing where the column has none. */
    private String timestamp(String text, CopyColumn column) {
        boolean hasZone = column.type().equals("timestamptz");
        Matcher iso = ISO.matcher(text);
        if (!iso.matches()) {
            return copy.recognizesTimes() ? asked(text, column.type()) : null;
        }
        boolean isDefault = " ".equals(iso.group(2)) && iso.group(4) != null && (hasZone || iso.group(5) == null);
        if (!isDefault && !copy.recognizesTimes()) {
            return null;
        }
        String time = iso.group(3) == null ? "00:00" : iso.group(3);
        String seconds = iso.group(4) == null ? ":00" : iso.group(4);
        if (!isDate(iso.group(1)) || !isTime(time + seconds)) {
            return null;
        }
        return iso.group(1) + " " + time + seconds + (hasZone && iso.group(5) != null ? iso.group(5) : "");
    }

    private String time(String text, CopyColumn column) {
        return CLOCK.matcher(text).matches() ? isTime(text) ? text : null : asked(text, column.type());
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isTime(String text) {
        try {
            LocalTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Null if PostgreSQL cannot read it either. Words such as tomorrow are no times here. */
    private String asked(String text, String type) {
        if (text.chars().noneMatch(Character::isDigit)) {
            return null;
        }
        try (PreparedStatement cast =
                other.prepareStatement("SELECT CAST(CAST(CAST(? AS text) AS " + type + ") AS text)")) {
            cast.setString(1, text);
            try (ResultSet row = cast.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            return null;
        }
    }
}
