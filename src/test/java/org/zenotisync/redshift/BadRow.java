package org.zenotisync.redshift;

/** What is wrong with a row of a file, in the words and numbers of Redshift ("Load error reference"). */
final class BadRow extends Exception {

    private static final long serialVersionUID = 1;

    static final int TOO_MANY_FIELDS = 1202;
    static final int TOO_FEW_FIELDS = 1203;
    static final int OUT_OF_RANGE = 1204;
    static final int BAD_DATE = 1205;
    static final int BAD_TIMESTAMP = 1206;
    static final int BAD_DIGIT = 1207;
    static final int BAD_FLOAT = 1208;
    static final int BAD_DECIMAL = 1209;
    static final int BAD_BOOLEAN = 1210;
    static final int NO_DATA = 1211;
    static final int MISSING_VALUE = 1213;
    static final int NOT_ONE_BYTE = 1215;
    static final int BAD_LINE = 1216;
    static final int NUL_BYTE = 1218;
    static final int BAD_UTF8 = 1220;
    static final int TOO_LARGE_INTEGER = 1222;

    private final int code;
    private final CopyColumn column;
    private final String value;

    /** Of a line as a whole. */
    BadRow(int code, String reason) {
        this(code, reason, null, "");
    }

    BadRow(int code, String reason, CopyColumn column, String value) {
        super(reason);
        this.code = code;
        this.column = column;
        this.value = value;
    }

    int code() {
        return code;
    }

    /** Null if it is the line as a whole. */
    CopyColumn column() {
        return column;
    }

    String value() {
        return value;
    }
}
