package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Finds the missing right that is the reason of a refusal. */
@FunctionalInterface
public interface Rights {

    /**
     * Explains a refusal.
     *
     * @param connection one on which no statement has failed
     * @param tables names of tables that were to be used
     * @return what is missing and the remedy; empty if the refusal has another reason, or the reason is not known
     */
    Optional<String> missingRight(Connection connection, SQLException failure, List<String> tables) throws SQLException;
}
