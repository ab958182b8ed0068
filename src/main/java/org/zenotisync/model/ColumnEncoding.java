package org.zenotisync.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How Redshift compresses a column ("Compression encodings" of the Amazon Redshift Database Developer Guide). */
public enum ColumnEncoding {
    RAW,
    AZ64,
    BYTEDICT,
    DELTA,
    DELTA32K,
    LZO,
    MOSTLY8,
    MOSTLY16,
    MOSTLY32,
    RUNLENGTH,
    TEXT255,
    TEXT32K,
    ZSTD;

    /** The encoding with a name, in any case; empty if there is none. */
    public static Optional<ColumnEncoding> of(String name) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
