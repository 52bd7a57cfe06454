package org.stillcall.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The server that has a data folder open, found by the lock that it holds, and what the kernel tells of it.
 *
 * @param proc {@code /proc}
 * @param process its folder there
 */
record RunningServer(Path proc, String process) {
    private static final String LOCKED_FILE = "receipts/leaves.lock";

    /** What is not on the command line is as Java has it by itself, which is right for this flag only. */
    private static final String RIGHT_BY_ITSELF = "HeapDumpOnOutOfMemoryError";

    /**
     * The one that has this data folder open; empty where there is none, or where the system does not tell this user.
     */
    static Optional<RunningServer> of(Path data, Path proc) {
        try {
            Path lock = data.resolve(LOCKED_FILE).toRealPath();
            String end = ":" + Files.getAttribute(lock, "unix:ino");
            for (String line : Files.readAllLines(proc.resolve("locks"))) {
                // proc(5): number, kind, kind, access, process, device and inode, begin, end; waiting ones have "->".
                String[] words = line.strip().split("\\s+", -1);
                if (words.length == 8 && words[5].endsWith(end) && holds(proc.resolve(words[4]), lock)) {
                    return Optional.of(new RunningServer(proc, words[4]));
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // no such folder yet, or not a Linux
        }
        return Optional.empty();
    }

    /** Inodes of other file systems have the same numbers. */
    private static boolean holds(Path process, Path file) {
        return handles(process).contains(file.toString());
    }

    private static Set<String> handles(Path process) {
        Set<String> open = new HashSet<>();
        try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
            for (Path handle : handles.toList()) {
                try {
                    open.add(Files.readSymbolicLink(handle).toString());
                } catch (IOException e) {
                    // closed meanwhile
                }
            }
        } catch (IOException e) {
            return Set.of(); // another user's
        }
        return open;
    }

    /** The value of a flag of its Java machine, as far as its command line says. */
    Function<String, String> flags() {
        List<String> words = List.of(text("cmdline").split("\0", -1));
        return name -> {
            String value = name.equals(RIGHT_BY_ITSELF) ? "false" : "";
            for (String word : words) {
                value = switch (word) {
                    case String on when on.equals("-XX:+" + name) -> "true";
                    case String off when off.equals("-XX:-" + name) -> "false";
                    case String set when set.startsWith("-XX:" + name + "=") -> set.substring(name.length() + 5);
                    default -> value;
                };
            }
            return value;
        };
    }

    /** Whether any of its memory stands in swap at this moment. */
    boolean isSwapped() {
        return kilobytes("VmSwap:") > 0;
    }

    /** How much of its memory is locked, in bytes. */
    long lockedBytes() {
        return kilobytes("VmLck:") * 1024;
    }

    private long kilobytes(String title) {
        return text("status")
                .lines()
                .filter(line -> line.startsWith(title))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .filter(digits -> !digits.isEmpty())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    /** Whether one of its sockets is bound to this port. */
    boolean hasPort(Port.Kind kind, int port) {
        Set<String> open = handles(proc.resolve(process));
        String place = ":" + "%04X".formatted(port).toUpperCase(Locale.ROOT);
        return kind.tables().stream()
                .flatMap(table -> text("net/" + table).lines().skip(1))
                .map(line -> line.strip().split("\\s+", -1))
                .anyMatch(words ->
                        words.length > 9 && words[1].endsWith(place) && open.contains("socket:[" + words[9] + "]"));
    }

    private String text(String file) {
        try {
            return Files.readString(proc.resolve(process).resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
