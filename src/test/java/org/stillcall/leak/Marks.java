package org.stillcall.leak;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What tells one browser from another, in the forms in which it could stand in a message or a packet. */
final class Marks {
    /** What any description of ours has too, or is too short to mean anything. */
    private static final Set<String> COMMON = Set.of(
            "v=0",
            "s=-",
            "t=0 0",
            "a=sendrecv",
            "a=ptime:20",
            "a=rtpmap:0 PCMU/8000",
            "a=rtpmap:8 PCMA/8000",
            "a=fmtp:101 0-15",
            "a=rtpmap:101 telephone-event/8000");

    private static final int SHORTEST = 5;

    private final Map<String, byte[]> texts = new TreeMap<>(); // by what it is, and itself
    private final Map<String, byte[]> binaries = new TreeMap<>();
    private final Set<String> kinds = new TreeSet<>();

    void text(String what, String value) {
        if (value.length() >= SHORTEST) {
            kinds.add(what);
            texts.put(what + " " + value, lower(value.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    private void binary(String what, byte[] value) {
        kinds.add(what + " as bytes");
        binaries.put(what + " " + HexFormat.of().formatHex(value), value);
    }

    private void source(long source) {
        text("ssrc", Long.toUnsignedString(source));
        binary("ssrc", ByteBuffer.allocate(4).putInt((int) source).array());
    }

    /** One of the browser's own session descriptions, line by line and value by value. */
    void description(String sdp) {
        for (String line : sdp.split("\r\n")) {
            if (!COMMON.contains(line)) {
                text("line", line);
            }
            String value = line.substring(line.indexOf(':') + 1);
            if (line.startsWith("o=")) {
                text("session", line.split(" ")[1]);
            } else if (line.startsWith("a=ice-ufrag:")) {
                text("ufrag in the description", "ufrag:" + value);
            } else if (line.startsWith("a=ice-pwd:")) {
                text("ice password", value);
            } else if (line.startsWith("a=fingerprint:")) {
                String hex = value.substring(value.indexOf(' ') + 1);
                text("fingerprint", hex);
                text("fingerprint", hex.replace(":", ""));
                binary(
                        "fingerprint",
                        HexFormat.of().parseHex(hex.replace(":", "").toLowerCase(Locale.ROOT)));
            } else if (line.startsWith("a=msid:")) {
                Arrays.stream(value.split(" ")).forEach(id -> text("msid", id));
            } else if (line.startsWith("a=ssrc:")) {
                source(Long.parseLong(value.substring(0, value.indexOf(' '))));
                if (line.contains("cname:")) {
                    text("cname", line.substring(line.indexOf("cname:") + 6));
                }
            }
        }
    }

    /** One entry of what the browser measures of its connection (WebRTC statistics). */
    void measured(JsonObject entry) {
        switch (entry.get("type").getAsString()) {
            case "outbound-rtp", "inbound-rtp", "remote-inbound-rtp", "remote-outbound-rtp" -> {
                if (entry.has("ssrc")) {
                    source(entry.get("ssrc").getAsLong());
                }
            }
            case "local-candidate" -> {
                String port = String.valueOf(entry.get("port").getAsInt());
                text("port", ":" + port);
                text("port", " " + port + " ");
                if (entry.has("address") && !entry.get("address").isJsonNull()) {
                    address(entry.get("address").getAsString());
                }
                if (entry.has("usernameFragment")) {
                    text("ufrag", entry.get("usernameFragment").getAsString());
                }
            }
            case "certificate" -> {
                String print = entry.get("fingerprint").getAsString();
                text("certificate", print);
                text("certificate", entry.get("base64Certificate").getAsString().substring(0, 60));
            }
            default -> {}
        }
    }

    /** The loopback address is everybody's here. */
    private void address(String address) {
        if (!address.startsWith("127.") && !address.equals("::1")) {
            text("address", address);
        }
    }

    /** Which kinds of marks there are. */
    Set<String> kinds() {
        return kinds;
    }

    /** The marks that stand in what was heard. */
    List<String> foundIn(Collection<byte[]> heard) {
        Set<String> found = new TreeSet<>();
        for (byte[] bytes : heard) {
            byte[] small = lower(bytes);
            texts.forEach((what, mark) -> look(found, what, small, mark));
            binaries.forEach((what, mark) -> look(found, what, bytes, mark));
        }
        return List.copyOf(found);
    }

    private static void look(Set<String> found, String what, byte[] hay, byte[] needle) {
        for (int i = 0; i <= hay.length - needle.length; i++) {
            if (Arrays.equals(hay, i, i + needle.length, needle, 0, needle.length)) {
                found.add(what);
                return;
            }
        }
    }

    private static byte[] lower(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
