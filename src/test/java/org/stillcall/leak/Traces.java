package org.stillcall.leak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.stillcall.base.MemoryScan;

/** What nothing of the server's may hold, and the search for it in files, raw disks and the memory of a process. */
public final class Traces {
    /** A scanner that shares nothing with ours; it stands beside the project, and without it this cannot be said. */
    private static final Path OTHER_SCANNER = Path.of("shared", "tools", "canary_scan.py");

    private static final int SCAN_SECONDS = 300;
    private static final String NO_INFLATE = "--no-inflate";

    private final MemoryScan scan = new MemoryScan();
    private final List<String> words = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();

    /** @param e164 with its plus */
    public Traces number(String e164) {
        scan.addNumber(e164.substring(1));
        numbers.addAll(List.of("--number", e164));
        return this;
    }

    /** A word, wherever in a longer text it may stand. */
    public Traces word(String word) {
        words.addAll(List.of("--text", word));
        scan.add("UTF-16LE", word.getBytes(StandardCharsets.UTF_16LE));
        scan.add("UTF-16BE", word.getBytes(StandardCharsets.UTF_16BE));
        return secret("word", word.getBytes(StandardCharsets.UTF_8));
    }

    /** Secret bytes: as they are, backwards, in hexadecimal, in base64 at each of its three places. */
    Traces secret(String name, byte[] bytes) {
        scan.add(name, bytes);
        byte[] backwards = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            backwards[i] = bytes[bytes.length - 1 - i];
        }
        scan.add(name + " backwards", backwards);
        ascii(name + " hex", HexFormat.of().formatHex(bytes));
        ascii(name + " HEX", HexFormat.of().withUpperCase().formatHex(bytes));
        for (int shift = 0; shift < 3; shift++) {
            byte[] padded = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, padded, shift, bytes.length);
            String core = Base64.getEncoder()
                    .encodeToString(padded)
                    .substring(shift == 0 ? 0 : shift + 1, padded.length * 8 / 6);
            ascii(name + " base64", core);
            if (!core.equals(urlSafe(core))) {
                ascii(name + " base64url", urlSafe(core));
            }
        }
        return this;
    }

    private static String urlSafe(String core) {
        return core.replace('+', '-').replace('/', '_');
    }

    private void ascii(String name, String text) {
        scan.add(name, text.getBytes(StandardCharsets.US_ASCII));
        scan.add(name + " UTF-16", text.getBytes(StandardCharsets.UTF_16LE));
    }

    /** The bytes as they are, and nothing else. */
    Traces exactly(String name, byte[] bytes) {
        scan.add(name, bytes);
        return this;
    }

    public List<String> in(long pid) throws IOException {
        return scan.in(pid);
    }

    /** In a file, however large, or all files of a folder. */
    public List<String> in(Path place) throws IOException {
        return scan.under(place);
    }

    int forms() {
        return scan.forms();
    }

    private static Optional<Path> otherScanner() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve(OTHER_SCANNER))) {
                return Optional.of(at.resolve(OTHER_SCANNER));
            }
        }
        return Optional.empty();
    }

    /** What the other scanner finds in files and folders, packed ones too; empty when that is nothing. */
    public String byTheOther(Path place) throws IOException, InterruptedException {
        Stream<String> wanted = Stream.concat(numbers.stream(), words.stream());
        return Files.isDirectory(place)
                ? byTheOther(wanted, place.toString())
                : byTheOther(wanted, NO_INFLATE, place.toString()); // of a whole disk that would take hours
    }

    /** The same in memory. */
    String byTheOther(long pid) throws IOException, InterruptedException {
        return byTheOther(Stream.concat(numbers.stream(), words.stream()), NO_INFLATE, "--pid", "" + pid);
    }

    /** The same in memory, without the numbers, which take the longest. */
    String wordsByTheOther(long pid) throws IOException, InterruptedException {
        return byTheOther(words.stream(), NO_INFLATE, "--pid", "" + pid);
    }

    /**
     * What is found in the memory of a process and in all files below a folder, by our own scanner and, where it stands
     * beside us, by the other one.
     */
    public List<String> everywhere(long pid, Path folder) throws IOException, InterruptedException {
        List<String> found = new ArrayList<>(in(pid));
        found.addAll(in(folder));
        if (otherScanner().isPresent()) {
            String other = byTheOther(pid) + byTheOther(folder);
            if (!other.isEmpty()) {
                found.add(other);
            }
        }
        return found;
    }

    private static String byTheOther(Stream<String> wanted, String... places) throws IOException, InterruptedException {
        Path tool =
                otherScanner().orElseThrow(() -> new AssertionError("There is no " + OTHER_SCANNER + " beside us."));
        List<String> command = new ArrayList<>(List.of("python3", tool.toString()));
        command.addAll(wanted.toList());
        command.addAll(List.of(places));
        Path said = Files.createTempFile("scan", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(SCAN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "It did not end.";
            }
            return process.exitValue() == 0 ? "" : Files.readString(said);
        } finally {
            Files.delete(said);
        }
    }
}
