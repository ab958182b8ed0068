package org.zenotisync.checkpoint;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.warehouse.Jdbc;

/**
 * An idempotent repository over the checkpoints: a table group is a duplicate if its GroupID is not beyond the last
 * consumed one. Used eagerly inside the route's transaction, so that the merge and the checkpoint commit or roll back
 * together. Camel calls {@link #remove} and {@link #confirm} outside that transaction: neither touches the checkpoint.
 */
public final class LastGroupRepository extends ServiceSupport implements IdempotentRepository {

    /** In a key, the group that must have been consumed before comes after this character. */
    private static final char AFTER = '|';

    private final DataSource dataSource;
    private final Checkpoints checkpoints;

    public LastGroupRepository(DataSource dataSource, Checkpoints checkpoints) {
        this.dataSource = dataSource;
        this.checkpoints = checkpoints;
    }

    /**
     * Moves the checkpoint on.
     *
     * @param key {@code TableGroup.key()}
     * @return false if the table group has been consumed
     * @throws CheckpointWentBackException if the group before it has not been consumed
     */
    @Override
    public boolean add(String key) {
        TableGroupId id = idOf(key);
        long after = Long.parseLong(key.substring(key.lastIndexOf(AFTER) + 1));
        try {
            return Jdbc.with(dataSource, connection -> checkpoints.advance(connection, id, after));
        } catch (SQLException e) {
            throw new RuntimeCamelException("the checkpoint of " + id + " cannot be moved: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean contains(String key) {
        TableGroupId id = idOf(key);
        try {
            return Jdbc.with(dataSource, connection -> checkpoints
                    .find(connection, id)
                    .map(checkpoint -> checkpoint.lastGroup() >= id.group())
                    .orElse(false));
        } catch (SQLException e) {
            throw new RuntimeCamelException("the checkpoint of " + id + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Does nothing: the roll-back of the route's transaction has undone the move of the checkpoint. */
    @Override
    public boolean remove(String key) {
        return false;
    }

    /** Does nothing: the commit of the route's transaction has confirmed the checkpoint. */
    @Override
    public boolean confirm(String key) {
        return true;
    }

    private static TableGroupId idOf(String key) {
        return TableGroupId.parse(key.substring(0, key.lastIndexOf(AFTER)));
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("checkpoints are moved back by a replay, and not cleared");
    }
}
