package org.stillcall.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.stillcall.vault.ReceiptLog;

/**
 * A backup's folder: a copy of the database, of the log of receipts and of the configuration, and a list of them all
 * with their sums, written last. Never the vault's root key or key table.
 */
record Backup(Path folder) {
    private static final String LIST = "backup.list";
    private static final String HEADER = "stillcall backup 1";
    private static final int MOST_LIST = 65_536;
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    Path database() {
        return folder.resolve(Kept.DATABASE);
    }

    Path receipts() {
        return folder.resolve(ReceiptLog.FOLDER);
    }

    Path configuration() {
        return folder.resolve("stillcall.toml");
    }

    /** Takes a folder for a new backup; it must be empty or not there. */
    static Backup begin(Path folder) {
        try {
            Files.createDirectories(folder, FOLDER);
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new StartException("The folder for the backup is not empty. Name one that is not there yet.");
                }
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            return new Backup(folder);
        } catch (IOException e) {
            throw new StartException("The folder for the backup cannot be made or written to.", e);
        }
    }

    /** Writes the list, which makes the backup whole. */
    void finish() throws IOException {
        StringBuilder list = new StringBuilder(HEADER).append('\n');
        for (Path file : files()) {
            force(file);
            list.append(line(file)).append('\n');
        }
        Path target = Files.createFile(folder.resolve(LIST), FILE);
        Files.writeString(target, list);
        force(target);
        force(folder);
    }

    /**
     * Takes a backup that was made before.
     *
     * @throws StartException when it is none, not whole, or a byte of it was changed
     */
    static Backup of(Path folder) {
        Backup backup = new Backup(folder);
        try {
            if (!Files.isRegularFile(folder.resolve(LIST))) {
                throw new StartException("There is no whole backup in this folder: the file 'backup.list' is missing.");
            }
            List<String> list = read(folder.resolve(LIST)).lines().toList();
            List<Path> files = backup.files();
            boolean same = list.size() == files.size() + 1 && list.getFirst().equals(HEADER);
            for (int i = 0; same && i < files.size(); i++) {
                same = list.get(i + 1).equals(backup.line(files.get(i)));
            }
            if (!same) {
                throw new StartException("The backup is not as it was made: a file was changed, added or removed.");
            }
            return backup;
        } catch (IOException e) {
            throw new StartException("The backup cannot be read.", e);
        }
    }

    private static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MOST_LIST), UTF_8);
        }
    }

    /** All files but the list, in one order. */
    private List<Path> files() throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            return inside.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(folder.resolve(LIST)))
                    .sorted()
                    .toList();
        }
    }

    private String line(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = new byte[65_536];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                digest.update(bytes, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest()) + "  " + folder.relativize(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK lacks SHA-256.", e);
        }
    }

    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes a folder of ours with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
