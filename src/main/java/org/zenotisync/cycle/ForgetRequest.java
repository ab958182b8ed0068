package org.zenotisync.cycle;

import java.util.Optional;
import org.zenotisync.privacy.GuestKey;

/**
 * Whose rows are to be removed.
 *
 * @param guest the value that identifies the guest
 * @param where the column, {@code table.column} in any spelling, that has this value; empty for the one that identifies
 *     guests. If it does not refer to guests, the guest of the row that has the value there is meant
 * @param isPlan whether rows are only counted
 */
public record ForgetRequest(GuestKey guest, Optional<String> where, boolean isPlan) {}
