package org.stillcall.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Firefox behind a network that passes only TCP. Serves B2. */
class TurnFirefoxTest extends BrowserFirefoxTest {
    private TurnForCalls turn;

    @Override
    String configuration(MediaEngine engine) throws IOException {
        turn = TurnForCalls.overTcp(engine, address());
        return turn.configuration();
    }

    @Override
    void endConfiguration() {
        turn.close();
    }

    @Test
    void everyPath_goesThroughTheRelay() {
        assertTrue(stats().get("local").asText().startsWith("relay"), stats()::toString);
        assertTrue(turn.counts().allocations() >= 1);
        assertEquals(0, turn.counts().forbidden());
    }

    /** Firefox shuts its relay before its farewell is out of it: it is missed as one whose network is gone. */
    @Override
    @Test
    void leaving_isToldAtOnce() {
        await(this::phoneHears);
        evaluate("leave()");
        await(() -> news().contains("gone") || news().contains("silent"));
        await(() -> turn.counts().connections() == 0);
    }
}
