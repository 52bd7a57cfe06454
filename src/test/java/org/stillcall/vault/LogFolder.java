package org.stillcall.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.stillcall.base.Randomness;

/** A receipt log's folder for a test, and what tests do to one. */
final class LogFolder {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T14:37:21Z"), ZoneOffset.UTC);
    static final long HOUR = CLOCK.instant().getEpochSecond() / 3_600;

    private LogFolder() {}

    static ReceiptLog open(Path folder) {
        return ReceiptLog.open(folder, Randomness.seeded(7), CLOCK);
    }

    static byte[] token(int number) {
        byte[] token = new byte[Receipt.TOKEN_BYTES];
        Randomness.seeded(number).nextBytes(token);
        return token;
    }

    /** A closed log of {@code count} receipts, a checkpoint each. */
    static Path filled(Path folder, int count) {
        try (ReceiptLog log = open(folder)) {
            for (int i = 0; i < count; i++) {
                log.append(kind(i), token(i));
            }
        }
        return folder;
    }

    static ReceiptKind kind(int number) {
        return ReceiptKind.values()[number % ReceiptKind.values().length];
    }

    /** The closed log's checkpoints, the oldest first. */
    static List<Checkpoint> checkpoints(Path folder) {
        return TrustedMarks.parse(read(folder.resolve(ReceiptFiles.CHECKPOINTS)))
                .orElseThrow()
                .checkpoints();
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A copy of the folder at a place that does not exist yet. */
    static Path copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            List<Path> all = new ArrayList<>(files.toList());
            for (Path file : all) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
