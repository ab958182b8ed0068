package org.zenotisync.cycle;

/** Somebody has paused the table. */
public final class TablePausedException extends Exception {

    private static final long serialVersionUID = 1;

    TablePausedException(String table) {
        super(table + " is paused");
    }
}
