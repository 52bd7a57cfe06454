package org.stillcall.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** The numbered steps that made the tables what they are; each runs once, whole, and never changes afterwards. */
final class Migrations {
    private static final List<Integer> NUMBERS = List.of(1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13);

    private Migrations() {}

    /** The steps that ship, in order. */
    static List<String> shipped() {
        return NUMBERS.stream().map(Migrations::script).toList();
    }

    /** Brings a database up to {@code scripts}; refuses one that is newer or was made by other steps. */
    static void run(Database database, List<String> scripts) {
        database.writeAll(handle -> handle.execute(
                "CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL PRIMARY KEY, checksum TEXT NOT NULL)"));
        for (int number = 1; number <= Math.max(scripts.size(), 1); number++) {
            int step = number;
            database.writeAll(handle -> {
                Map<Integer, String> done = done(handle);
                refuseStrange(done, scripts);
                if (!done.containsKey(step)) {
                    run(handle, step, scripts.get(step - 1));
                }
                return step;
            });
        }
    }

    /** How the tables of a database stand to {@code scripts}; changes nothing. */
    static SchemaStanding standing(Database database, List<String> scripts) {
        if (!database.hasTable("migration")) {
            return SchemaStanding.EMPTY;
        }
        Map<Integer, String> done = database.readAll(Migrations::done);
        for (Map.Entry<Integer, String> step : done.entrySet()) {
            if (step.getKey() > scripts.size()) {
                return SchemaStanding.NEWER;
            }
            if (!step.getValue().equals(checksum(scripts.get(step.getKey() - 1)))) {
                return SchemaStanding.STRANGE;
            }
        }
        return done.size() == scripts.size() ? SchemaStanding.CURRENT : SchemaStanding.OLDER;
    }

    private static Map<Integer, String> done(Handle handle) {
        Map<Integer, String> done = new TreeMap<>();
        handle.createQuery("SELECT number, checksum FROM migration")
                .map((rs, context) -> Map.entry(rs.getInt(1), rs.getString(2)))
                .forEach(step -> done.put(step.getKey(), step.getValue()));
        return done;
    }

    private static void refuseStrange(Map<Integer, String> done, List<String> scripts) {
        for (Map.Entry<Integer, String> step : done.entrySet()) {
            if (step.getKey() > scripts.size()) {
                throw new StoreException(
                        "The database was made by a newer version: start that version, or a newer one.");
            }
            if (!step.getValue().equals(checksum(scripts.get(step.getKey() - 1)))) {
                throw new StoreException("The database was made by another program or a changed version of this one:"
                        + " start the version that made it.");
            }
        }
    }

    private static void run(Handle handle, int number, String script) {
        for (String statement : statements(script)) {
            handle.execute(statement);
        }
        handle.createUpdate("INSERT INTO migration (number, checksum) VALUES (:number, :checksum)")
                .bind("number", number)
                .bind("checksum", checksum(script))
                .execute();
    }

    /** A script's statements: each ends with a semicolon at the end of a line; comments have lines of their own. */
    private static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : script.lines().toList()) {
            if (line.startsWith("--") || line.isBlank()) {
                continue;
            }
            statement.append(line).append('\n');
            if (line.endsWith(";")) {
                statements.add(statement.substring(0, statement.length() - 2));
                statement.setLength(0);
            }
        }
        return statements;
    }

    private static String script(int number) {
        String name = "/store/%03d.sql".formatted(number);
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new StoreException("The program is not whole: a step of the database is missing.");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String checksum(String script) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.");
        }
    }
}
