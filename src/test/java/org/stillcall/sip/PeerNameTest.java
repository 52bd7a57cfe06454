package org.stillcall.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.stillcall.sip.TestCertificates.address;
import static org.stillcall.sip.TestCertificates.dns;
import static org.stillcall.sip.TestCertificates.uri;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** G12: which names a trunk's certificate speaks for. */
class PeerNameTest {
    @TempDir
    Path folder;

    private TestCertificates authority;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = new TestCertificates(folder, TestCertificates.Kind.P256);
    }

    @ParameterizedTest
    @CsvSource({
        "trunk.example,trunk.example,true",
        "Trunk.EXAMPLE,trunk.example.,true",
        "trunk.example,sub.trunk.example,false",
        "trunk.example,example,false",
        "trunk.example,trunk.example.evil.example,false",
        "*.pstn.example,centre.pstn.example,true",
        "*.pstn.example,pstn.example,false",
        "*.pstn.example,a.b.pstn.example,false",
        "*.example,trunk.example,false",
        "t*.pstn.example,trunk.pstn.example,false",
        "*,trunk,false",
        "trunk.example,192.0.2.1,false",
        "192.0.2.1,192.0.2.1,false"
    })
    void matches_byDnsName(String inCertificate, String wanted, boolean expected) throws Exception {
        assertEquals(
                expected, PeerName.matches(authority.issue(dns(inCertificate)).certificate(), wanted));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,192.0.2.1,true",
        "192.0.2.1,192.0.2.2,false",
        "2001:db8::1,2001:0db8:0::1,true",
        "2001:db8::1,[2001:db8::1],true",
        "2001:db8::1,2001:db8::2,false"
    })
    void matches_byAddress(String inCertificate, String wanted, boolean expected) throws Exception {
        assertEquals(
                expected,
                PeerName.matches(authority.issue(address(inCertificate)).certificate(), wanted));
    }

    @Test
    void matches_bySipUri_beforeDnsNames() throws Exception {
        X509Certificate both =
                authority.issue(uri("sip:example.org"), dns("host.example.org")).certificate();
        assertEquals(true, PeerName.matches(both, "example.org"));
        assertEquals(false, PeerName.matches(both, "host.example.org"));
        X509Certificate person = authority.issue(uri("sip:someone@example.org")).certificate();
        assertEquals(false, PeerName.matches(person, "example.org"));
        X509Certificate web =
                authority.issue(uri("https://example.org"), dns("example.org")).certificate();
        assertEquals(true, PeerName.matches(web, "example.org"));
    }

    @Test
    void matches_neverByCommonName() throws Exception {
        X509Certificate other = authority.issue(dns("trunk.example")).certificate();
        assertEquals(false, PeerName.matches(other, "ignored.example"));
        assertEquals(false, PeerName.matches(authority.certificate(), "Test Authority"));
    }
}
