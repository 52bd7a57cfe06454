package org.stillcall.vault;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.stillcall.base.Randomness;

/**
 * Makes keys, seals and opens with each, and destroys the first half, in a process of its own that then waits to be
 * looked at. Arguments: folder, seed, how many keys.
 */
final class KeyForgetter {
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private KeyForgetter() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Randomness randomness = Randomness.seeded(Long.parseLong(arguments[1]));
        int keys = Integer.parseInt(arguments[2]);
        try (KeyTable table = KeyTable.open(
                folder.resolve("table"), FileRoot.open(folder.resolve("root")), randomness, Clock.systemUTC())) {
            List<KeyId> ids = make(table, keys);
            forget(table, ids);
            System.out.println("forgot");
            if (System.in.read() >= 0) {
                throw new IOException("Nothing is said to this process.");
            }
        }
    }

    static List<KeyId> make(KeyTable table, int keys) {
        List<KeyId> ids = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            ids.add(table.create(END).orElseThrow());
        }
        return ids;
    }

    static void forget(KeyTable table, List<KeyId> ids) {
        for (KeyId id : ids) {
            byte[] sealed = table.seal(id, new byte[100], new byte[0]);
            table.open(id, sealed, new byte[0]).orElseThrow();
        }
        for (KeyId id : ids.subList(0, ids.size() / 2)) {
            table.destroy(List.of(id));
        }
    }
}
