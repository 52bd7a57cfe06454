package org.stillcall.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.stillcall.media.Stun;
import org.stillcall.media.StunKey;
import org.stillcall.media.StunReader;
import org.stillcall.media.StunWriter;

/** A TURN client by hand, over a stream. */
final class TurnClient implements AutoCloseable {
    private static final int UDP = 17 << 24;

    final Socket socket;
    final StunReader answer = new StunReader();
    String name = "";
    String password = "";
    String realm = "turn";
    byte[] nonce = new byte[0];
    boolean sha256;
    /** The last message that was sent. */
    byte[] sent = new byte[0];

    private final DataInputStream in;
    private final OutputStream out;
    private final Random random = new Random(11);

    TurnClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    TurnClient with(IceServers.Grant grant) {
        name = grant.username();
        password = new String(grant.credential().bytes(), StandardCharsets.US_ASCII);
        return this;
    }

    StunKey key() {
        try {
            byte[] key = MessageDigest.getInstance("MD5")
                    .digest((name + ":" + realm + ":" + password).getBytes(StandardCharsets.US_ASCII));
            return sha256 ? StunKey.sha256(key) : new StunKey(key);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    StunWriter begin(int method, int kind) {
        byte[] transaction = new byte[Stun.TRANSACTION_BYTES];
        random.nextBytes(transaction);
        return new StunWriter(new byte[2000]).begin(method, kind, transaction, 0);
    }

    void send(StunWriter message) throws IOException {
        send(Arrays.copyOf(message.data(), message.length()));
    }

    void send(byte[] bytes) throws IOException {
        sent = bytes;
        out.write(bytes);
    }

    /** Sends a request with all credentials. */
    void ask(int method, Consumer<StunWriter> attributes) throws IOException {
        StunWriter message = begin(method, Stun.REQUEST);
        attributes.accept(message);
        message.attribute(Stun.USERNAME, name.getBytes(StandardCharsets.US_ASCII))
                .attribute(Stun.REALM, realm.getBytes(StandardCharsets.US_ASCII))
                .attribute(Stun.NONCE, nonce)
                .integrity(key())
                .fingerprint();
        send(message);
    }

    /** The same, and its answer: 0 for success, else the error. */
    int asked(int method, Consumer<StunWriter> attributes) throws IOException {
        ask(method, attributes);
        return answered(method);
    }

    int answered(int method) throws IOException {
        byte[] message = next();
        assertTrue(answer.read(message, 0, message.length));
        assertEquals(method, answer.method());
        byte[] transaction = new byte[Stun.TRANSACTION_BYTES];
        answer.transaction(transaction, 0);
        assertTrue(Arrays.equals(transaction, 0, 12, sent, 8, 20), "the answer is for another request");
        assertTrue(!answer.printed() || answer.fingerprinted());
        if (answer.kind() == Stun.SUCCESS) {
            return 0;
        }
        assertEquals(Stun.ERROR, answer.kind());
        assertTrue(answer.find(Stun.ERROR_CODE));
        int error = answer.errorCode();
        if (answer.find(Stun.NONCE)) {
            nonce = answer.value();
        }
        return error;
    }

    /** The next message of the stream as it came. */
    byte[] next() throws IOException {
        byte[] head = new byte[4];
        in.readFully(head);
        int length = ByteBuffer.wrap(head).getShort(2) & 0xffff;
        boolean isStun = head[0] >> 6 == 0;
        byte[] rest = new byte[isStun ? 16 + length : length + 3 & ~3];
        in.readFully(rest);
        return ByteBuffer.allocate(4 + rest.length).put(head).put(rest).array();
    }

    /** As every browser begins: without credentials, then with. */
    int allocate() throws IOException {
        StunWriter first = begin(Turn.ALLOCATE, Stun.REQUEST).word(Turn.REQUESTED_TRANSPORT, UDP);
        send(first);
        assertEquals(Stun.UNAUTHENTICATED, answered(Turn.ALLOCATE));
        return asked(Turn.ALLOCATE, message -> message.word(Turn.REQUESTED_TRANSPORT, UDP));
    }

    int permit(InetSocketAddress peer) throws IOException {
        return asked(Turn.CREATE_PERMISSION, message -> message.xorAddress(Turn.XOR_PEER_ADDRESS, peer));
    }

    int bind(int channel, InetSocketAddress peer) throws IOException {
        return asked(
                Turn.CHANNEL_BIND,
                message -> message.word(Turn.CHANNEL_NUMBER, channel << 16).xorAddress(Turn.XOR_PEER_ADDRESS, peer));
    }

    void indicate(InetSocketAddress peer, byte[] data) throws IOException {
        send(begin(Turn.SEND, Stun.INDICATION)
                .xorAddress(Turn.XOR_PEER_ADDRESS, peer)
                .attribute(Turn.DATA, data));
    }

    void channel(int number, byte[] data) throws IOException {
        send(ByteBuffer.allocate(4 + (data.length + 3 & ~3))
                .putShort((short) number)
                .putShort((short) data.length)
                .put(data)
                .array());
    }

    /** Whether the server has ended the connection, with nothing said before. */
    boolean ended() throws IOException {
        try {
            return in.read() < 0;
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
