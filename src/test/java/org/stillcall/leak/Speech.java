package org.stillcall.leak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a peer adds to its messages: nothing, or its canary in every place that far-leg.md names and some more, in
 * another order, spelling and number each time.
 */
final class Speech {
    private static final String[] HEADERS = {
        "Subject: @",
        "s: @",
        "Organization: @",
        "User-Agent: @/1.0",
        "Server: @/1.0",
        "Reply-To: <sip:@@@.example>",
        "In-Reply-To: @@@.example",
        "Referred-By: <sip:@@@.example>",
        "b: <sip:@@@.example>;cid=@",
        "Replaces: @;to-tag=@;from-tag=@",
        "Join: @;to-tag=@;from-tag=@",
        "Target-Dialog: @;local-tag=@;remote-tag=@",
        "Call-Info: <http://@.example/photo.jpg>;purpose=icon",
        "Alert-Info: <http://@.example/ring.wav>",
        "Error-Info: <sip:@@@.example>",
        "P-Asserted-Identity: \"@\" <sip:#@@.example>",
        "P-Preferred-Identity: \"@\" <tel:+#>",
        "Remote-Party-ID: \"@\" <sip:#@@.example>;party=calling;privacy=off",
        "Privacy: none;@",
        "Identity: @;info=<https://@.example/cert>;alg=ES256;ppt=shaken",
        "y: @",
        "Identity-Info: <https://@.example/cert>",
        "Date: @, 13 Nov 2010 23:29:00 GMT",
        "Timestamp: #.@",
        "History-Info: <sip:@@@.example>;index=1;@",
        "Diversion: <sip:#@@.example>;reason=unconditional",
        "P-Called-Party-ID: <sip:@@@.example>",
        "P-Charge-Info: <sip:#@@.example>",
        "P-Charging-Vector: icid-value=@",
        "P-Charging-Function-Addresses: ccf=@",
        "P-Access-Network-Info: 3GPP-UTRAN-TDD;utran-cell-id-3gpp=@",
        "P-Visited-Network-ID: \"@\"",
        "P-Associated-URI: <sip:@@@.example>",
        "P-Served-User: <sip:@@@.example>",
        "P-DCS-Billing-Info: #/@@.example",
        "P-DCS-Trace-Party-ID: <tel:+#>",
        "Session-ID: @;remote=@",
        "Geolocation: <cid:@@@.example>;@",
        "Geolocation-Routing: @",
        "User-to-User: @;encoding=hex",
        "Authorization: Digest username=\"@\", realm=\"@\", nonce=\"@\", uri=\"sip:@\", response=\"@\"",
        "Proxy-Authorization: Digest username=\"@\", realm=\"@\", nonce=\"@\", uri=\"sip:@\", response=\"@\"",
        "X-Advocate: @",
        "X-@: @",
        "P-RTP-Stat: PS=#,OS=#,@",
        "X-RTP-Stat: EX=@",
        "Reason: Q.850;cause=16;text=\"@\"",
        "Warning: 399 @.example \"@\"",
        "Accept-Language: @",
        "Allow-Events: @",
        "u: @",
        "Supported: @",
        "k: @",
        "Allow: INVITE, ACK, BYE, CANCEL, @",
        "Content-Language: @",
        "MIME-Version: 1.0 (@)",
        "Path: <sip:@@@.example;lr>",
        "Service-Route: <sip:@@@.example;lr>",
        "P-Early-Media: supported, @",
        "Answer-Mode: Auto;@",
        "Accept-Contact: *;@",
        "Reject-Contact: *;@",
        "Request-Disposition: @",
        "Expires: #",
        "Max-Breadth: 6#",
        "Priority: @",
        "Feature-Caps: *;+@",
        "Resource-Priority: @.0",
        "Security-Client: @;d-alg=@",
        "P-Answer-State: @",
        "Resource-Share: @",
        "Recv-Info: @",
        "Info-Package: @",
        "Flow-Timer: 9@",
        "SIP-ETag: @",
        "Subscription-State: @",
        "x-no-colon-@:",
        "Trigger-Consent: sip:@@@.example",
        "Encryption: @",
        "Response-Key: @",
    };
    private static final String[] SESSION = {
        "i=@", "u=http://@.example/", "e=@@@.example (@)", "p=+# (@)",
    };
    private static final String[] TIMED = {
        "r=7d 1h 0 25h@",
        "z=2882844526 -1h@",
        "k=clear:@",
        "a=tool:@",
        "a=lang:@",
        "a=sdplang:@",
        "a=cat:@",
        "a=keywds:@",
        "a=charset:@",
        "a=group:BUNDLE @",
        "a=msid-semantic: WMS @",
        "a=ice-options:@",
        "a=x-@:@",
        "a=fingerprint:sha-256 @",
        "a=identity:@",
        "a=setup:actpass",
    };
    private static final String[] MEDIA = {
        "i=@",
        "a=ssrc:# cname:@",
        "a=ssrc:# msid:@ @",
        "a=ssrc:# label:@",
        "a=ssrc-group:FID # @",
        "a=msid:@ @",
        "a=label:@",
        "a=mid:@",
        "a=candidate:@ 1 UDP # @.local 5000 typ host",
        "a=ice-ufrag:@",
        "a=ice-pwd:@",
        "a=candidate:1 1 UDP # 192.0.2.77 5000 typ srflx raddr 10.77.66.55 rport 5001",
        "a=extmap:1 urn:@",
        "a=rtcp-fb:* @",
        "a=x-@",
        "a=rtpmap:97 @/8000",
        "a=fmtp:97 @=@",
        "a=fmtp:101 0-16,@",
        "a=content:@",
        "a=rid:@ send",
        "a=rtcp-xr:@",
        "a=remote-candidates:1 @ 5000",
        "a=alt:1 1 : @ @ 10.77.66.55 5000",
    };

