package org.stillcall.base;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks for secrets in the whole memory of another process, in the forms in which software leaves them. */
public final class MemoryScan {
    private static final int CHUNK = 1 << 20;
    private static final int KEY_BYTES = 6;
    private static final long KEY_MASK = (1L << 8 * KEY_BYTES) - 1;
    private static final int FILTER_BITS = 20;

    private record Needle(String form, byte[] bytes) {}

    private final Map<Long, List<Needle>> needles = new HashMap<>();
    private final boolean[] filter = new boolean[1 << FILTER_BITS];
    private int longest;

    /** Looks for these very bytes, at least six. */
    public MemoryScan add(String form, byte[] bytes) {
        long key = key(bytes, 0);
        needles.computeIfAbsent(key, none -> new ArrayList<>()).add(new Needle(form, bytes));
        filter[slot(key)] = true;
        longest = Math.max(longest, bytes.length);
        return this;
    }

    /** Looks for an E.164 number as text, packed digits, integer, hexadecimal and base64. */
    public MemoryScan addNumber(String e164) {
        String national = e164.substring(1);
        for (Charset charset :
                List.of(StandardCharsets.US_ASCII, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            add(charset.name(), national.substring(1).getBytes(charset));
        }
        for (String digits : List.of(e164, national)) {
            long value = Long.parseLong(digits);
            add(
                    "long",
                    ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(value)
                            .array());
            add("long, big end first", ByteBuffer.allocate(8).putLong(value).array());
            add(
                    "double",
                    ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putDouble(value)
                            .array());
            add(
                    "hexadecimal",
                    HexFormat.of()
                            .formatHex(digits.getBytes(StandardCharsets.US_ASCII))
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] values = new byte[digits.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) (digits.charAt(i) - '0');
            }
            add("digit values", values);
            for (int shift = 0; shift < 3; shift++) {
                String padded = "\0".repeat(shift) + digits;
                String base64 = Base64.getEncoder().encodeToString(padded.getBytes(StandardCharsets.US_ASCII));
                String core = base64.substring(shift == 0 ? 0 : shift + 1, padded.length() * 8 / 6);
                add("base64", core.getBytes(StandardCharsets.US_ASCII));
            }
        }
        add("bcd", HexFormat.of().parseHex(e164 + "f"));
        add("bcd, left", HexFormat.of().parseHex("0" + e164));
        StringBuilder swapped = new StringBuilder();
        for (int i = 0; i < 12; i += 2) {
            swapped.append((e164 + "f").charAt(i + 1)).append((e164 + "f").charAt(i));
        }
        return add("tbcd", HexFormat.of().parseHex(swapped));
    }

    /** The forms found in the memory of process {@code pid}, with where; empty when there are none. */
    public List<String> in(long pid) throws IOException {
        List<String> found = new ArrayList<>();
        long read = 0;
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/maps"))) {
                String[] fields = line.split(" +");
                String name = fields.length > 5 ? fields[5] : "";
                if (fields[1].startsWith("r") && !name.startsWith("[v")) {
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
            memory.seek(at);
            memory.readFully(buffer, 0, wanted);
            read += Math.min(CHUNK, wanted);
            search(buffer, wanted, name, found);
        }
        return read;
    }

    private void search(byte[] buffer, int length, String name, List<String> found) {
        long key = 0;
        for (int end = 0; end < Math.min(length, CHUNK + KEY_BYTES - 1); end++) {
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
