package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.MemoryScan;
import org.stillcall.base.Randomness;

/** B4: root keys on a real disk, readable by the server's user only, overwritten where they stood. */
class FileRootTest {
    @TempDir
    private Path folder;

    private static MemorySegment key(Arena arena, int value) {
        MemorySegment key = arena.allocate(RootStore.KEY_BYTES);
        key.fill((byte) value);
        return key;
    }

    private Path roots() {
        return folder.resolve("root");
    }

    private Path file() {
        return roots().resolve(FileRoot.FILE);
    }

    private static String refusal(Runnable work) {
        return String.valueOf(assertThrows(VaultException.class, work::run).getMessage());
    }

    @Test
    void keep_isFetchedAgain_untilItIsDestroyedInPlace() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment into = arena.allocate(RootStore.KEY_BYTES);
            try (FileRoot root = FileRoot.open(roots())) {
                assertEquals(List.of(), root.generations());
                root.keep(1, key(arena, 0x5a));
                root.keep(2, key(arena, 0x6b));
                assertThrows(IllegalStateException.class, () -> root.keep(3, key(arena, 1)), "1 is still there");
            }
            MemoryScan first = new MemoryScan().add("key", key(arena, 0x5a).toArray(ValueLayout.JAVA_BYTE));
            assertEquals(1, first.in(roots()).size());
            Object node = Files.readAttributes(file(), "unix:ino").get("ino");
            try (FileRoot root = FileRoot.open(roots())) {
                assertEquals(List.of(2L, 1L), root.generations());
                assertTrue(root.fetch(1, into));
                assertEquals(-1, into.mismatch(key(arena, 0x5a)));
                root.destroy(1);
                root.destroy(1);
                root.destroy(4);
                assertFalse(root.fetch(1, into));
                assertFalse(root.fetch(4, into));
                assertTrue(root.fetch(2, into));
                assertEquals(List.of(2L), root.generations());
            }
            assertEquals(List.of(), first.in(roots()));
            assertEquals(node, Files.readAttributes(file(), "unix:ino").get("ino"), "overwritten, not replaced");
            assertEquals(FileRoot.FILE_BYTES, Files.size(file()));
        }
    }

    @Test
    void open_makesFolderAndFileForTheOwnerOnly() throws IOException {
        FileRoot.open(roots()).close();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(roots())));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void open_whenOthersMayRead_isRefused() throws IOException {
        FileRoot.open(roots()).close();
        for (String rights : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(rights));
            assertTrue(refusal(() -> FileRoot.open(roots())).endsWith("chmod 600."));
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(roots(), PosixFilePermissions.fromString("rwxr-x---"));
        assertTrue(refusal(() -> FileRoot.open(roots())).endsWith("chmod 700."));
    }

    @Test
    void open_ofALink_isRefused() throws IOException {
        FileRoot.open(roots()).close();
        Path elsewhere = Files.move(file(), folder.resolve("elsewhere"));
        Files.createSymbolicLink(file(), elsewhere);
        assertTrue(refusal(() -> FileRoot.open(roots())).contains("is a link"));
    }

    @Test
    void open_ofAFileOfAnotherSize_isRefused_unlessItsMakingWasInterrupted() throws IOException {
        FileRoot.open(roots()).close();
        Files.write(file(), new byte[100]);
        FileRoot.open(roots()).close();
        assertEquals(FileRoot.FILE_BYTES, Files.size(file()));
        Files.write(file(), new byte[20_000]);
        assertTrue(refusal(() -> FileRoot.open(roots())).contains("wrong size"));
        Files.write(file(), new byte[] {0, 1});
        assertTrue(refusal(() -> FileRoot.open(roots())).contains("wrong size"));
    }

    @Test
    void open_whileItIsOpen_isRefused() throws IOException, InterruptedException {
        try (FileRoot root = FileRoot.open(roots())) {
            assertEquals(List.of(), root.generations());
            assertTrue(refusal(() -> FileRoot.open(roots())).contains("already open"));
            Process second = MemoryScan.start(SecondOpener.class, roots().toString());
            try (var said = second.inputReader()) {
                assertTrue(said.readLine().contains("open in another process"));
            }
            assertEquals(0, second.waitFor());
        }
        FileRoot.open(roots()).close();
    }

    @Test
    void table_whileItIsOpen_isRefusedToOthers_andClosesTheirRoot() {
        Path tables = folder.resolve("table");
        Path others = folder.resolve("other");
        KeyTable table = KeyTable.open(tables, FileRoot.open(roots()), Randomness.seeded(1), Clock.systemUTC());
        assertTrue(refusal(() -> KeyTable.open(tables, FileRoot.open(others), Randomness.seeded(2), Clock.systemUTC()))
                .contains("already open"));
        FileRoot.open(others).close();
        table.close();
        KeyTable.open(tables, FileRoot.open(roots()), Randomness.seeded(3), Clock.systemUTC())
                .close();
    }

    /** Opens a root in a process of its own and prints what it is told. */
    static final class SecondOpener {
        private SecondOpener() {}

        public static void main(String[] arguments) {
            try (FileRoot root = FileRoot.open(Path.of(arguments[0]))) {
                System.out.println("opened " + root.generations());
            } catch (VaultException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
