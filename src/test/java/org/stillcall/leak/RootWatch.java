package org.stillcall.leak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.stillcall.vault.KeyId;
import org.stillcall.vault.KeyTable;
import org.stillcall.vault.OpenedTable;

/**
 * Looks at a running server's files as somebody would who takes them at that moment: since when does nothing that
 * stands there open a key any more? It knows nothing of the server but the two files.
 */
final class RootWatch implements AutoCloseable {
    private static final long LOOK_NANOS = 500_000;
    private static final int PAGE = 4096;

    private final Path data;
    private final Path root;
    private final Set<KeyId> watched = new HashSet<>();
    private final Set<KeyId> open = new HashSet<>();
    /** When a key was first seen to open with nothing that is there; later, when its old area is overwritten too. */
    private final Map<KeyId, Long> gone = new HashMap<>();

    private final Map<KeyId, Long> overwritten = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean lookAgain;
    private volatile long looks;

    RootWatch(Path data) {
        this.data = data;
        root = data.resolve("root").resolve("root.keys");
        thread = Thread.ofPlatform().daemon().priority(Thread.MAX_PRIORITY).start(this::run);
    }

    /** Begins anew with these keys; {@link #allOpen} tells whether they are there. */
    synchronized void watch(Set<KeyId> keys) {
        watched.clear();
        watched.addAll(keys);
        open.clear();
        gone.clear();
        overwritten.clear();
        lookAgain = true;
    }

    /**
     * Whether each of them was seen to open, and none gone yet: without that, no time until it is gone means anything.
     */
    synchronized boolean allOpen() {
        return gone.isEmpty() && open.containsAll(watched);
    }

    synchronized boolean allGone() {
        return overwritten.keySet().containsAll(watched);
    }

    /** By {@link System#nanoTime}: since when nothing opens it. */
    synchronized Optional<Long> gone(KeyId key) {
        return Optional.ofNullable(gone.get(key));
    }

    /** The same, with what it stood in overwritten: that follows when the root's end is on the medium. */
    synchronized Optional<Long> overwritten(KeyId key) {
        return Optional.ofNullable(overwritten.get(key));
    }

    /** How often it looked. */
    long looks() {
        return looks;
    }

    private void run() {
        byte[] before = {};
        boolean blankBefore = false;
        while (!closed) {
            try {
                byte[] roots = Files.readAllBytes(root);
                boolean blank = oneAreaIsBlank();
                if (lookAgain || !Arrays.equals(roots, before) || blank != blankBefore) {
                    lookAgain = false;
                    if (look(roots)) {
                        before = roots;
                        blankBefore = blank;
                    } else {
                        lookAgain = true;
                    }
                }
                looks++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private boolean oneAreaIsBlank() throws IOException {
        try (RandomAccessFile table =
                new RandomAccessFile(data.resolve(KeyTable.FILE).toFile(), "r")) {
            long half = table.length() / 2;
            long first = table.readLong();
            table.seek(half);
            return first == 0 || table.readLong() == 0;
        }
    }

    /** False when it was written while it was read. */
    private boolean look(byte[] roots) throws IOException, GeneralSecurityException {
        byte[] table = Files.readAllBytes(data.resolve(KeyTable.FILE));
        List<OpenedTable> opened = new ArrayList<>();
        for (int at = 0; at < roots.length; at += PAGE) {
            if (ByteBuffer.wrap(roots).getLong(at) != 0) {
                OpenedTable.with(Arrays.copyOfRange(roots, at + 16, at + 48), table)
                        .ifPresent(opened::add);
            }
        }
        long now = System.nanoTime();
        if (opened.isEmpty()) {
            return false;
        }
        int half = table.length / 2;
        boolean blank =
                ByteBuffer.wrap(table).getLong(0) == 0 || ByteBuffer.wrap(table).getLong(half) == 0;
        synchronized (this) {
            for (KeyId key : watched) {
                if (opened.stream().anyMatch(one -> one.holds(key))) {
                    open.add(key);
                    continue;
                }
                gone.putIfAbsent(key, now);
                if (blank) {
                    overwritten.putIfAbsent(key, now);
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
