package org.stillcall.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server that knows one address for every name, for one second; closed, it is silent. */
final class NameServer implements AutoCloseable {
    private final Party socket = new Party("127.0.0.1", 0);
    private final InetAddress address;
    private volatile int asked;

    NameServer(String address) throws IOException {
        this.address = InetAddress.getByName(address);
        Thread.ofPlatform().daemon().start(this::serve);
    }

    int port() {
        return socket.port();
    }

    int asked() {
        return asked;
    }

    private void serve() {
        while (!socket.closed()) {
            byte[] bytes = socket.receive(1_000);
            if (bytes != null) {
                asked++;
                try {
                    socket.send(answer(new Message(bytes)).toWire(), socket.lastFrom());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private Message answer(Message query) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        if (query.getQuestion().getType() == Type.A) {
            answer.addRecord(new ARecord(query.getQuestion().getName(), DClass.IN, 1, address), Section.ANSWER);
        }
        return answer;
    }

    /** From now on it answers nobody. */
    void die() {
        socket.close();
    }

    @Override
    public void close() {
        die();
    }
}
