package org.stillcall.certificate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A certificate that somebody else renews in its files: read again whenever one of them changes. */
public final class FileSource implements Source {
    private static final FileTime NEVER = FileTime.fromMillis(0);

    private final Path chain;
    private final Path key;
    private final List<Host> hosts;
    private FileTime chainTime = NEVER;
    private FileTime keyTime = NEVER;
    private boolean fit;

    /** @param hosts what it has to speak for */
    public FileSource(Path chain, Path key, List<Host> hosts) {
        this.chain = chain;
        this.key = key;
        this.hosts = List.copyOf(hosts);
    }

    /** What is wrong with such files, whatever the time; looks at them once. */
    public static Optional<Trouble.Cause> fault(Path chain, Path key, List<Host> hosts) {
        try {
            read(chain, key, hosts);
            return Optional.empty();
        } catch (Trouble e) {
            return Optional.of(e.why());
        }
    }

    /** The same at a certain time. */
    public static Optional<Trouble.Cause> fault(Path chain, Path key, List<Host> hosts, Instant now) {
        try {
            return read(chain, key, hosts).goodAt(now) ? Optional.empty() : Optional.of(Trouble.Cause.OVER);
        } catch (Trouble e) {
            return Optional.of(e.why());
        }
    }

    private static Credential read(Path chain, Path key, List<Host> hosts) throws Trouble {
        Credential credential = PemFile.read(chain, key);
        if (!credential.speaksFor(hosts)) {
            throw new Trouble(Trouble.Cause.NAME_MISSING);
        }
        return credential;
    }

    /** A pair that did not fit is read again each time, since the second of two files may only just be on its way. */
    @Override
    public Optional<Credential> next(Optional<Credential> shown, Instant now) throws Trouble {
        FileTime chainNow = time(chain);
        FileTime keyNow = time(key);
        if (fit && chainNow.equals(chainTime) && keyNow.equals(keyTime)) {
            return Optional.empty();
        }
        fit = false;
        chainTime = chainNow;
        keyTime = keyNow;
        Credential read = read(chain, key, hosts);
        if (!read.goodAt(now)) {
            throw new Trouble(Trouble.Cause.OVER);
        }
        fit = true;
        return Optional.of(read);
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return NEVER;
        }
    }
}
