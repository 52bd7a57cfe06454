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

    int sip() {
        return sip;
    }

    Site sipLines(String lines) {
        sipLines += lines + "\n";
        return this;
    }

    Site media(String lines) {
        media += lines + "\n";
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
            phones = "plain"
            %s
            [centre]
            region = "US"
            time_zone = "America/New_York"
            main_number = "+16175550100"
            quarantine = "0s"
            leases_per_number = 100
            spoken_refusals = false
            numbers = [%s]
            [[programme]]
            name = "audit"
            identity = "always hidden"
            windows = "always"
            %s
            """.formatted(
                        sip,
                        sipLines,
                        media,
                        POOL.stream().map(number -> "\"+" + number + "\"").collect(Collectors.joining(", ")),
                        parts);
    }
}
