package org.stillcall.store;

import java.nio.file.Path;

/** The databases that every test of the store runs on. */
enum Engine {
    SQLITE,
    POSTGRESQL;

    /** A new, empty database. */
    StoreSettings fresh(Path folder) {
        return switch (this) {
            case SQLITE -> new StoreSettings.Embedded(folder.resolve("stillcall.db"));
            case POSTGRESQL -> PostgresServer.freshDatabase();
        };
    }
}
