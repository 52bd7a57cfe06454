package org.stillcall.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A configuration that grows by chained calls and is written to a folder. */
final class Site {
    static final List<String> POOL = List.of("16175550180", "16175550181", "16175550182", "16175550183");
    static final String MAIN_NUMBER = "16175550100";

    private final Path folder;
    private final Place sip = Place.free(Place.SWITCH);
    private final StringBuilder parts = new StringBuilder();
    private String tls = "";
    private String media = "";
    private String phoneMedia = "plain";
    private boolean spoken;
    private List<String> numbers = POOL;
    private int leases = 20;
    private String quarantine = "0s";
    private String digest = "sha-256 and md5";

    Site(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Place sip() {
        return sip;
    }

    Path data() {
        return folder.resolve("data");
    }

    Site spokenRefusals() {
        spoken = true;
        return this;
    }

    /** A pool that one call empties. */
    Site oneNumberForOneCall() {
        numbers = POOL.subList(0, 1);
        leases = 1;
        return this;
    }

    /** So that a number belongs to one call, and a caller who withholds theirs can be known by it. */
    Site oneCallForEachNumber() {
        leases = 1;
        return this;
    }

    /** How long a number rests after a call. */
    Site quarantine(String time) {
        quarantine = time;
        return this;
    }

    /** For phones that know no other digest and give up at one: baresip is one of them. */
    Site oldDigestOnly() {
        digest = "md5";
        return this;
    }

    /** Phones get secure audio or no call. */
    Site secureMediaDemanded() {
        phoneMedia = "demanded";
        return this;
    }

    /** Lines for the table {@code [media]}. */
    Site media(String lines) {
        media += lines + "\n";
        return this;
    }

    /** Recordings of the centre's own for all sentences: a tenth of a second of tone each, so that tests are short. */
    Site shortPrompts() {
        Path prompts = folder.resolve("prompts");
        try (var built = Files.list(Path.of("src", "main", "resources", "prompts", "phones", "en"))) {
            Files.createDirectories(prompts);
            for (Path sentence :
                    built.filter(file -> file.toString().endsWith(".wav")).toList()) {
                Sound.tone(prompts.resolve(sentence.getFileName()), 440, "0.1");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return media("prompts_dir = \"prompts\"");
    }

    Site tls(Authority authority, Place place) {
        tls = """
            tls_port = %d
            certificate_file = "%s"
            key_file = "%s"
            authorities_file = "%s"
            """.formatted(place.port(), authority.certificate(), authority.key(), authority.root());
        return this;
    }

    Site programme(String name, String lines) {
        parts.append("[[programme]]\nname = \"%s\"\nwindows = \"always\"\n%s\n".formatted(name, lines));
        return this;
    }

    Site phoneAt(String name, Place place) {
        parts.append("""
            [[phone]]
            name = "%s"
            kind = "address"
            address = "%s"
            port = %d
            programme = "audit"
            """.formatted(name, place.address(), place.port()));
        return this;
    }

    Site registered(String user, String password) {
        secret(user + ".password", password);
        parts.append("""
            [[phone]]
            name = "%1$s"
            kind = "sip"
            user = "%1$s"
            password_file = "%1$s.password"
            programme = "audit"
            """.formatted(user));
        return this;
    }

    Site mobile(String name, String number, String code) {
        secret(name + ".number", number);
        secret(name + ".code", code);
        parts.append("""
            [[phone]]
            name = "%1$s"
            kind = "mobile"
            number_file = "%1$s.number"
            code_file = "%1$s.code"
            programme = "audit"
            """.formatted(name));
        return this;
    }

    /** A file that only the server's user may read, with one line. */
    Site closedFile(String name, String line) {
        secret(name, line);
        return this;
    }

    /** @param lines further ones, such as {@code phones = ["desk"]} */
    Site helpline(String programme, String number, String lines) {
        parts.append("[[helpline]]\nprogramme = \"%s\"\nnumbers = [\"%s\"]\n%s\n".formatted(programme, number, lines));
        return this;
    }

    /** A number that is one person's. */
    Site direct(String name, String programme, String number) {
        return direct(name, programme, number, "");
    }

    /** @param lines further ones, such as {@code off_duty = "message"} */
    Site direct(String name, String programme, String number, String lines) {
        parts.append("[[direct]]\nname = \"%s\"\nprogramme = \"%s\"\nnumber = \"%s\"\n%s\n"
                .formatted(name, programme, number, lines));
        return this;
    }

    /** The number of keypad duty. */
    Site duty(String number) {
        parts.append("[duty]\nnumber = \"%s\"\n".formatted(number));
        return this;
    }

    /** An interpreter whose phone registers. */
    Site interpreter(String user, String password) {
        secret(user + ".password", password);
        parts.append("""
            [[interpreter]]
            name = "%1$s"
            language = "es"
            kind = "sip"
            user = "%1$s"
            password_file = "%1$s.password"
            """.formatted(user));
        return this;
    }

    /** @param lines further ones, such as {@code priority = 2} */
    Site trunk(String name, Place place, String lines) {
        parts.append("""
            [[trunk]]
            name = "%s"
            host = "%s"
            port = %d
            %s
            """.formatted(name, place.address(), place.port(), lines));
        return this;
    }

    /** Writes it and gives its name. */
    Path write() {
        Path file = folder.resolve("site.toml");
        String pool = String.join(
                ", ", numbers.stream().map(one -> "\"+" + one + "\"").toList());
        String text = """
            [server]
            data_dir = "data"
            [sip]
            bind = "127.0.0.1"
            port = %d
            digest = "%s"
            %s
            [media]
            browser_port = 0
            phones = "%s"
            %s
            [centre]
            region = "US"
            time_zone = "America/New_York"
            main_number = "+%s"
            quarantine = "%s"
            leases_per_number = %d
            spoken_refusals = %s
            numbers = [%s]
            %s
            """.formatted(
                sip.port(), digest, tls, phoneMedia, media, MAIN_NUMBER, quarantine, leases, spoken, pool, parts);
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void secret(String name, String text) {
        try {
            Path file = Files.writeString(folder.resolve(name), text + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
