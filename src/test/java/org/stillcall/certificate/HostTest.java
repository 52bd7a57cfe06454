package org.stillcall.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names and addresses as they are configured and as browsers ask by them. */
class HostTest {
    @Test
    void names_areReadInLowerCase() {
        for (Map.Entry<String, String> entry : Map.of(
                        "Notes.Home.Arpa", "notes.home.arpa", "notes", "notes", "a-1.b2.example", "a-1.b2.example")
                .entrySet()) {
            Host host = Host.read(entry.getKey()).orElseThrow();
            assertInstanceOf(Host.Name.class, host);
            assertEquals(entry.getValue(), host.text());
        }
    }

    /**
     * RFC 5952 section 4 and its examples: a certificate for an address that no browser writes so would never serve.
     */
    @Test
    void addresses_areWrittenAsBrowsersDo() {
        for (Map.Entry<String, String> entry : Map.of(
                        "192.0.2.7", "192.0.2.7",
                        "2001:0DB8:0:0:0:0:0:1", "[2001:db8::1]",
                        "[fd00::2]", "[fd00::2]",
                        "2001:db8:0:1:1:1:1:1", "[2001:db8:0:1:1:1:1:1]",
                        "2001:0:0:1:0:0:0:1", "[2001:0:0:1::1]",
                        "2001:db8:0:0:1:0:0:1", "[2001:db8::1:0:0:1]",
                        "::1", "[::1]",
                        "fe80::", "[fe80::]")
                .entrySet()) {
            Host host = Host.read(entry.getKey()).orElseThrow();
            assertInstanceOf(Host.Address.class, host);
            assertEquals(entry.getValue(), host.text());
        }
    }

    @Test
    void whatIsNeither_isNotTaken() {
        for (String text : List.of(
                "",
                ".",
                "a..b",
                "-a",
                "a-",
                "a.b.",
                "*.example.org",
                "a_b",
                "1.2.3",
                "1.2.3.4.5",
                "999.1.1.1",
                "a:b",
                "notes.example.org:443",
                "https://notes.example.org",
                "fe80::1%eth0",
                "notes example",
                "x".repeat(64),
                ("x".repeat(60) + ".").repeat(5) + "org")) {
            assertEquals(Optional.empty(), Host.read(text), text);
        }
    }
}
