package org.stillcall.vault;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.stillcall.base.Limits;
import org.stillcall.base.Randomness;

/** What {@link Pkcs11RootTest} does with a token, a process each. Arguments: folder, slot, what to do, sealed texts. */
final class TokenTrial {
    private static final byte[] CONTEXT = new byte[0];

    private TokenTrial() {}

    public static void main(String[] arguments) throws GeneralSecurityException {
        Path folder = Path.of(arguments[0]);
        Pkcs11Root.Token token = new Pkcs11Root.Token(
                Path.of("/usr/lib/softhsm/libsofthsm2.so"), Long.parseLong(arguments[1]), folder.resolve("pin"));
        try {
            Pkcs11Root root = Pkcs11Root.open(folder.resolve("root"), token, Randomness.secure());
            switch (arguments[2]) {
                case "store" -> store(root);
                case "show" -> show(root);
                case "make" -> {
                    try (KeyTable table = table(folder, root)) {
                        System.out.println("made\n" + made(table) + "\n" + made(table));
                    }
                }
                case "look", "destroy" -> {
                    try (KeyTable table = table(folder, root)) {
                        if (arguments[2].equals("destroy")) {
                            table.destroy(List.of(new KeyId(arguments[3].substring(0, 22))));
                        }
                        look(table, arguments[3]);
                        look(table, arguments[4]);
                    }
                }
                case "halt" -> halt(folder, root, arguments);
                case "aliases" -> System.out.println(root.aliases());
                case "keys" -> keys(folder, root);
                default -> throw new IllegalArgumentException("No such trial.");
            }
        } catch (VaultException e) {
            System.out.println(e.getMessage());
        }
    }

    /** Destroys a key, and ends the process right after that step, as a power failure would. */
    private static void halt(Path folder, RootStore root, String[] arguments) {
        TableFile.Step last = TableFile.Step.valueOf(arguments[5]);
        AtomicBoolean armed = new AtomicBoolean();
        KeyTable table = KeyTable.open(
                FileSlab.open(folder.resolve("table"), KeyTable.FILE, KeyTable.FILE_BYTES),
                root,
                Randomness.secure(),
                new KeyTable.Setting(Limits.KEY_SLOTS, Clock.systemUTC(), System::nanoTime),
                step -> {
                    if (armed.get() && step == last) {
                        System.out.println("halted");
                        System.out.flush();
                        Runtime.getRuntime().halt(9);
                    }
                });
        armed.set(true);
        table.destroy(List.of(new KeyId(arguments[3].substring(0, 22))));
    }

    /** Every key of the table, with its name: what only a process with the token can print. */
    private static void keys(Path folder, RootStore root) {
        long most = TableHead.BYTES + (long) Limits.KEY_SLOTS * Slots.SLOT_BYTES;
        try (TableFile file = new TableFile(
                FileSlab.open(folder.resolve("table"), KeyTable.FILE, KeyTable.FILE_BYTES),
                root,
                Randomness.secure(),
                most,
                step -> {})) {
            long length = file.open();
            for (long at = TableHead.BYTES; at < length; at += Slots.SLOT_BYTES) {
                byte[] slot = file.plain().asSlice(at, KeyId.BYTES + 32L).toArray(ValueLayout.JAVA_BYTE);
                byte[] key = Arrays.copyOfRange(slot, KeyId.BYTES, slot.length);
                if (!Arrays.equals(key, new byte[key.length])) {
                    System.out.println(KeyId.of(Arrays.copyOf(slot, KeyId.BYTES))
                                    .text() + " " + HexFormat.of().formatHex(key));
                }
            }
        }
    }

    private static KeyTable table(Path folder, RootStore root) {
        return KeyTable.open(folder.resolve("table"), root, Randomness.secure(), Clock.systemUTC());
    }

    private static String made(KeyTable table) {
        KeyId id = table.create(Instant.parse("2100-01-01T00:00:00Z")).orElseThrow();
        return id.text() + Base64.getEncoder().encodeToString(table.seal(id, new byte[30], CONTEXT));
    }

    private static void look(KeyTable table, String made) {
        byte[] sealed = Base64.getDecoder().decode(made.substring(22));
        boolean opens =
                table.open(new KeyId(made.substring(0, 22)), sealed, CONTEXT).isPresent();
        System.out.println(opens ? "opens" : "nothing");
    }

    private static void store(RootStore root) {
        try (Arena arena = Arena.ofConfined();
                root) {
            MemorySegment key = arena.allocate(RootStore.KEY_BYTES);
            MemorySegment into = arena.allocate(RootStore.KEY_BYTES);
            key.fill((byte) 7);
            System.out.println(root.generations());
            root.keep(1, key);
            root.keep(2, key);
            root.keep(2, key);
            System.out.println(root.generations());
            System.out.println((root.fetch(1, into) && into.mismatch(key) < 0) + " " + root.fetch(3, into));
            root.destroy(1);
            root.destroy(1);
            System.out.println(root.generations());
            System.out.println(root.fetch(1, into) + " " + root.fetch(2, into));
            root.destroy(2);
            System.out.println(root.generations());
        }
    }

    private static void show(Pkcs11Root root) throws GeneralSecurityException {
        try (Arena arena = Arena.ofConfined();
                root) {
            root.keep(1, arena.allocate(RootStore.KEY_BYTES));
            System.out.println(root.wrapping(1).getEncoded() == null ? "no key material" : "key material");
        }
    }
}
