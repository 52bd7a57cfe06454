package org.stillcall.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.vault.Folders;

/** The API's token and the folder that it may be kept in. */
final class Token {
    static final String FILE = "token";

    private Token() {}

    /**
     * The token: given, else configured, else a new one that is written to {@code data/token} for its owner only.
     *
     * @throws StartException when a configured one cannot be read or a new one cannot be written
     */
    static Secret of(Optional<String> given, Settings.Server server, Randomness randomness) {
        if (given.isPresent()) {
            if (given.get().isBlank()) {
                throw new StartException("The token given is empty.");
            }
            return Secret.of(given.get().getBytes(StandardCharsets.UTF_8));
        }
        return server.token().map(SecretSource::read).orElseGet(() -> fresh(server.data(), randomness));
    }

    private static Secret fresh(Path data, Randomness randomness) {
        byte[] token = randomness.token(256).getBytes(StandardCharsets.US_ASCII);
        write(data.resolve(FILE), token);
        return Secret.of(token);
    }

    /** Makes the folder if needed, for its owner only. */
    static void prepare(Path data) {
        try {
            Folders.make(data);
        } catch (IOException e) {
            throw new StartException("The data folder cannot be made. Choose another with --data or 'data_dir'.", e);
        }
        if (!Files.isWritable(data)) {
            throw new StartException("The data folder cannot be written to by this user.");
        }
    }

    /** Writes a file that only its owner may read, in place of any that is there. */
    static void write(Path file, byte[] content) {
        try {
            Files.deleteIfExists(file);
            try (FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException e) {
            throw new StartException("A file in the data folder cannot be written.", e);
        }
    }
}
