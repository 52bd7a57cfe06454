package org.stillcall.vault;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.stillcall.base.OffHeap;

/**
 * Root keys in a file of the server's user alone (0600) in a folder of its own (0700), which no backup may hold; a key
 * is destroyed by overwriting it in place. One thread at a time.
 */
public final class FileRoot implements RootStore {
    static final String FILE = "root.keys";
    static final long FILE_BYTES = (long) RootFile.PLACES * RootFile.PAGE;

    private final RootFile file;
    private final MemorySegment content =
            OffHeap.allocate(RootFile.CONTENT_BYTES).asSlice(0, RootFile.CONTENT_BYTES);

    FileRoot(Slab slab) {
        file = new RootFile(slab);
    }

    /** Opens or makes the file; throws {@link VaultException} when others may read it, or another process has it. */
    public static FileRoot open(Path folder) {
        return new FileRoot(FileSlab.open(folder, FILE, FILE_BYTES));
    }

    @Override
    public void keep(long generation, MemorySegment key) {
        MemorySegment.copy(key, 0, content, 0, KEY_BYTES);
        try {
            file.put(generation, content);
        } finally {
            content.fill((byte) 0);
        }
    }

    @Override
    public boolean fetch(long generation, MemorySegment into) {
        boolean found = file.get(generation, content);
        if (found) {
            MemorySegment.copy(content, 0, into, 0, KEY_BYTES);
        }
        content.fill((byte) 0);
        return found;
    }

    @Override
    public void destroy(long generation) {
        file.clear(generation);
    }

    @Override
    public List<Long> generations() {
        return file.generations();
    }

    @Override
    public void close() {
        content.fill((byte) 0);
        file.close();
    }
}
