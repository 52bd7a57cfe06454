package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Chromium behind a network that passes only TCP: all of a call goes through our own TURN server. Serves B2. */
class TurnChromiumTest extends BrowserChromiumTest {
    TurnForCalls turn;
    private boolean strangers;

    /** What the page says of how it reaches the server. */
    String protocol() {
        return "tcp";
    }

    TurnForCalls turn(MediaEngine engine) throws IOException {
        return TurnForCalls.overTcp(engine, RelayRig.LOOPBACK);
    }

    @Override
    String configuration(MediaEngine engine) throws IOException {
        strangers = false;
        turn = turn(engine);
        return turn.configuration();
    }

    @Override
    void endConfiguration() {
        turn.close();
    }

    @AfterEach
    void ended() {
        assertEquals(0, turn.counts().forbidden());
        assertTrue(strangers || turn.counts().malformed() == 0);
        assertEquals(0, turn.counts().dropped());
    }

    @Test
    void everyPath_goesThroughTheRelay() {
        assertEquals("relay " + protocol(), stats().get("local").asText());
        assertTrue(turn.counts().allocations() >= 1, "one for each network that the browser has");
        assertEquals(0, turn.counts().unproved());
    }

    @Test
    void withdrawing_endsItAtOnce() {
        await(this::pageHears);
        turn.grant.withdraw();
        await(() -> turn.counts().connections() == 0);
        assertEquals(0, turn.counts().allocations());
        long received = stats().get("received").asLong();
        await(() -> !pageHears());
        assertTrue(stats().get("received").asLong() <= received + 50, "what the system still held");
    }

    /** Hundreds of strangers who connect, say rubbish or nothing, and hold on. */
    @Test
    void crowdOfStrangers_isNotHeardInTheCall() throws IOException {
        await(this::pageHears);
        long lost = stats().get("lost").asLong();
        long received = stats().get("received").asLong();
        Random random = new Random(5);
        List<Socket> holding = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Socket socket = new Socket(RelayRig.LOOPBACK, turn.port.local());
            holding.add(socket);
            byte[] bytes = new byte[random.nextInt(1, 200)];
            random.nextBytes(bytes);
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                assertTrue(turn.counts().turnedAway() > 0 || turn.counts().malformed() > 0);
            }
        }
        assertTrue(turn.counts().turnedAway() > 0);
        await(() -> stats().get("received").asLong() > received + 100);
        assertTrue(pageHears());
        assertTrue(stats().get("lost").asLong() <= lost + 5, stats()::toString);
        assertEquals("connected", stats().get("connection").asText());
        for (Socket socket : holding) {
            socket.close();
        }
        strangers = true;
    }
}
