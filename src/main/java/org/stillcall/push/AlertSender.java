package org.stillcall.push;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.stillcall.base.Contract.require;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.stillcall.base.Log;
import org.stillcall.base.Secret;

/**
 * Tells a receiver of the host's that a topic has another colour: these two words, and nothing of whom or how many it
 * is about. Of each topic the newest colour waits, in the order in which they changed, so that what waits has a limit;
 * what is not taken is tried again, after a wait that doubles up to an hour. Threads may share it.
 */
public final class AlertSender implements AutoCloseable {
    /** More than there are topics. */
    static final int MOST_TOPICS = 32;

    private static final int STEP_MILLIS = 5_000;
    private static final long TRY_MILLIS = 30_000;
    private static final int STATUS_CHARACTERS = 12; // "HTTP/1.1 201"
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final long END_MILLIS = 1_000;
    private static final Pattern WORD = Pattern.compile("[A-Z_]{1,32}");

    private final Settings settings;
    private final SSLSocketFactory sockets;
    private final Timing timing;
    private final Log log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, String> waiting = new LinkedHashMap<>();
    private final Thread thread;
    private boolean closed;

    /**
     * Whom to tell.
     *
     * @param secret what the receiver knows us by, read anew for each message; empty where it needs none
     */
    public record Settings(AlertPlace place, Optional<Supplier<Secret>> secret) {}

    /**
     * How long things take.
     *
     * @param tryMillis most for connection, handshake and answer together, however slowly the receiver drips
     */
    record Timing(Duration firstWait, long tryMillis) {}

    AlertSender(Settings settings, SSLSocketFactory sockets, Timing timing, Log log) {
        this.settings = settings;
        this.sockets = sockets;
        this.timing = timing;
        this.log = log;
        this.thread = Thread.ofPlatform().daemon().name("alerts").start(this::run);
    }

    public static AlertSender begin(Settings settings, Log log) {
        Timing timing = new Timing(FIRST_WAIT, TRY_MILLIS);
        return new AlertSender(settings, (SSLSocketFactory) SSLSocketFactory.getDefault(), timing, log);
    }

    /** Tells it soon, in the place of what waits of the same topic; both are words in capitals. Does not wait. */
    public void tell(String topic, String colour) {
        require(WORD.matcher(topic).matches() && WORD.matcher(colour).matches(), "An alert is two words.");
        lock.lock();
        try {
            require(waiting.containsKey(topic) || waiting.size() < MOST_TOPICS, "There are only so many topics.");
            waiting.put(topic, colour);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private record Alert(String topic, String colour) {}

    private void run() {
        Duration firstWait = timing.firstWait();
        Duration wait = firstWait;
        try {
            for (Optional<Alert> next = next(); next.isPresent(); next = next()) {
                if (send(next.get())) {
                    took(next.get());
                    wait = firstWait;
                } else {
                    if (wait.equals(firstWait)) {
                        log.warn("The receiver of alerts took none. It is tried again, less and less often.")
                                .write();
                    }
                    pause(wait);
                    wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end
        }
    }

    /** The oldest that waits; empty at the end. */
    private Optional<Alert> next() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            return closed
                    ? Optional.empty()
                    : waiting.entrySet().stream().findFirst().map(it -> new Alert(it.getKey(), it.getValue()));
        } finally {
            lock.unlock();
        }
    }

    /** What changed again meanwhile is told again. */
    private void took(Alert alert) {
        lock.lock();
        try {
            waiting.remove(alert.topic(), alert.colour());
        } finally {
            lock.unlock();
        }
    }

    /** Not cut short by what comes meanwhile: a receiver that is down is not to be hurried. */
    private void pause(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean send(Alert alert) {
        AlertPlace place = settings.place();
        byte[] request = new byte[0];
        try (Socket plain = new Socket();
                End _ = new End(plain, timing.tryMillis())) {
            request = request(alert);
            InetAddress address = InetAddress.getByName(place.host());
            if (request.length == 0 || !place.encrypted() && !address.isLoopbackAddress()) {
                return false;
            }
            plain.connect(new InetSocketAddress(address, place.port()), STEP_MILLIS);
            plain.setSoTimeout(STEP_MILLIS);
            return place.encrypted() ? sendSecurely(plain, request) : send(plain, request);
        } catch (IOException e) {
            return false; // its words name the receiver
        } finally {
            Arrays.fill(request, (byte) 0);
        }
    }

    /** Cuts a connection off that takes too long as a whole. */
    private static final class End implements AutoCloseable {
        private final CountDownLatch done = new CountDownLatch(1);

        End(Socket socket, long millis) {
            Thread.ofVirtual().start(() -> {
                try {
                    if (!done.await(millis, TimeUnit.MILLISECONDS)) {
                        socket.close();
                    }
                } catch (IOException | InterruptedException e) {
                    Thread.currentThread().interrupt(); // it is closed, or nobody waits any more
                }
            });
        }

        @Override
        public void close() {
            done.countDown();
        }
    }

    private boolean sendSecurely(Socket plain, byte[] request) throws IOException {
        AlertPlace place = settings.place();
        try (SSLSocket secure = (SSLSocket) sockets.createSocket(plain, place.host(), place.port(), true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return send(secure, request);
        }
    }

    /** Of the answer the status alone; a redirect is not followed. */
    private static boolean send(Socket socket, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes(STATUS_CHARACTERS), US_ASCII).matches("HTTP/1\\.[01] 2\\d\\d");
    }

    /** Empty when the secret cannot stand in a header, or is not to be had. */
    private byte[] request(Alert alert) throws IOException {
        String body = "{\"topic\":\"" + alert.topic() + "\",\"colour\":\"" + alert.colour() + "\"}";
        ByteArrayOutputStream request = new ByteArrayOutputStream(512);
        AlertPlace place = settings.place();
        request.write(("POST " + place.path() + " HTTP/1.1\r\nHost: " + place.authority()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\nConnection: close\r\n")
                .getBytes(US_ASCII));
        if (settings.secret().isPresent()) {
            try (Secret secret = settings.secret().get().get()) {
                for (byte c : secret.bytes()) {
                    if (c <= ' ' || c > '~') {
                        return new byte[0];
                    }
                }
                request.write("Authorization: Bearer ".getBytes(US_ASCII));
                request.write(secret.bytes());
                request.write("\r\n".getBytes(US_ASCII));
            } catch (RuntimeException e) { // the file is not there now, or is open to others
                return new byte[0];
            }
        }
        request.write(("\r\n" + body).getBytes(US_ASCII));
        return request.toByteArray();
    }

    /** What waits is not told any more: the next start tells how everything stands. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