    private static final AtomicLong SPOKEN = new AtomicLong();

    private final @Nullable Canary canary;
    private final Random random;

    Speech(@Nullable Canary canary, Random random) {
        this.canary = canary;
        this.random = random;
    }

    static Speech plain() {
        return new Speech(null, new Random(SPOKEN.incrementAndGet())); // each with tokens of its own
    }

    boolean reveals() {
        return canary != null;
    }

    Random random() {
        return random;
    }

    /** A text that reveals, or {@code otherwise}. */
    String or(String field, String otherwise) {
        return canary == null ? otherwise : canary.in(field) + random.nextInt(10_000);
    }

    /** Random hexadecimal digits, with the canary before them where it reveals. */
    String token(String field) {
        return (canary == null ? "" : canary.in(field)) + Long.toHexString(random.nextLong());
    }

    /** What stands in the template: each {@code @} that is not an address's own is the canary. */
    private String fill(String template, String field) {
        if (canary == null) {
            return "";
        }
        String text = canary.in(field);
        return template.replace("#@@", "#\0@")
                .replace("@@@", text + "\0" + text)
                .replace("@", text)
                .replace("\0", "@")
                .replace("#", canary.digits());
    }

    /** Header lines, each with its line end; all of them, some twice. */
    String headers() {
        if (canary == null) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        for (String template : HEADERS) {
            String name = template.substring(0, template.indexOf(':'));
            String line = fill(template, "-" + name.replace("@", "x").toLowerCase(java.util.Locale.ROOT) + "-");
            lines.add(spelled(line));
            if (random.nextInt(20) == 0 && !name.equals("Expires") && !name.equals("Date")) {
                lines.add(line);
            }
        }
        Collections.shuffle(lines, random);
        return String.join("\r\n", lines.subList(0, Math.min(lines.size(), 80))) + "\r\n";
    }

