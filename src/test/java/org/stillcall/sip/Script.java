package org.stillcall.sip;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;

/** A peer made of texts: what it received waits in order, what it sends is written in the test. */
final class Script implements WireListener {
    final ArrayDeque<String> received = new ArrayDeque<>();
    private final java.util.Set<String> seen = new java.util.HashSet<>();
    private final LossyNet.End end;
    private final FakeLoop loop;
    private final InetSocketAddress stack;
    private final BlockPool pool = new BlockPool(16384, 1);

    Script(TwoStacks pair, InetSocketAddress own, InetSocketAddress stack) {
        this.loop = pair.loop;
        this.stack = stack;
        end = pair.net.end(own);
        end.listener = this;
    }

    @Override
    public void received(Hop from, Block message, int length) {
        received.add(TwoStacks.text(new Slice(message.segment(), 0, length)));
    }

    @Override
    public void failed(Hop hop, FailureKind kind) {}

    /** Sends a text with plain line ends. */
    void send(String text) {
        byte[] bytes = text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try (Block block = java.util.Objects.requireNonNull(pool.take())) {
            java.lang.foreign.MemorySegment.copy(
                    bytes, 0, block.segment(), java.lang.foreign.ValueLayout.JAVA_BYTE, 0, bytes.length);
            end.send(Hop.udp(stack), block, bytes.length);
        }
        loop.advance(5);
    }

    /** The next message that came. */
    String next() {
        loop.advance(5);
        String text = received.poll();
        if (text == null) {
            throw new AssertionError("nothing came");
        }
        return text;
    }

    /** The next message that came for the first time, which begins so. */
    String next(String start) {
        String text = next();
        while (!seen.add(text)) {
            text = next();
        }
        if (!text.startsWith(start)) {
            throw new AssertionError("expected " + start + " but was\n" + text);
        }
        return text;
    }

    /** The value of a header, or empty. */
    static String header(String message, String name) {
        for (String line : message.split("\r\n")) {
            if (line.startsWith(name + ": ")) {
                return line.substring(name.length() + 2);
            }
        }
        return "";
    }

    static String branch(String message) {
        return header(message, "Via").replaceAll(".*branch=([^;]*).*", "$1");
    }

    /** A response to a request of the stack, with a To tag and further lines, each with its line end. */
    static String response(String request, int status, String tag, String more) {
        String to = header(request, "To");
        return "SIP/2.0 " + status + " Words\nVia: " + header(request, "Via") + "\nFrom: " + header(request, "From")
                + "\nTo: " + to + (to.contains("tag=") || tag.isEmpty() ? "" : ";tag=" + tag)
                + "\nCall-ID: " + header(request, "Call-ID") + "\nCSeq: " + header(request, "CSeq") + "\n" + more
                + (more.contains("Content-Length") ? "" : "Content-Length: 0\n\n");
    }

    static String withSdp(String headers, String sdp) {
        return headers + "Content-Type: application/sdp\nContent-Length: "
                + sdp.replace("\n", "\r\n").length() + "\n\n" + sdp;
    }

    void respond(String request, int status, String tag, String more) {
        send(response(request, status, tag, more));
    }

    static final String SDP = "v=0\no=- 2 2 IN IP4 10.0.0.3\ns=-\n";
    static final String CONTACT = "Contact: <sip:peer@10.0.0.3>\n";
}
