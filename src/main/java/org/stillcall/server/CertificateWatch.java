package org.stillcall.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;
import org.stillcall.sip.TlsSettings;

/**
 * Reads a renewed certificate without a restart: looks at the files' times every half minute; new connections use what
 * was read, and an unfit pair of files leaves the old one in use. Loop thread only.
 */
final class CertificateWatch {
    private static final long LOOK_MILLIS = 30_000;
    private static final FileTime NEVER = FileTime.fromMillis(0);

    private final Loop loop;
    private final Log log;
    private final TlsSettings settings;
    private final TlsSettings.Identity files;
    private FileTime chain;
    private FileTime key;

    CertificateWatch(Loop loop, Log log, TlsSettings settings, TlsSettings.Identity files) {
        this.loop = loop;
        this.log = log;
        this.settings = settings;
        this.files = files;
        this.chain = time(files.chain());
        this.key = time(files.key());
    }

    void begin() {
        loop.after(LOOK_MILLIS, this::look);
    }

    private void look() {
        FileTime chainNow = time(files.chain());
        FileTime keyNow = time(files.key());
        if (!chainNow.equals(chain) || !keyNow.equals(key)) {
            chain = chainNow;
            key = keyNow;
            try {
                settings.reload();
                log.info("The renewed certificate is in use for new connections.")
                        .write();
            } catch (TlsSettings.Unfit e) {
                log.warn("The new certificate or its key does not fit. The old one stays in use.")
                        .write();
            }
        }
        begin();
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return NEVER;
        }
    }
}
