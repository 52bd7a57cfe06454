package org.stillcall.leak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An ext4 file system in a file, mounted, so that every block below the files can be looked at. Root may mount. */
final class RawDisk implements AutoCloseable {
    private static final long BYTES = 48L << 20;
    private static final int COMMAND_SECONDS = 30;

    private final Path image;
    private final Path place;
    private boolean mounted;

    private RawDisk(Path image, Path place) {
        this.image = image;
        this.place = place;
    }

    static RawDisk mounted(Path folder) throws IOException {
        Path image = folder.resolve("disk.img");
        Path place = Files.createDirectory(folder.resolve("disk"));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(BYTES);
        }
        RawDisk disk = new RawDisk(image, place);
        run("/usr/sbin/mkfs.ext4", "-q", "-F", "-E", "root_owner=" + owner(folder), image.toString());
        asRoot("mount", "-o", "loop", image.toString(), place.toString());
        disk.mounted = true;
        return disk;
    }

    private static String owner(Path folder) throws IOException {
        return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
    }

    Path place() {
        return place;
    }

    Path image() {
        return image;
    }

    /** Everything is in the image then. */
    void unmount() throws IOException {
        asRoot("umount", place.toString());
        mounted = false;
    }

    private static void asRoot(String... command) throws IOException {
        List<String> whole = new ArrayList<>(Arrays.asList(command));
        if (!System.getProperty("user.name").equals("root")) {
            whole.addAll(0, List.of("sudo", "-n"));
        }
        run(whole.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new AssertionError("This test needs an ext4 file system of its own, and '" + command[0]
                + "' was refused. Run it as root, or as somebody who may use sudo, on a machine with loop devices.");
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            asRoot("umount", "-l", place.toString());
        }
    }
}
