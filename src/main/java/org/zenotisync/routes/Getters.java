package org.zenotisync.routes;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** Calls getters of libraries that a host may have and the sync does not need. */
final class Getters {

    private Getters() {}

    /** What a public getter returns; empty if there is no such getter, or it fails or returns null. */
    static Optional<Object> call(Object object, String getter) {
        try {
            Method method = object.getClass().getMethod(getter);
            // a public method of a class that is not public
            method.trySetAccessible();
            return Optional.ofNullable(method.invoke(object));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** What getters return that are called one after the other, each on the result of the one before. */
    static Optional<Object> call(Object object, List<String> getters) {
        Optional<Object> result = Optional.of(object);
        for (String getter : getters) {
            result = result.flatMap(owner -> call(owner, getter));
        }
        return result;
    }
}
