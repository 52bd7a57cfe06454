package org.stillcall.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.AesGcm;
import org.stillcall.base.Limits;
import org.stillcall.base.MemoryScan;
import org.stillcall.base.Randomness;

/**
 * G18, B4: a destroyed key is nowhere in the memory of the process nor in its files, and neither is any root key, save
 * the present one in its file.
 */
class KeyTableMemoryTest {
    private static final int KEYS = 40;
    private static final long SEED = 61;

    @Test
    void destroy_leavesNoKeyInMemoryNorInTheFiles(@TempDir Path folder) throws IOException {
        Twin twin = new Twin();
        MemoryScan destroyed = new MemoryScan();
        MemoryScan kept = new MemoryScan();
        MemoryScan roots = new MemoryScan();
        twin.slotKeys.subList(0, KEYS / 2).forEach(key -> destroyed.add("destroyed key", key));
        twin.slotKeys.subList(KEYS / 2, KEYS).forEach(key -> kept.add("kept key", key));
        twin.roots.forEach(key -> roots.add("root key", key));
        assertEquals(2 + KEYS + KEYS / 2, roots.forms());

        Process process = MemoryScan.start(KeyForgetter.class, folder.toString(), "" + SEED, "" + KEYS);
        try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII)) {
            assertEquals("forgot", said.readLine());
            assertEquals(List.of(), destroyed.in(process.pid()));
            assertEquals(List.of(), roots.in(process.pid()));
            assertEquals(KEYS / 2, kept.in(process.pid()).size(), "each stands once, so the scan looks aright");
            assertEquals(List.of(), destroyed.in(folder));
            assertEquals(List.of(), kept.in(folder));
            assertEquals(List.of("root key in " + folder.resolve("root").resolve(FileRoot.FILE)), roots.in(folder));
        } finally {
            process.destroy();
        }
    }

    /** The same run with the same random bits on a fake disk, by a root store that remembers every key. */
    private static final class Twin {
        final List<byte[]> roots = new ArrayList<>();
        final List<byte[]> slotKeys = new ArrayList<>();

        Twin() {
            FakeDisk disk = new FakeDisk(Limits.KEY_SLOTS, SEED);
            RootStore inner = new FileRoot(disk.slab(FakeDisk.ROOT));
            RootStore remembering = new Remembering(inner, roots);
            try (KeyTable table = disk.open(remembering, Randomness.seeded(SEED), step -> {})) {
                List<KeyId> ids = KeyForgetter.make(table, KEYS);
                byte[] slots = slots(disk.files[FakeDisk.TABLE], roots.getLast());
                ids.forEach(id -> slotKeys.add(key(slots, id)));
                KeyForgetter.forget(table, ids);
            }
        }

        private static byte[] key(byte[] slots, KeyId id) {
            return Stream.iterate(0, at -> at < slots.length, at -> at + Slots.SLOT_BYTES)
                    .filter(at -> Arrays.equals(Arrays.copyOfRange(slots, at, at + KeyId.BYTES), id.bytes()))
                    .map(at -> Arrays.copyOfRange(slots, at + KeyId.BYTES, at + KeyId.BYTES + 32))
                    .findFirst()
                    .orElseThrow();
        }

        /** Opens the area that is current. */
        private static byte[] slots(byte[] file, byte[] root) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment both = MemorySegment.ofArray(file);
                long half = file.length / 2;
                boolean first = both.get(ValueLayout.JAVA_BYTE, 0) != 0;
                MemorySegment area = both.asSlice(first ? 0 : half, half);
                long length = Long.reverseBytes(area.get(ValueLayout.JAVA_LONG_UNALIGNED, 16));
                MemorySegment key = arena.allocate(32).copyFrom(MemorySegment.ofArray(root));
                MemorySegment plain = arena.allocate(length);
                AesGcm cipher = AesGcm.still(arena.allocate(AesGcm.STILL_ROOM_BYTES), 32, key);
                boolean right = cipher.open(
                        area.asSlice(64, length + AesGcm.TAG_BYTES),
                        area.asSlice(24, 12).toArray(ValueLayout.JAVA_BYTE),
                        area.asSlice(0, 64).toArray(ValueLayout.JAVA_BYTE),
                        plain);
                assertEquals(true, right);
                return plain.asSlice(64).toArray(ValueLayout.JAVA_BYTE);
            }
        }
    }

    private record Remembering(RootStore inner, List<byte[]> seen) implements RootStore {
        @Override
        public void keep(long generation, MemorySegment key) {
            seen.add(key.asSlice(0, KEY_BYTES).toArray(ValueLayout.JAVA_BYTE));
            inner.keep(generation, key);
        }

        @Override
        public boolean fetch(long generation, MemorySegment into) {
            return inner.fetch(generation, into);
        }

        @Override
        public void destroy(long generation) {
            inner.destroy(generation);
        }

        @Override
        public List<Long> generations() {
            return inner.generations();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
