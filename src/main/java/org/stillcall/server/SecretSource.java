package org.stillcall.server;

import java.nio.file.Path;
import org.stillcall.base.Secret;

/** Where a secret stands; never the secret itself. */
public sealed interface SecretSource {
    /** The first line of a file that only its owner may read. */
    record InFile(Path path) implements SecretSource {}

    /** A variable of the environment. */
    record InEnvironment(String name) implements SecretSource {}

    /**
     * Reads it; the caller closes it.
     *
     * @throws StartException when it is not there, empty, too long, or open to others
     */
    default Secret read() {
        throw new UnsupportedOperationException("Secrets are not here yet.");
    }
}
