package org.zenotisync.proof;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.zenotisync.testing.TargetDatabase;

/**
 * What the tests of a class or a method show of a database. The database is the one that the names of the test tell, or
 * else {@link #on}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Proves {

    /** What it shows. */
    Proof value();

    /** The database of tests that are about one; empty if their names tell it. */
    TargetDatabase[] on() default {};
}
