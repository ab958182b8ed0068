package org.zenotisync.feed.snapshot;

import org.zenotisync.feed.UnpackedBounds;

/**
 * What a zip of a snapshot may hold.
 *
 * @param unpacked what all its entries together may unpack to
 * @param entries number of entries, directories too
 * @param unsizedBytes size of an entry that is neither packed nor preceded by its size: its end is found only when all
 *     of it is in memory
 */
record ZipLimits(UnpackedBounds unpacked, int entries, int unsizedBytes) {

    static final ZipLimits USUAL = new ZipLimits(UnpackedBounds.USUAL, 10_000, 16 << 20);
}
