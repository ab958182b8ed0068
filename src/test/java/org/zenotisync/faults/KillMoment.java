package org.zenotisync.faults;

import org.zenotisync.testing.RunningProgram;

/** A moment in a run of the program, recognised from outside, at which it is killed. */
@SuppressWarnings("try") // what a moment holds is let go by waiting for it
interface KillMoment extends AutoCloseable {

    /** What the program is doing then. */
    String name();

    /**
     * Waits for it.
     *
     * @return false if the program has ended before
     */
    boolean comes(RunningProgram program) throws Exception;

    /** Lets go of what was held to bring the moment about; the program is dead by then, or has ended. */
    @Override
    void close() throws Exception;
}
