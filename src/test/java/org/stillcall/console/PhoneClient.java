package org.stillcall.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket by hand (RFC 6455), so that a test may say what no library lets it say: any header, nothing at all. */
final class PhoneClient {
    /** What {@link #closed} gives for a connection that was cut without a word. */
    static final int CUT = -1;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = 20;

    final int status;
    final String head;
    /** All of a refusal: headers and body. */
    final String rest;

    private final Socket socket;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile boolean reads = true;

    private PhoneClient(Socket socket, int status, String head, String rest) {
        this.head = head;
        this.socket = socket;
        this.status = status;
        this.rest = rest;
    }

    /** @param headers in place of, or beside, the usual ones; an empty value leaves one out */
    static PhoneClient open(int port, String cookie, Map<String, String> headers) {
        return open("/api/phone", port, cookie, headers);
    }

    static PhoneClient open(String path, int port, String cookie, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", "localhost:" + port);
        all.put("Origin", "http://localhost:" + port);
        all.put("Cookie", cookie);
        all.putAll(headers);
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
        all.forEach((name, value) -> request.append(value.isEmpty() ? "" : name + ": " + value + "\r\n"));
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setReceiveBufferSize(8_192);
            socket.setSoTimeout(SECONDS * 1_000);
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String head = head(in);
            int status = Integer.parseInt(head.substring(9, 12));
            String rest = status == 101 ? "" : head + body(in, head);
            PhoneClient client = new PhoneClient(socket, status, head, rest);
            if (status == 101) {
                Thread.ofVirtual().start(() -> client.read(in));
            }
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(DataInputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String body(DataInputStream in, String head) throws IOException {
        String name = "content-length: ";
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf(name);
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + name.length(), head.indexOf('\r', at)));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private void read(DataInputStream in) {
        try {
            while (reads) {
                int opcode = in.readUnsignedByte() & 0x0f;
                int length = in.readUnsignedByte();
                length = length == 126 ? in.readUnsignedShort() : length;
                byte[] payload = in.readNBytes(length);
                if (opcode == 1) {
                    heard.add(new String(payload, StandardCharsets.UTF_8));
                } else if (opcode == 8) {
                    closed.complete((payload[0] & 0xff) << 8 | payload[1] & 0xff);
                    leave();
                    return;
                }
            }
        } catch (IOException e) {
            closed.complete(CUT);
        }
    }

    void say(String text) {
        send(1, text.getBytes(StandardCharsets.UTF_8));
    }

    void sayBytes(byte[] bytes) {
        send(2, bytes);
    }

    /** A frame, masked with zeros as a client's has to be. */
    private void send(int opcode, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x80 | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        try {
            OutputStream out = socket.getOutputStream();
            out.write(frame.toByteArray());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode next() throws InterruptedException {
        String text = heard.poll(SECONDS, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("Nothing was heard.");
        }
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The code with which the server closed it. */
    int closed() {
        return closed.completeOnTimeout(0, SECONDS, TimeUnit.SECONDS).join();
    }

    /** Takes at most one message more. */
    void stopReading() {
        reads = false;
    }

    /** Cuts the connection. */
    void leave() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
