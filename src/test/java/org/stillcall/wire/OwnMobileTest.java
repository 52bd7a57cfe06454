package org.stillcall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An advocate's own mobile, rung by the centre through the trunk: without the code nobody is called (B1, G19). baresip
 * is the carrier with both mobiles.
 */
class OwnMobileTest {
    private static final String SURVIVOR = "+12025550165";
    private static final String ADVOCATE = "+12025550151";
    private static final String CODE = "4711";

    @TempDir
    static Path folder;

    private static Place carrierPlace;
    private static ServerProcess server;
    private static Baresip carrier;
    private static Capture capture;

    @BeforeAll
    static void start() {
        carrierPlace = Place.free(Place.SWITCH);
        Site site = new Site(folder)
                .shortPrompts()
                .programme("audit", "")
                .mobile("night", ADVOCATE, CODE)
                .trunk("carrier", carrierPlace, "addresses = [\"127.0.0.200\"]");
        server = ServerProcess.start(site);
        carrier = Baresip.start(folder, carrierPlace, account(ADVOCATE) + "\n" + account(SURVIVOR), 700);
        capture = Capture.of(folder, site.sip(), carrierPlace);
    }

    private static String account(String number) {
        return "<sip:" + number + "@" + Place.SWITCH + ">;regint=0;answermode=auto";
    }

    @AfterAll
    static void end() {
        capture.close();
        carrier.close();
        server.close();
    }

    private static void key(String code) {
        for (char digit : code.toCharArray()) {
            carrier.order("sndcode", Character.toString(digit));
        }
    }

    @Test
    void mobile_whoseCodeIsRight_isConnected() {
        int from = capture.mark();
        int before = carrier.count("CALL_ESTABLISHED");
        String id = server.api().place("night", SURVIVOR);
        carrier.await("CALL_ESTABLISHED", before + 1);
        server.api().await(id, "CONFIRMING");
        assertEquals(1, capture.invites(from, carrierPlace).size());
        key(CODE);
        server.api().await(id, "TALKING");
        assertEquals(2, capture.invites(from, carrierPlace).size());
        server.api().end(id);
        carrier.await("CALL_CLOSED", before + 2);
        server.api().awaitIdle();
    }

    @Test
    void mobile_whoseCodeIsWrongThreeTimes_callsNobody() {
        int from = capture.mark();
        int before = carrier.count("CALL_ESTABLISHED");
        String id = server.api().place("night", SURVIVOR);
        carrier.await("CALL_ESTABLISHED", before + 1);
        server.api().await(id, "CONFIRMING");
        key("471247134714");
        assertEquals("NOT_CONFIRMED", server.api().outcome(id));
        carrier.await("CALL_CLOSED", before + 1);
        server.api().awaitIdle();
        assertEquals(1, capture.invites(from, carrierPlace).size());
    }

    @Test
    void mobile_thatHangsUpBeforeTheCode_callsNobody() {
        int from = capture.mark();
        int before = carrier.count("CALL_ESTABLISHED");
        String id = server.api().place("night", SURVIVOR);
        carrier.await("CALL_ESTABLISHED", before + 1);
        server.api().await(id, "CONFIRMING");
        key("471");
        carrier.order("hangup");
        assertEquals("ENDED_BY_ADVOCATE", server.api().outcome(id));
        server.api().awaitIdle();
        assertEquals(1, capture.invites(from, carrierPlace).size());
    }
}
