package org.stillcall.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether memory can reach a disk as it is: swap that is not encrypted. Reads what the kernel tells of devices.
 *
 * @param sys {@code /sys}
 */
record Swaps(Path proc, Path sys) {
    private static final String DEVICE = "/dev/";
    /** dm-crypt's, by the identifier that it gives to its devices. */
    private static final String CRYPT = "CRYPT-";
    /** How deep devices stand on each other: a volume on a group on a crypt on a mirror. */
    private static final int DEEPEST = 6;

    /** Whether any of it is open. */
    boolean open() {
        List<String> lines = lines(proc.resolve("swaps"));
        return lines.stream().skip(1).anyMatch(line -> !isClosed(line.split("\\s", 2)[0]));
    }

    /** A file may stand on an encrypted file system; nothing here tells, so it counts as open. */
    private boolean isClosed(String place) {
        if (!place.startsWith(DEVICE)) {
            return false;
        }
        String name = place.substring(DEVICE.length());
        try {
            Path real = Path.of(place).toRealPath();
            name = real.startsWith(DEVICE) ? real.getFileName().toString() : name;
        } catch (IOException e) {
            // no such device here: the name is taken as it stands
        }
        return name.startsWith("zram") ? staysInMemory(name) : isEncrypted(name, 0);
    }

    /** Compressed memory, unless it was given a disk to write to. */
    private boolean staysInMemory(String name) {
        List<String> disk = lines(sys.resolve("block").resolve(name).resolve("backing_dev"));
        return disk.isEmpty() || disk.getFirst().equals("none");
    }

    private boolean isEncrypted(String name, int depth) {
        Path device = sys.resolve("class/block").resolve(name);
        if (lines(device.resolve("dm/uuid")).stream().anyMatch(id -> id.startsWith(CRYPT))) {
            return true;
        }
        if (depth == DEEPEST) {
            return false;
        }
        try (Stream<Path> below = Files.list(device.resolve("slaves"))) {
            List<Path> all = below.toList();
            return !all.isEmpty()
                    && all.stream()
                            .allMatch(one -> isEncrypted(one.getFileName().toString(), depth + 1));
        } catch (IOException e) {
            return false; // a plain device stands on nothing
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
