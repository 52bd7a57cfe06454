package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server with people on duty who have phones, and a carrier that brings callers and takes calls: whatever it is asked
 * to call answers as {@link #far} says.
 */
final class StaffStage implements AutoCloseable {
    static final String PUBLISHED = "+16175558000";
    static final String NOBODY = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

    /** Until a caller was told everything that there is to be told, and phones rang in vain between. */
    private static final Duration SENTENCES = Duration.ofSeconds(70);

    final Crowd crowd = new Crowd();
    final Site site;
    final CrowdSip carrier;
    /** Whoever is called through the carrier: their phones ring and do what {@link #answers} says. */
    final CrowdPhone far;

    final List<CrowdPhone> desks = new ArrayList<>();
    private final List<CrowdSip> places = new ArrayList<>();
    private final List<Place> free = new ArrayList<>();
    private CrowdPhone.Manner answers = ring -> {};
    private ServerProcess server;
    private int callers;

    /** With that many desk phones, {@code desk1} and so on. */
    StaffStage(Path folder, int count) {
        Place carrierPlace = Place.free(Place.TRUNK);
        site = new Site(folder).shortPrompts().programme("audit", "").trunk("carrier", carrierPlace, "");
        for (int i = 1; i <= count; i++) {
            Place place = Place.free(Place.PHONE);
            free.add(place);
            site.phoneAt("desk" + i, place);
        }
        carrier = new CrowdSip(crowd, carrierPlace, site.sip());
        far = new CrowdPhone(carrier, 500, ring -> answers.rings(ring));
        for (int i = 0; i < count; i++) {
            CrowdSip sip = new CrowdSip(crowd, free.get(i), site.sip());
            places.add(sip);
            desks.add(new CrowdPhone(sip, i + 1, ring -> {}));
        }
    }

    /** What phones do that are called through the carrier. */
    StaffStage farSide(CrowdPhone.Manner manner) {
        answers = manner;
        return this;
    }

    StaffStage start() {
        server = ServerProcess.start(site);
        return this;
    }

    ServerProcess server() {
        return server;
    }

    Api api() {
        return server.api();
    }

    /** Somebody calls a number of ours, and is answered. */
    CrowdCaller calls(String called, String from) {
        return calls(called, from, "");
    }

    /** @param offer a description of their sound that is not their own; nothing for their own */
    CrowdCaller calls(String called, String from, String offer) {
        int self = 100 + ++callers;
        CrowdCaller caller = crowd.ask(() -> new CrowdCaller(carrier, called, from, self, offer));
        Waiting.until("they are answered", () -> crowd.ask(caller::line) != CrowdCaller.Line.CALLING);
        assertEquals(CrowdCaller.Line.THERE, crowd.ask(caller::line));
        return caller;
    }

    void hangsUp(CrowdCaller caller) {
        crowd.tell(caller::hangsUp);
    }

    boolean rings(CrowdPhone phone) {
        return crowd.ask(() -> phone.rings().stream().anyMatch(CrowdPhone.Ring::isOn));
    }

    int rang(CrowdPhone phone) {
        return crowd.ask(() -> phone.rings().size());
    }

    /** Waits until it rings. */
    CrowdPhone.Ring ring(CrowdPhone phone) {
        Waiting.until("it rings", () -> rings(phone));
        return crowd.ask(() -> phone.rings().getLast());
    }

    /** Picks up and presses the key that accepts. */
    void accepts(CrowdPhone.Ring ring) {
        crowd.tell(() -> ring.answers(ring::accepts));
    }

    /** @param voice null while its phone has not picked up: that one hears nobody */
    boolean hears(@Nullable CrowdVoice voice, int mark) {
        return voice != null && crowd.ask(() -> voice.heard().containsKey(mark));
    }

    void awaitTalk(CrowdCaller caller, CrowdPhone.Ring ring) {
        Waiting.until(
                "both hear each other",
                () -> crowd.ask(() -> ring.voice() != null
                        && ring.voice().heard().containsKey(caller.self)
                        && caller.voice.heard().containsKey(ring.mark())));
    }

    void awaitLeft(CrowdCaller caller) {
        Waiting.atMost(SENTENCES, "we ended it", () -> crowd.ask(caller::line) == CrowdCaller.Line.LEFT);
    }

    /** Nobody waits, nothing rings, no number is held. */
    void awaitNobody() {
        api().awaitIdle();
        Waiting.until("no caller is left", () -> api().figure("stillcall_callers ", "") == 0, () -> api().metrics());
    }

    static void pass(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        Waiting.until("a moment", () -> System.nanoTime() > end);
    }

    @Override
    public void close() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            crowd.close();
        }
    }
}
