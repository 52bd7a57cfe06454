package org.stillcall.leak;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that grows by chained calls. */
final class Site {
    static final List<String> POOL = List.of("16175550180", "16175550181", "16175550182", "16175550183");

    private final int sip = Party.freePort("127.0.0.1");
    private final StringBuilder parts = new StringBuilder();
    private String sipLines = "";
    private String media = "";
    private String vault = "";
    private String programme = "identity = \"always hidden\"";
    private int leases = 100;

    int sip() {
        return sip;
    }

    Site sipLines(String lines) {
        sipLines += lines + "\n";
        return this;
    }

    /** Where the root of keys stands. */
    Site vault(String lines) {
        vault = "[vault]\n" + lines + "\n";
        return this;
    }

    /** What the programme lets a call show. */
    Site identity(String rule) {
        programme = "identity = \"" + rule + "\"";
        return this;
    }

    Site media(String lines) {
        media += lines + "\n";
        return this;
    }

    /** Calls show a number, which leads back to them for a minute after a drop. */
    Site heldAfterADrop() {
        programme = "identity = \"direct allowed\"\nafter_drop = \"hold\"\nafter_drop_wait = \"1m\"";
        leases = 1;
        return this;
    }

    Site phone(String name, String address, int port) {
        parts.append("""
            [[phone]]
            name = "%s"
            kind = "address"
            address = "%s"
            port = %d
            programme = "audit"
            """.formatted(name, address, port));
        return this;
    }

    /** A published number; {@code lines} are further ones. */
    Site helpline(String number, String lines) {
        parts.append("[[helpline]]\nprogramme = \"audit\"\nnumbers = [\"%s\"]\n%s\n".formatted(number, lines));
        return this;
    }

    /** Somebody who interprets; {@code lines} say how they are reached. */
    Site interpreter(String name, String lines) {
        parts.append("[[interpreter]]\nname = \"%s\"\nlanguage = \"es\"\n%s\n".formatted(name, lines));
        return this;
    }

    /** @param lines further ones, such as {@code priority = 2} */
    Site trunk(String name, String host, int port, String lines) {
        parts.append("[[trunk]]\nname = \"%s\"\nhost = \"%s\"\nport = %d\n%s\n".formatted(name, host, port, lines));
        return this;
    }

    String text() {
        return """
            [server]
            data_dir = "data"
            [sip]
            bind = "127.0.0.1"
            port = %d
            %s
            [media]
            browser_port = 0
            last_port = 32767 # below those that a browser on this machine gets: its port is a mark
            phones = "plain"
            %s
            [centre]
            region = "US"
            time_zone = "America/New_York"
            main_number = "+16175550100"
            quarantine = "0s"
            leases_per_number = %d
            spoken_refusals = false
            numbers = [%s]
            [[programme]]
            name = "audit"
            %s
            windows = "always"
            %s
            %s
            """.formatted(
                        sip,
                        sipLines,
                        media,
                        leases,
                        POOL.stream().map(number -> "\"+" + number + "\"").collect(Collectors.joining(", ")),
                        programme,
                        parts,
                        vault);
    }
}
