package org.stillcall.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The openssl program, as an administrator would use it. */
public final class Openssl {
    private final Path folder;

    public Openssl(Path folder) {
        this.folder = folder;
    }

    /** What it said, and how it ended. */
    public record Said(int status, String text) {}

    /** Runs it; words of {@code arguments} are parted by blanks. */
    public Said run(String arguments) {
        try {
            Process process = new ProcessBuilder(List.of(("openssl " + arguments).split(" +")))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same, which has to end well. */
    public String done(String arguments) {
        Said said = run(arguments);
        if (said.status != 0) {
            throw new AssertionError(said.text);
        }
        return said.text;
    }

    /** A certificate that signs itself, {@code name.pem}, with its key, {@code name.key}, closed to others. */
    public void selfSigned(String name, String key, String names) {
        done("req -x509 " + key + " -nodes -keyout " + name + ".key -out " + name + ".pem -days 2 -subj /CN=x -addext"
                + " subjectAltName=" + names);
        close(name + ".key");
    }

    public void close(String file) {
        try {
            Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
