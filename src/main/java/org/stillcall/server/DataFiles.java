package org.stillcall.server;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.stillcall.store.Store;
import org.stillcall.vault.Folders;
import org.stillcall.vault.KeyTable;

/**
 * Who may read what a server keeps: the folders and files of its data, the root of keys and the configuration. Repairs
 * what is safe to repair: takes rights of others away, and makes folders that a start would make.
 *
 * @param root the folder of the root of keys, where it is in a folder
 */
record DataFiles(Path config, Path data, List<Path> root) {
    static final String ANOTHER_USER = "The data folder belongs to another user. Run this as the user that the server"
            + " runs as, for example with 'sudo -u'.";

    private static final int DEEPEST = 4;
    /** More than a server keeps; the rest is not looked at. */
    private static final int MOST = 10_000;

    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    DataFiles {
        root = List.copyOf(root);
    }

    static DataFiles of(Path config, Settings settings) {
        Path data = settings.server().data();
        List<Path> root = settings.keeping().root() instanceof Keeping.Root.Folder folder
                ? List.of(folder.place().orElse(data.resolve("root")))
                : List.of();
        return new DataFiles(config, data, root);
    }

    /** Whether the file or folder is there and is not this user's: then this user must not leave files there. */
    static boolean ofAnotherUser(Path path) {
        try {
            return Files.exists(path) && !Files.getOwner(path).equals(Files.getOwner(Path.of("/proc/self")));
        } catch (IOException e) {
            return false; // not a Linux: the system itself keeps this user out
        }
    }

    List<Sign> signs() {
        List<Sign> signs = new ArrayList<>();
        signs.add(folder("data folder", data));
        root.forEach(place -> signs.add(rootFolder(place)));
        long open = kept().stream().filter(DataFiles::isOpen).count();
        signs.add(
                open == 0
                        ? Sign.ok("rights", "Files and folders of the server are closed to other users.")
                        : Sign.wrong(
                                "rights",
                                "Other users may read " + open + (open == 1 ? " file or folder" : " files or folders")
                                        + " of the server: --repair closes them (600 and 700)."));
        signs.add(
                kept().stream().anyMatch(this::isStrange)
                        ? Sign.wrong(
                                "owner",
                                "A file in the data folder belongs to another user than the folder: give all of them"
                                        + " to the server's user (chown), and never run the server as root.")
                        : Sign.ok("owner", "All files belong to the user of the data folder."));
        if (ofAnotherUser(config)) {
            signs.add(Sign.look(
                    "configuration",
                    "It belongs to another user than this one, so --repair changes nothing: run it as the user that the"
                            + " server runs as."));
        }
        signs.add(
                isOpen(config)
                        ? Sign.look(
                                "configuration", "Other users may read the configuration: --repair closes it (600).")
                        : Sign.ok("configuration", "Closed to other users."));
        return signs;
    }

    private static Sign folder(String about, Path folder) {
        if (!Files.isDirectory(folder)) {
            return Sign.wrong(about, "It is not there: --repair makes it, and so does the first start.");
        }
        if (ofAnotherUser(folder)) {
            return Sign.wrong(about, ANOTHER_USER);
        }
        return Files.isWritable(folder)
                ? Sign.ok(about, "It is there and can be written to.")
                : Sign.wrong(about, "It cannot be written to: see to its rights, and whether its disk is read-only.");
    }

    /** A new folder in the place of a lost one would open nothing of what is kept. */
    private Sign rootFolder(Path place) {
        if (!Files.isDirectory(place) && KeyTable.isIn(data)) {
            return Sign.wrong(
                    "root of keys",
                    "Its folder is not there, and nothing that is kept can be opened without it: mount its disk, or"
                            + " bring it back from where it was.");
        }
        return folder("root of keys", place);
    }

    /** Closes and makes what {@link #signs} finds; gives how much it changed. */
    int repair() {
        int changed = made(data);
        for (Path place : root) {
            changed += KeyTable.isIn(data) ? 0 : made(place);
        }
        for (Path path : kept()) {
            changed += isOpen(path) && close(path) ? 1 : 0;
        }
        return changed + (isOpen(config) && close(config) ? 1 : 0);
    }

    private static int made(Path folder) {
        if (Files.exists(folder)) {
            return 0;
        }
        try {
            Folders.make(folder);
            return 1;
        } catch (IOException e) {
            return 0; // what is still wrong is said when it is looked at again
        }
    }

    /** Takes all rights of others away; false where it is not ours to do so. */
    static boolean close(Path path) {
        try {
            Set<PosixFilePermission> most = Files.isDirectory(path) ? FOLDER : FILE;
            Set<PosixFilePermission> rights = new TreeSet<>(Files.getPosixFilePermissions(path));
            rights.retainAll(most);
            Files.setPosixFilePermissions(path, rights);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isOpen(Path path) {
        try {
            return !OWNERS.containsAll(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            return false; // it went meanwhile
        }
    }

    private boolean isStrange(Path path) {
        try {
            return !Files.getOwner(path).equals(Files.getOwner(data));
        } catch (IOException e) {
            return false;
        }
    }

    /** What the server itself made, and the folders that it stands in; of other files in there nothing is known. */
    private Set<Path> kept() {
        Set<Path> kept = new TreeSet<>();
        walk(data).filter(file -> isOurs(file) && !file.equals(config)).forEach(file -> {
            for (Path at = file; at != null && at.startsWith(data); at = at.getParent()) {
                kept.add(at);
            }
        });
        for (Path place : root) {
            walk(place).forEach(kept::add);
        }
        if (Files.isDirectory(data)) {
            kept.add(data);
        }
        return kept;
    }

    private boolean isOurs(Path file) {
        Path path = data.relativize(file);
        return Store.files().stream()
                .anyMatch(declared -> declared.path().matcher(path.toString()).matches());
    }

    private static Stream<Path> walk(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.walk(folder, DEEPEST, new FileVisitOption[0])) {
            return all
                    .filter(path -> !Files.isSymbolicLink(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST)
                    .toList()
                    .stream();
        } catch (IOException | java.io.UncheckedIOException e) {
            return Stream.empty(); // closed to this user, which is said of the folder
        }
    }
}
