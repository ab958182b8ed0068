package org.zenotisync.config;

/** A setting that is missing, unknown or impossible; the message is one line that names the key and the remedy. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
