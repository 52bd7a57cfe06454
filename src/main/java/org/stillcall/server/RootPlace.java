package org.stillcall.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stillcall.console.Warnings;

/**
 * Whether the root of keys stands where overwriting it makes it gone: apart from what is backed up, on a file system
 * that writes in place. Looks anew each time it is asked.
 */
final class RootPlace implements Warnings {
    private static final Set<String> IN_PLACE = Set.of("ext4", "xfs");
    private static final String ALONE =
            "The root of keys stands in the data folder, where a copy of that folder takes it"
                    + " along: set 'root_dir' in [vault] to a folder of its own, and move the folder 'root' there.";
    private static final String MOVES =
            "The root of keys stands on a file system that may keep what is overwritten: put"
                    + " 'root_dir' on ext4 or XFS, or use a PKCS #11 token.";
    private static final String JOURNAL = "The root of keys stands on a file system that writes files' contents to its"
            + " journal too ('data=journal'), where old roots stay: mount it without that.";

    private final Path root;
    private final Path data;
    private final Path mounts;

    /** For tests, with a file in place of {@code /proc/self/mountinfo}. */
    RootPlace(Path root, Path data, Path mounts) {
        this.root = root;
        this.data = data;
        this.mounts = mounts;
    }

    /** Of a server's root; empty where a token keeps it, which gives none away. */
    static Optional<RootPlace> of(Keeping.Root root, Path data) {
        return switch (root) {
            case Keeping.Root.Folder folder ->
                Optional.of(new RootPlace(
                        folder.place().orElse(data.resolve("root")), data, Path.of("/proc/self/mountinfo")));
            case Keeping.Root.Token token -> Optional.empty();
        };
    }

    @Override
    public List<String> present() {
        List<String> warnings = new ArrayList<>();
        Path place = real(root);
        if (place.startsWith(real(data))) {
            warnings.add(ALONE);
        }
        Optional<Mount> mount = mountOf(place);
        if (mount.isPresent() && !IN_PLACE.contains(mount.get().kind())) {
            warnings.add(MOVES);
        }
        if (mount.isPresent() && mount.get().options().contains("data=journal")) {
            warnings.add(JOURNAL);
        }
        return warnings;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private record Mount(Path place, String kind, Set<String> options) {}

    /** The latest mount over the longest part of the path; none where the system does not tell. */
    private Optional<Mount> mountOf(Path path) {
        Optional<Mount> found = Optional.empty();
        for (Mount mount : mounts()) {
            boolean longer = found.isEmpty()
                    || mount.place().getNameCount() >= found.get().place().getNameCount();
            if (path.startsWith(mount.place()) && longer) {
                found = Optional.of(mount);
            }
        }
        return found;
    }

    /** Lines of mountinfo (proc(5)): the place is the fifth field; behind a lone dash stand kind, source, options. */
    private List<Mount> mounts() {
        List<Mount> all = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(mounts)) {
                String[] halves = line.split(" - ", 2);
                String[] first = halves[0].split(" ", -1);
                String[] second = halves.length < 2 ? new String[0] : halves[1].split(" ", -1);
                if (first.length > 5 && second.length > 2) {
                    Set<String> options = new HashSet<>(List.of((first[5] + "," + second[2]).split(",", -1)));
                    all.add(new Mount(Path.of(first[4].replace("\\040", " ")), second[0], options));
                }
            }
        } catch (IOException e) {
            return List.of(); // not a Linux: nothing is known
        }
        return all;
    }
}
