package org.zenotisync.verify;

import java.io.IOException;

/** Receives the differences of a verification. Implementations are safe for several threads. */
public interface DifferenceSink {

    /**
     * Begins with a table. A table that is tried again begins again; what came before does not count then.
     *
     * @throws IOException if differences cannot be kept; then the table is not verified
     */
    OfTable begin() throws IOException;

    /** Receives the differences of one table from one thread. */
    interface OfTable {

        /** @throws IOException if it cannot be kept; then the table is not verified */
        void accept(Difference difference) throws IOException;

        /**
         * The differences count: the transaction of the table has ended.
         *
         * @throws IOException if they cannot be kept
         */
        void complete() throws IOException;
    }
}
