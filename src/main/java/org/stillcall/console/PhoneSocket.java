package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.call.PagePhones;
import org.stillcall.call.PagePhones.PageCall;
import org.stillcall.call.Switchboard.State;
import org.stillcall.turn.IceServers;

/**
 * The WebSocket of one page that is a phone (RFC 6455). Whoever has news only queues it; a virtual thread of its own
 * makes text of it and sends it. A page that does not keep up, says too much, or says nothing for too long loses its
 * socket, never a message in the middle: it comes back and hears where its call stands. Threads may share it.
 */
final class PhoneSocket implements PagePhones.Ear {
    /** Why we close it, as the page is told (RFC 6455 section 7.4.2). */
    enum Close {
        /** The session has ended, or the device was taken out of use: nothing to come back for. */
        ENDED(4401),
        /** Another page of the same device is the phone now. */
        REPLACED(4409),
        /** Another page holds this practice phone. */
        TAKEN(4423),
        /** Too many messages; the page comes back. */
        TOO_OFTEN(4429),
        /** Something that is no message of this list; the page comes back. */
        MALFORMED(4400),
        /** The server ends; the page comes back to the next one. */
        GOING(1001);

        private final int code;

        Close(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    private static final int END_SECONDS = 5;
    private static final String AWAKE = "{\"type\":\"alive\"}"; // as our page writes it

    private final Session session;
    private final BooleanSupplier locked;
    private final LongSupplier nowMillis;
    private final BlockingQueue<Json.Body> waiting = new ArrayBlockingQueue<>(ApiLimits.PHONE_NEWS_WAITING);
    private final Thread sender;
    private PagePhones.@Nullable Line line; // set once, before anything is heard
    private volatile boolean closed;
    private volatile boolean onThePhone;
    private volatile @Nullable String rings; // by which name a caller is known who rings here
    private volatile long heardAt;
    private final AtomicInteger owed = new AtomicInteger(); // how often we asked whether it is awake
    private long askedAt; // guarded by this
    private double stock = ApiLimits.PHONE_MESSAGES_AT_ONCE; // the receiving thread's
    private long stockedAt;

    /** @param locked whether the device is locked now: nobody answers a caller there before they unlocked it */
    PhoneSocket(Session session, BooleanSupplier locked, LongSupplier nowMillis) {
        this.session = session;
        this.locked = locked;
        this.nowMillis = nowMillis;
        this.heardAt = nowMillis.getAsLong();
        this.askedAt = heardAt;
        this.stockedAt = heardAt;
        this.sender = Thread.ofVirtual().name("phone-socket").unstarted(this::send);
    }

    /** Its line to the switch; from now on news is sent. */
    void begin(PagePhones.Line opened) {
        line = opened;
        sender.start();
    }

    /** Whether its device has a call that goes on. */
    boolean onThePhone() {
        return onThePhone;
    }

    // what the page says

    /** One message, on the thread that received it. */
    void heard(String text) {
        if (closed) {
            return;
        }
        heardAt = nowMillis.getAsLong();
        if (!owes(text) && !stocked()) {
            close(Close.TOO_OFTEN);
            return;
        }
        PagePhones.Line to = line;
        if (to == null) {
            return;
        }
        try {
            pass(to, PhoneMessage.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (RefusedException e) {
            close(Close.MALFORMED);
        }
    }

    private void pass(PagePhones.Line line, PhoneMessage message) {
        switch (message) {
            case PhoneMessage.Offer offer ->
                line.offer(offer.call(), offer.sdp().getBytes(StandardCharsets.US_ASCII), offer.again());
            case PhoneMessage.Take take -> take(line, take.call());
            case PhoneMessage.Decline decline -> line.decline(decline.call());
            case PhoneMessage.Hold hold -> line.hold(hold.call(), true);
            case PhoneMessage.Resume resume -> line.hold(resume.call(), false);
            case PhoneMessage.Key key -> line.key(key.call(), key.key());
            case PhoneMessage.Alive _ -> {}
        }
    }

    private void take(PagePhones.Line line, String call) {
        if (!call.equals(rings) || !locked.getAsBoolean()) {
            line.take(call);
        }
    }

    /** Whether it says that it is awake because we asked: how often we ask when many call is not its doing. */
    private boolean owes(String text) {
        return text.equals(AWAKE) && owed.getAndUpdate(many -> Math.max(0, many - 1)) > 0;
    }

    private boolean stocked() {
        long refill = (heardAt - stockedAt) * ApiLimits.PHONE_MESSAGES_PER_SECOND;
        stock = Math.min(ApiLimits.PHONE_MESSAGES_AT_ONCE, stock + refill / 1000.0);
        stockedAt = heardAt;
        stock -= 1;
        return stock >= 0;
    }

    // what the page is told

    @Override
    public void idle() {
        onThePhone = false;
        tell(json -> json.writeStringField("type", "idle"));
    }

    @Override
    public void call(PageCall call) {
        onThePhone = call.view().state() != State.ENDED;
        tell(json -> write(json, call));
    }

    private static void write(JsonGenerator json, PageCall call) throws IOException {
        json.writeStringField("type", "call");
        json.writeStringField("call", call.view().id());
        json.writeStringField("plan", call.plan());
        json.writeStringField("state", call.view().state().name());
        json.writeStringField("outcome", call.view().outcome().orElse(null));
        json.writeStringField("message", call.view().message());
        json.writeStringField("sound", call.sound().name());
        json.writeBooleanField("held", call.held());
    }

    @Override
    public void asked(PagePhones.Asked call) {
        onThePhone = true;
        tell(json -> {
            json.writeStringField("type", "asked");
            json.writeStringField("call", call.name());
            json.writeStringField("programme", call.programme().text());
            json.writeStringField("language", call.language().map(Label::text).orElse(null));
            json.writeStringField("sound", call.sound().name());
        });
    }

    @Override
    public void incoming(PagePhones.Incoming call) {
        onThePhone = call.sound() != PagePhones.Sound.RINGS;
        rings = onThePhone ? null : call.name();
        tell(json -> {
            json.writeStringField("type", "incoming");
            json.writeStringField("call", call.name());
            json.writeStringField("programme", call.programme().text());
            json.writeStringField("language", call.language().map(Label::text).orElse(null));
            json.writeStringField("sound", call.sound().name());
            json.writeNumberField("waited", call.waited().toSeconds());
            json.writeNumberField("others", call.others());
        });
        alive(); // a page that does not answer to that sleeps, and somebody else has to hear it ring
    }

    @Override
    public long quietMillis() {
        return closed ? Long.MAX_VALUE : nowMillis.getAsLong() - heardAt;
    }

    private void alive() {
        owed.updateAndGet(many -> Math.min(ApiLimits.PHONE_NEWS_WAITING, many + 1));
        tell(json -> json.writeStringField("type", "alive"));
    }

    @Override
    public void ways(String call, IceServers.Grant grant) {
        tell(json -> {
            json.writeStringField("type", "ways");
            json.writeStringField("call", call);
            json.writeArrayFieldStart("urls");
            for (String url : grant.urls()) {
                json.writeString(url);
            }
            json.writeEndArray();
            json.writeStringField("username", grant.username());
            byte[] credential = grant.credential().bytes();
            json.writeFieldName("credential");
            json.writeUTF8String(credential, 0, credential.length);
        });
    }

    @Override
    public void answer(String call, byte[] sdp) {
        tell(json -> {
            json.writeStringField("type", "answer");
            json.writeStringField("call", call);
            json.writeStringField("sdp", new String(sdp, StandardCharsets.US_ASCII));
        });
    }

    @Override
    public void unusable(String call) {
        tell(json -> {
            json.writeStringField("type", "unusable");
            json.writeStringField("call", call);
        });
    }

    @Override
    public void levels(String call, int near, int far) {
        tell(json -> {
            json.writeStringField("type", "levels");
            json.writeStringField("call", call);
            json.writeNumberField("near", near);
            json.writeNumberField("far", far);
        });
    }

    private void tell(Json.Body news) {
        if (!closed && !waiting.offer(news)) {
            drop(); // it does not read
        }
    }

    private void send() {
        try {
            while (!closed) {
                byte[] text = Json.object(waiting.take());
                Callback.Completable sent = new Callback.Completable();
                session.sendText(new String(text, StandardCharsets.UTF_8), sent);
                sent.get(ApiLimits.PHONE_SEND_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            drop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // how it ends

    /** Asks whether the page is awake, and drops it when it has not been for too long; about once a second. */
    void sweep() {
        long now = nowMillis.getAsLong();
        if (now - heardAt >= ApiLimits.PHONE_SILENT_MILLIS) {
            drop();
        } else if (due(now)) {
            alive();
        }
    }

    private synchronized boolean due(long now) {
        boolean due = now - askedAt >= ApiLimits.PHONE_ALIVE_MILLIS;
        if (due) {
            askedAt = now;
        }
        return due;
    }

    /** Says why, and closes it; a page that does not answer to that is cut off after a while by the web server. */
    void close(Close why) {
        if (over()) {
            session.setIdleTimeout(java.time.Duration.ofSeconds(END_SECONDS));
            session.close(why.code(), "", Callback.NOOP);
        }
    }

    private void drop() {
        if (over()) {
            session.disconnect();
        }
    }

    /** The connection is gone, however that came; true for whoever ended it. */
    synchronized boolean over() {
        if (closed) {
            return false;
        }
        closed = true;
        sender.interrupt();
        if (line != null) {
            line.close();
        }
        return true;
    }
}
