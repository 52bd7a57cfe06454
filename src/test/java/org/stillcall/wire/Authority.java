package org.stillcall.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A certificate authority made for one test by openssl, and one certificate for 127.0.0.1. */
record Authority(Path root, Path certificate, Path key) {
    static Authority in(Path folder) {
        openssl(
                folder,
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.pem"
                        + " -days 2 -subj /CN=Root");
        openssl(
                folder,
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout host.key -out host.pem"
                        + " -days 2 -subj /CN=127.0.0.1 -CA root.pem -CAkey root.key"
                        + " -addext subjectAltName=IP:127.0.0.1"
                        + " -addext basicConstraints=critical,CA:FALSE");
        return new Authority(folder.resolve("root.pem"), folder.resolve("host.pem"), folder.resolve("host.key"));
    }

    /** The certificate with its key in one file. */
    Path both() {
        try {
            Path file = certificate.resolveSibling("both.pem");
            return Files.writeString(file, Files.readString(certificate) + Files.readString(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void openssl(Path folder, String arguments) {
        Child.run(folder, List.of(("openssl " + arguments).split(" ")));
    }
}