    private String spelled(String line) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon);
        return switch (random.nextInt(5)) {
            case 0 -> name.toUpperCase(java.util.Locale.ROOT) + line.substring(colon);
            case 1 -> name + " \t:" + line.substring(colon + 1);
            case 2 -> name + ":\r\n  " + line.substring(colon + 1).strip() + " ";
            default -> line;
        };
    }

    /** A description of audio at this place. */
    String description(String host, int port, String direction) {
        StringBuilder text = new StringBuilder("v=0\r\n");
        String number = canary == null ? "1" : canary.digits() + random.nextInt(1_000);
        text.append("o=%s %s %s IN IP4 %s\r\n".formatted(or("-o-user-", "-"), number, number, host));
        text.append("s=").append(or("-s-", "-")).append("\r\n");
        some(text, SESSION);
        text.append("c=IN IP4 ").append(host).append("\r\n");
        if (canary != null) {
            text.append(fill("b=X-@:128\r\n", "-b-"));
        }
        text.append("t=0 0\r\n");
        some(text, TIMED);
        text.append("m=audio %d RTP/AVP 0 8 101\r\n".formatted(port));
        text.append("a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=")
                .append(direction)
                .append("\r\n");
        some(text, MEDIA);
        return text.toString();
    }

    private void some(StringBuilder text, String[] templates) {
        if (canary == null) {
            return;
        }
        for (String template : templates) {
            text.append(fill(template, "-" + template.replaceAll("[^a-z]", "") + "-"))
                    .append("\r\n");
        }
    }

    /** A body that is no description, with its type. */
    String[] otherBody() {
        return switch (random.nextInt(4)) {
            case 0 -> new String[] {"text/plain", or("-text-", "text")};
            case 1 -> new String[] {"message/sipfrag", "SIP/2.0 200 " + or("-sipfrag-", "OK")};
            case 2 -> new String[] {"application/pidf+xml", "<presence entity=\"" + or("-pidf-", "") + "\"/>"};
            default ->
                new String[] {
                    "multipart/mixed;boundary=" + or("-boundary-", "b"),
                    "--b\r\n\r\n" + or("-part-", "") + "\r\n--b--\r\n"
                };
        };
    }

    /** A packet of 20 ms of audio. */
    byte[] audio(Stream stream) {
        byte[] packet = canary == null ? new byte[172] : new byte[12 + 8 + 4 + 12 + 160 + 12];
        int at = 12;
        packet[0] = (byte) (canary == null ? 0x80 : 0xb2); // version 2; padding, extension and two sources
        stream.next(packet);
        if (canary != null) {
            byte[] text = bytes(canary.in("rtp"));
            System.arraycopy(text, 0, packet, 12, 8); // CSRC
            packet[20] = (byte) 0xbe; // RFC 8285
            packet[21] = (byte) 0xde;
            packet[23] = 3;
            System.arraycopy(text, 0, packet, 24, 12);
            at = 36;
            System.arraycopy(text, 0, packet, at + 160, 11);
            packet[packet.length - 1] = 12;
        }
        for (int i = 0; i < 160; i++) {
            packet[at + i] = (byte) stream.sample();
        }
        return packet;
    }

    /** Everything that RTCP can carry, in one compound packet. */
    byte[] control(int source) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        part(out, 1, 200, words(source, 0x83aa7e80, 0, 160, 5, 800, source, 0, 0, 0, 0, 0));
        if (canary == null) {
            return out.toByteArray();
        }
        java.io.ByteArrayOutputStream items = new java.io.ByteArrayOutputStream();
        items.writeBytes(words(source));
        for (int type = 1; type <= 8; type++) {
            byte[] text = bytes(canary.in("sdes" + type));
            items.write(type);
            items.write(text.length);
            items.writeBytes(text);
        }
        items.write(0);
        while (items.size() % 4 != 0) {
            items.write(0);
        }
        part(out, 1, 202, items.toByteArray());
        byte[] text = padded(canary.in("app"));
        part(out, 3, 204, join(words(source), text));
        part(out, 0, 207, join(words(source), new byte[] {(byte) 77, 0, 0, (byte) (text.length / 4)}, text));
        byte[] reason = padded((char) canary.in("bye").length() + canary.in("bye"));
        part(out, 1, 203, join(words(source), reason));
        return out.toByteArray();
    }

    private static void part(java.io.ByteArrayOutputStream out, int count, int type, byte[] body) {
        out.write(0x80 | count);
        out.write(type);
        out.write(body.length / 4 >> 8);
        out.write(body.length / 4);
        out.writeBytes(body);
    }

    private static byte[] words(int... words) {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(4 * words.length);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private static byte[] padded(String text) {
        return bytes(text + "\0".repeat((4 - text.length() % 4) % 4));
    }

    private static byte[] join(byte[]... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** A stream of audio, numbered from the canary on where it reveals. */
    Stream stream() {
        int source = canary == null ? random.nextInt() : canary.word();
        return new Stream(source, canary == null ? 0 : source >>> 8 & 0xffff, canary == null ? 0 : source);
    }

    /** Numbers of a stream of audio. */
    static final class Stream {
        private final int source;
        private int number;
        private int time;
        private int phase;

        private Stream(int source, int number, int time) {
            this.source = source;
            this.number = number;
            this.time = time;
        }

        int source() {
            return source;
        }

        private void next(byte[] packet) {
            java.nio.ByteBuffer.wrap(packet)
                    .putShort(2, (short) number)
                    .putInt(4, time)
                    .putInt(8, source);
            number++;
            time += 160;
        }

        private int sample() {
            phase = (phase + 1) % 40;
            return (phase < 20 ? 0x80 : 0) | 0x20;
        }
    }
}
