package org.zenotisync.feed;

import java.util.Comparator;

/**
 * A file of a table group.
 *
 * @param logid number of the folder that it is in; orders the files of a table group
 * @param object the object that holds it
 */
public record FeedFile(long logid, FeedObject object) {

    /** The order of the files of a table group: logid as a number, then the name in natural order. */
    public static final Comparator<FeedFile> ORDER = Comparator.comparingLong(FeedFile::logid)
            .thenComparing(file -> file.name(), NaturalOrder.INSTANCE)
            .thenComparing(file -> file.object().key());

    /** Whether it can be CSV by its name; if not, nothing of its table group is loaded. */
    public boolean isData() {
        return FeedLayout.isData(name());
    }

    /** The file's name without its folders. */
    public String name() {
        return object.key().substring(object.key().lastIndexOf('/') + 1);
    }
}
