package org.stillcall.store;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A file in the data folder, by the pattern of its path there, and what of the declaration stands in it: the name that
 * its fields go by, or {@code database} for all tables.
 */
public record StoredFile(Pattern path, String holds) {
    /** What the tables of the database stand in. */
    public static final String DATABASE = "database";

    static final List<StoredFile> ALL = List.of(
            new StoredFile(Pattern.compile("stillcall\\.db(\\.restored)?(-wal|-shm|-journal)?"), DATABASE),
            new StoredFile(Pattern.compile("keys\\.table(\\.lock)?"), "key table"),
            new StoredFile(Pattern.compile("root/(root|wrapped)\\.keys(\\.lock)?"), "root of keys"),
            new StoredFile(Pattern.compile("receipts(\\.\\w+)?/(leaves(\\.lock)?|checkpoints)"), "receipts"),
            new StoredFile(Pattern.compile("receipts(\\.\\w+)?/log\\.(key|pub)(\\.new)?"), "log key"),
            new StoredFile(
                    Pattern.compile("https/(authority/(authority\\.pem|server\\.pem|notes\\.crt)"
                            + "|acme/[\\w.-]+/(account|server)\\.pem)(\\.new)?"),
                    "certificates"),
            new StoredFile(Pattern.compile("token"), "token"),
            new StoredFile(Pattern.compile("stillcall\\.toml"), "configuration"),
            new StoredFile(Pattern.compile("softphone\\.password"), "secret files"));
}
