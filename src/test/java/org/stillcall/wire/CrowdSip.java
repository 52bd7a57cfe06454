package org.stillcall.wire;

import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.stillcall.wire.RawCarrier.Heard;

/** A place of the crowd that speaks SIP by UDP for many calls, and what its messages have in common. */
final class CrowdSip {
    private static final int AGAIN_MILLIS = 500;
    private static final int AGAIN_MOST = 12;

    final Crowd crowd;
    final Place place;
    private final InetSocketAddress server;
    private final DatagramChannel channel;
    private final Map<String, Party> parties = new HashMap<>();
    private Party stranger = message -> {};
    private int branches;

    /** Takes the messages of a call. */
    interface Party {
        void hears(Heard message);
    }

    CrowdSip(Crowd crowd, Place place, Place server) {
        this.crowd = crowd;
        this.place = place;
        this.server = new InetSocketAddress(server.address(), server.port());
        this.channel = crowd.open(place, this::take);
    }

    /** Who takes calls that nobody has yet. */
    void strangers(Party party) {
        stranger = party;
    }

    void knows(String callId, Party party) {
        parties.put(callId, party);
    }

    InetSocketAddress server() {
        return server;
    }

    private void take(byte[] bytes, InetSocketAddress from) {
        Heard message = new Heard(System.nanoTime(), new String(bytes, StandardCharsets.ISO_8859_1).replace("\r", ""));
        if (message.method().equals("OPTIONS")) {
            send(response(message, "200 OK", "", ""));
            return;
        }
        parties.getOrDefault(message.callId(), stranger).hears(message);
    }

    void send(String text) {
        Crowd.send(channel, text.getBytes(StandardCharsets.ISO_8859_1), server);
    }

    String via() {
        return "Via: SIP/2.0/UDP " + place + ";branch=z9hG4bKcrowd" + ++branches + "p" + place.port() + "\r\n";
    }

    String contact() {
        return "Contact: <sip:crowd@" + place + ">\r\n";
    }

    /** Something that is sent again until it was heard. */
    final class Repeated {
        private final String text;
        private boolean heard;
        private int times;

        Repeated(String text) {
            this.text = text;
            again();
        }

        private void again() {
            if (!heard && times++ < AGAIN_MOST) {
                send(text);
                crowd.after(AGAIN_MILLIS, this::again);
            }
        }

        void heard() {
            heard = true;
        }
    }

    /** @param tag put to To where it has none */
    String response(Heard request, String status, String tag, String body) {
        StringBuilder out = new StringBuilder("SIP/2.0 " + status + "\r\n");
        for (String name : new String[] {"Via", "From", "Call-ID", "CSeq"}) {
            out.append(name).append(": ").append(request.header(name)).append("\r\n");
        }
        String whom = request.header("To");
        out.append("To: ").append(whom).append(whom.contains("tag=") || tag.isEmpty() ? "" : ";tag=" + tag);
        out.append("\r\n").append(contact()).append(body.isEmpty() ? "" : "Content-Type: application/sdp\r\n");
        return out.append("Content-Length: ")
                .append(body.length())
                .append("\r\n\r\n")
                .append(body)
                .toString();
    }

    String description(CrowdVoice voice) {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 " + place.address(),
                "s=-",
                "c=IN IP4 " + place.address(),
                "t=0 0",
                "m=audio " + voice.port() + " RTP/AVP 0 101",
                "a=rtpmap:0 PCMU/8000",
                "a=rtpmap:101 telephone-event/8000",
                "");
    }

    /** Where the other side wants its sound. */
    static InetSocketAddress sound(Heard message) {
        return new InetSocketAddress(
                message.found("(?m)^c=IN IP4 (.*)$"), Integer.parseInt(message.found("(?m)^m=audio ([0-9]+) ")));
    }

    static boolean isFinal(Heard message) {
        return message.text().matches("(?s)SIP/2\\.0 [2-6].*");
    }

    static int status(Heard message) {
        return Integer.parseInt(message.text().substring(8, 11));
    }
}
