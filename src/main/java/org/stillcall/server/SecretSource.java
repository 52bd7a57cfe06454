package org.stillcall.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.stillcall.base.Secret;

/** Where a secret stands; never the secret itself. */
public sealed interface SecretSource {
    /**
     * Reads it; the caller closes it.
     *
     * @throws StartException when it is not there, empty, too long, or open to others
     */
    Secret read();

    /** The first line of a file that only its owner may read. */
    record InFile(Path path) implements SecretSource {
        @Override
        public Secret read() {
            Optional<String> fault = SecretFile.fault(path);
            if (fault.isPresent()) {
                throw new StartException("The file of a secret " + fault.get());
            }
            byte[] all;
            try {
                all = Files.readAllBytes(path);
            } catch (IOException e) {
                throw new StartException("The file of a secret cannot be read.", e);
            }
            int length = 0;
            while (length < all.length && all[length] != '\n' && all[length] != '\r') {
                length++;
            }
            byte[] line = Arrays.copyOf(all, length);
            Arrays.fill(all, (byte) 0);
            if (length == 0) {
                throw new StartException("The first line of a secret's file is empty.");
            }
            return Secret.of(line);
        }
    }

    /** A variable of the environment; the system keeps its own copy of it for the life of the process. */
    record InEnvironment(String name) implements SecretSource {
        @Override
        public Secret read() {
            String value = System.getenv(name);
            if (value == null || value.isEmpty()) {
                throw new StartException("The variable of the environment that should hold a secret is not set.");
            }
            return Secret.of(value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
