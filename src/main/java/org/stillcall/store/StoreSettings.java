package org.stillcall.store;

import java.nio.file.Path;

/** Which database: a file of our own, or a PostgreSQL server's. */
public sealed interface StoreSettings {
    /** An SQLite database in this file; its folder must exist. */
    record Embedded(Path file) implements StoreSettings {}

    /** A PostgreSQL database at {@code jdbc:postgresql://...}. */
    record Server(String url, String user, String password) implements StoreSettings {
        @Override
        public String toString() {
            return "Server";
        }
    }
}
