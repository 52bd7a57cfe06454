package org.stillcall.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.OpenedTable;

/** The sealed columns of plans, releases and devices, read past the product. */
final class KeptRows {
    private static final List<String[]> SEALED = List.of(
            new String[] {"plan", "id", "programme", "policy", "envelope"},
            new String[] {"release", "id", "envelope"},
            new String[] {"device_key", "device || '/' || generation", "wrapped"});

    private KeptRows() {}

    /** One sealed value: where it stands, under which key, its bytes. */
    record Value(String table, String column, String centre, String row, KeyId slot, byte[] sealed) {
        String context() {
            return table + '/' + column + '/' + centre + '/' + row;
        }

        /** What it says, if any key of that table opens it. */
        Optional<byte[]> openedBy(OpenedTable table) throws GeneralSecurityException {
            return table.tryAll(slot, sealed, context());
        }
    }

    private static Connection open(Path data) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("stillcall.db"));
    }

    /** Every sealed value there is. */
    static List<Value> all(Path data) throws SQLException {
        List<Value> values = new ArrayList<>();
        try (Connection connection = open(data);
                Statement statement = connection.createStatement()) {
            for (String[] table : SEALED) {
                try (ResultSet rows = statement.executeQuery("SELECT *, " + table[1] + " AS place FROM " + table[0])) {
                    while (rows.next()) {
                        for (int i = 2; i < table.length; i++) {
                            values.add(new Value(
                                    table[0],
                                    table[i],
                                    rows.getString("centre"),
                                    rows.getString("place"),
                                    new KeyId(rows.getString("slot")),
                                    rows.getBytes(table[i])));
                        }
                    }
                }
            }
        }
        return values;
    }

    /** Those of one row. */
    static List<Value> of(Path data, String table, String row) throws SQLException {
        return all(data).stream()
                .filter(value -> value.table().equals(table) && value.row().equals(row))
                .toList();
    }

    static int count(Path data, String table) throws SQLException {
        try (Connection connection = open(data);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            return rows.getInt(1);
        }
    }

    /** Copies a folder with its rights, as somebody with the host's rights can. */
    static Path copy(Path folder, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.forEach(path -> {
                try {
                    Files.copy(
                            path,
                            target.resolve(folder.relativize(path).toString()),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return target;
    }
}
