package org.stillcall.leak;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A message as it stood on the wire: its first line, its header lines in their order, its body. */
record SipText(String first, List<Header> headers, String body) {
    record Header(String name, String value) {}

    static SipText of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        List<String> lines = Arrays.asList(head.split("\r\n"));
        List<Header> headers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.add(new Header(
                    colon < 0 ? line : line.substring(0, colon),
                    colon < 0 ? "" : line.substring(colon + 1).strip()));
        }
        return new SipText(lines.getFirst(), headers, end < 0 ? "" : text.substring(end + 4));
    }

    /** The first value of that name, or nothing. */
    String header(String name) {
        for (Header header : headers) {
            if (header.name().equals(name)) {
                return header.value();
            }
        }
        return "";
    }

    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .toList();
    }

    boolean isRequest() {
        return !first.startsWith("SIP/2.0 ");
    }

    /** Of a request its method, of a response that of its CSeq. */
    String method() {
        return isRequest()
                ? first.substring(0, first.indexOf(' '))
                : header("CSeq").replaceAll(".* ", "");
    }

    int status() {
        return isRequest() ? 0 : Integer.parseInt(first.substring(8, 11));
    }

    String callId() {
        return header("Call-ID");
    }

    int sequence() {
        return Integer.parseInt(header("CSeq").replaceAll(" .*", ""));
    }

    String uri() {
        return first.split(" ")[1];
    }

    /** The URI of the Contact. */
    String contact() {
        return header("Contact").replaceAll("^.*<|>.*$", "");
    }

    /** The tag of a From or To. */
    static String tag(String party) {
        int at = party.indexOf(";tag=");
        return at < 0 ? "" : party.substring(at + 5).replaceAll(";.*", "");
    }

    /** The port of the audio described in the body, 0 if none. */
    int audioPort() {
        int at = body.indexOf("m=audio ");
        return at < 0 ? 0 : Integer.parseInt(body.substring(at + 8, body.indexOf(' ', at + 8)));
    }
}
