package org.zenotisync.redshift;

import java.sql.SQLException;

/** What the stand-in says where Redshift would not go on. */
final class Refusal {

    private static final String PREFIX = "stand-in: ";
    private static final String SYNTAX_ERROR = "42601";
    private static final String NOT_SUPPORTED = "0A000";

    private Refusal() {}

    /** What PostgreSQL or JDBC have and Redshift lacks. */
    static SQLException lacks(String what) {
        return new SQLException(PREFIX + "Redshift has no " + what, NOT_SUPPORTED);
    }

    /** What Redshift cannot read. */
    static SQLException syntax(String what) {
        return new SQLException(PREFIX + "Redshift has no such syntax: " + what, SYNTAX_ERROR);
    }

    /** What Redshift may well have: then the stand-in has to be taught, and not the statement to be changed. */
    static SQLException notCarriedOut(String what) {
        return new SQLException(PREFIX + "not carried out here: " + what, NOT_SUPPORTED);
    }

    /** What Redshift does, but not here and now. */
    static SQLException forbidden(String what) {
        return new SQLException(PREFIX + "in Redshift " + what, "25001");
    }
}
