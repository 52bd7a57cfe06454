package org.stillcall.vault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What somebody kept of a receipt log in another place: its public key, checkpoints, or the key and then checkpoints.
 *
 * @param checkpoints the shortest log first; empty if only the key was kept
 */
public record TrustedMarks(Optional<LogKey> key, List<Checkpoint> checkpoints) {
    /** Longest file taken, in bytes; a longer one is refused. */
    public static final int MOST_BYTES = 1 << 20;

    public TrustedMarks {
        checkpoints = checkpoints.stream()
                .sorted(Comparator.comparingLong(Checkpoint::size))
                .toList();
    }

    public static TrustedMarks none() {
        return new TrustedMarks(Optional.empty(), List.of());
    }

    /** Reads a copy of {@code log.pub}, of one or more checkpoints, or of both; none if it is anything else. */
    public static Optional<TrustedMarks> parse(byte[] text) {
        if (text.length == 0 || text.length > MOST_BYTES) {
            return Optional.empty();
        }
        int firstLine = lineEnd(text, 0);
        Optional<LogKey> key = LogKey.parse(Arrays.copyOf(text, firstLine));
        List<Checkpoint> checkpoints = new ArrayList<>();
        int from = key.isPresent() ? firstLine : 0;
        while (from < text.length) {
            int end = from;
            for (int line = 0; line < Checkpoint.LINES; line++) {
                end = lineEnd(text, end);
            }
            Optional<Checkpoint> checkpoint = Checkpoint.parse(Arrays.copyOfRange(text, from, end));
            if (checkpoint.isEmpty()) {
                return Optional.empty();
            }
            checkpoints.add(checkpoint.get());
            from = end;
        }
        return Optional.of(new TrustedMarks(key, checkpoints));
    }

    /** The key and the newest checkpoint of the log in this folder; none if either is damaged or missing. */
    static Optional<TrustedMarks> ofEnd(Path folder) {
        try (RandomAccessFile notes =
                new RandomAccessFile(folder.resolve(ReceiptFiles.CHECKPOINTS).toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(notes.length(), 4L * Checkpoint.MOST_BYTES)];
            notes.seek(notes.length() - tail.length);
            notes.readFully(tail);
            byte[] whole = Arrays.copyOf(tail, Checkpoint.endOfLast(tail));
            Optional<LogKey> key = LogKey.parse(Files.readAllBytes(folder.resolve(ReceiptFiles.PUBLIC_KEY)));
            return key.isEmpty()
                    ? Optional.empty()
                    : Checkpoint.parse(Checkpoint.lastOf(whole)).map(last -> new TrustedMarks(key, List.of(last)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int lineEnd(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, text.length);
    }

    /** As {@link #parse} reads it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        key.ifPresent(present -> text.append(present.text()));
        checkpoints.forEach(checkpoint -> text.append(checkpoint.text()));
        return text.toString();
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }
}
