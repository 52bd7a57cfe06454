package org.stillcall.sip;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a certificate speaks for the domain or address that we meant to reach: RFC 5922 section 7 (a {@code sip:} URI
 * counts before DNS names), and RFC 6125 section 6.4 for DNS names. RFC 5922 forbids wildcards; carriers use them, so a
 * whole leftmost label may be one. The subject's common name never counts.
 */
final class PeerName {
    private static final int DNS = 2; // RFC 5280 section 4.2.1.6
    private static final int URI = 6;
    private static final int ADDRESS = 7;

    private PeerName() {}

    static boolean matches(X509Certificate certificate, String name) throws CertificateParsingException {
        if (isAddress(name)) {
            InetAddress wanted = InetAddress.ofLiteral(unbracketed(name));
            for (String address : names(certificate, ADDRESS)) {
                if (InetAddress.ofLiteral(address).equals(wanted)) {
                    return true;
                }
            }
            return false;
        }
        String wanted = lower(name);
        List<String> domains = sipDomains(names(certificate, URI));
        if (!domains.isEmpty()) {
            return domains.contains(wanted);
        }
        for (String domain : names(certificate, DNS)) {
            if (covers(lower(domain), wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code name} is an IPv4 or IPv6 address, the latter with or without brackets. */
    static boolean isAddress(String name) {
        if (name.indexOf(':') >= 0) {
            return true;
        }
        return !name.isEmpty() && name.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    private static String unbracketed(String name) {
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    private static boolean covers(String pattern, String name) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name);
        }
        int dot = name.indexOf('.');
        String parent = pattern.substring(2);
        return dot > 0 && parent.indexOf('.') > 0 && parent.equals(name.substring(dot + 1));
    }

    private static List<String> sipDomains(List<String> uris) {
        List<String> domains = new ArrayList<>();
        for (String uri : uris) {
            String text = lower(uri);
            if (text.startsWith("sip:") && text.indexOf('@') < 0) {
                domains.add(text.substring(4));
            }
        }
        return domains;
    }

    private static List<String> names(X509Certificate certificate, int kind) throws CertificateParsingException {
        List<String> found = new ArrayList<>();
        if (certificate.getSubjectAlternativeNames() == null) {
            return found;
        }
        for (List<?> entry : certificate.getSubjectAlternativeNames()) {
            if (entry.get(0).equals(kind) && entry.get(1) instanceof String text) {
                found.add(text);
            }
        }
        return found;
    }

    private static String lower(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
