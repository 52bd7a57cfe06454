package org.stillcall.base;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks for secrets in the whole memory of another process, in the forms in which software leaves them. */
public final class MemoryScan {
    private static final int CHUNK = 1 << 20;
    private static final int PAGE = 1 << 12;
    private static final int KEY_BYTES = 5;
    private static final long KEY_MASK = (1L << 8 * KEY_BYTES) - 1;
    private static final int FILTER_BITS = 20;

    private record Needle(String form, byte[] bytes) {}

    private final Map<Long, List<Needle>> needles = new HashMap<>();
    private final boolean[] filter = new boolean[1 << FILTER_BITS];
    private int longest;

    /** Looks for these very bytes, at least five. */
    public MemoryScan add(String form, byte[] bytes) {
        long key = key(bytes, 0);
        needles.computeIfAbsent(key, none -> new ArrayList<>()).add(new Needle(form, bytes));
        filter[slot(key)] = true;
        longest = Math.max(longest, bytes.length);
        return this;
    }

    /** Looks for a NANP number in E.164 (without plus), in every form in which software tends to leave one. */
    public MemoryScan addNumber(String e164) {
        new NumberForms(e164).all().forEach(this::add);
        return this;
    }

    /** How many byte strings are looked for, all together: a scan that lost its needles would find nothing. */
    public int forms() {
        return needles.values().stream().mapToInt(List::size).sum();
    }

    /** The forms found in these files and, of folders, in all files below, with where. */
    public List<String> in(Path... places) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path place : places) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    search(bytes, bytes.length, bytes.length, file.toString(), found);
                }
            }
        }
        return found;
    }

    /** What looks at a part of another process's memory. */
    public interface Reader {
        void read(byte[] bytes, int length);
    }

    /** Shows the writable memory of a process that no file is behind, in parts that overlap by so many bytes. */
    public static void each(long pid, int overlap, Reader reader) throws IOException {
        byte[] buffer = new byte[CHUNK + overlap];
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/maps"))) {
                String[] fields = line.split(" +");
                boolean anonymous = fields.length < 6 || fields[5].startsWith("[") && !fields[5].startsWith("[v");
                if (!fields[1].startsWith("rw") || !anonymous) {
                    continue;
                }
                String[] range = fields[0].split("-");
                long to = Long.parseLong(range[1], 16);
                for (long at = Long.parseLong(range[0], 16); at < to; at += CHUNK) {
                    int wanted = (int) Math.min(buffer.length, to - at);
                    readPart(memory, at, buffer, wanted);
                    reader.read(buffer, wanted);
                }
            }
        }
    }

    /** The forms found in the memory of process {@code pid}, with where; empty when there are none. */
    public List<String> in(long pid) throws IOException {
        List<String> found = new ArrayList<>();
        long read = 0;
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/maps"))) {
                String[] fields = line.split(" +");
                String name = fields.length > 5 ? fields[5] : "";
                boolean fileAlone = name.startsWith("/") && !fields[1].startsWith("rw"); // holds what the file holds
                if (fields[1].startsWith("r") && !name.startsWith("[v") && !fileAlone) {
                    String[] range = fields[0].split("-");
                    read += region(memory, Long.parseLong(range[0], 16), Long.parseLong(range[1], 16), name, found);
                }
            }
        }
        if (read < 1 << 24) {
            throw new IOException("Hardly any memory could be read.");
        }
        return found;
    }

    /** The forms found in the files below a folder, with the file's name; the same of a single file. */
    public List<String> under(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                    region(file, 0, file.length(), path.toString(), found);
                }
            }
        }
        return found;
    }

    private long region(RandomAccessFile memory, long from, long to, String name, List<String> found)
            throws IOException {
        byte[] buffer = new byte[CHUNK + longest];
        long read = 0;
        for (long at = from; at < to; at += CHUNK) {
            int wanted = (int) Math.min(buffer.length, to - at);
            readPart(memory, at, buffer, wanted);
            read += Math.min(CHUNK, wanted);
            search(buffer, wanted, CHUNK, name, found);
        }
        return read;
    }

    /** Pages that the process gave back meanwhile are zeros: the kernel has them, and wipes them before any use. */
    private static void readPart(RandomAccessFile memory, long at, byte[] buffer, int wanted) throws IOException {
        if (reads(memory, at, buffer, 0, wanted)) {
            return;
        }
        for (int page = 0; page < wanted; page += PAGE) {
            int size = Math.min(PAGE, wanted - page);
            if (!reads(memory, at + page, buffer, page, size)) {
                Arrays.fill(buffer, page, page + size, (byte) 0);
            }
        }
    }

    private static boolean reads(RandomAccessFile memory, long at, byte[] buffer, int from, int size)
            throws IOException {
        try {
            memory.seek(at);
            memory.readFully(buffer, from, size);
            return true;
        } catch (IOException e) {
            String gone = e.getMessage();
            if (gone != null && gone.contains("Input/output error")) {
                return false;
            }
            throw e;
        }
    }

    private void search(byte[] buffer, int length, int begin, String name, List<String> found) {
        long key = 0;
        for (int end = 0; end < Math.min(length, begin + KEY_BYTES - 1); end++) {
            key = (key << 8 | buffer[end] & 0xff) & KEY_MASK;
            int i = end - KEY_BYTES + 1;
            if (key == 0 || i < 0 || !filter[slot(key)]) {
                continue;
            }
            for (Needle needle : needles.getOrDefault(key, List.of())) {
                if (matches(buffer, i, length, needle.bytes())) {
                    found.add(needle.form() + " in " + name);
                }
            }
        }
    }

    private static boolean matches(byte[] buffer, int at, int length, byte[] needle) {
        if (at + needle.length > length) {
            return false;
        }
        for (int i = 0; i < needle.length; i++) {
            if (buffer[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }

    private static long key(byte[] bytes, int at) {
        long key = 0;
        for (int i = 0; i < KEY_BYTES; i++) {
            key = key << 8 | bytes[at + i] & 0xff;
        }
        return key;
    }

    private static int slot(long key) {
        return (int) (key * 0x9e3779b97f4a7c15L >>> 64 - FILTER_BITS);
    }

    /** A JVM with the flags that the launcher sets, running {@code main} of a class on the tests' class path. */
    public static Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+DisableAttachMechanism",
                "-XX:-HeapDumpOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=/dev/null",
                "-XX:-CreateCoredumpOnCrash",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
