package org.stillcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stillcall.call.Switchboard.State;

/** Live events over real HTTP. */
class EventStreamsTest {
    @Test
    void call_isFollowedToItsEnd() {
        try (ApiRig rig = new ApiRig()) {
            rig.placeSealed("desk", "helpline");
            HttpResponse<Stream<String>> answer =
                    rig.send(rig.authorized("/api/calls/c1/events").GET(), BodyHandlers.ofLines());
            assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream"));
            Iterator<String> lines = answer.body().iterator();
            assertEquals("event: call", lines.next());
            assertTrue(lines.next().contains("\"state\":\"RINGING_ADVOCATE\""));
            rig.switchboard.move("c1", State.TALKING, Optional.empty(), "");
            rig.switchboard.move("c1", State.ENDED, Optional.of("COMPLETED"), "The call has ended.");
            List<String> rest = new ArrayList<>();
            lines.forEachRemaining(rest::add);
            assertTrue(rest.toString().contains("\"state\":\"TALKING\""), rest.toString());
            assertTrue(rest.getLast().isEmpty() && rest.get(rest.size() - 2).contains("\"outcome\":\"COMPLETED\""));
        }
    }

    @Test
    void call_unknown_hasNoEvents() {
        try (ApiRig rig = new ApiRig()) {
            assertEquals(404, rig.get("/api/calls/c1/events").statusCode());
        }
    }

    @Test
    void practice_tellsEveryHandsetAndThenEachChange() {
        try (ApiRig rig = new ApiRig()) {
            Iterator<String> lines = rig.send(
                            rig.authorized("/api/practice/events").GET(), BodyHandlers.ofLines())
                    .body()
                    .iterator();
            assertEquals("event: phone", lines.next());
            assertTrue(lines.next().contains("\"name\":\"desk\""));
            lines.next();
            lines.next();
            assertTrue(lines.next().contains("\"name\":\"ada\""));
            lines.next();
            rig.practice.watchers.getFirst().accept(rig.practice.handsets().getFirst());
            assertEquals("event: phone", lines.next());
        }
    }

    @Test
    void streams_whenTheServerCloses_endAndAreNotWatchedAnyMore() {
        ApiRig rig = new ApiRig();
        rig.placeSealed("desk", "helpline");
        Iterator<String> lines = rig.send(rig.authorized("/api/calls/c1/events").GET(), BodyHandlers.ofLines())
                .body()
                .iterator();
        lines.next();
        rig.server.close();
        while (lines.hasNext()) {
            lines.next();
        }
        assertEquals(0, rig.switchboard.watching());
        rig.close();
    }

    @Test
    void streams_atTheirLimit_areRefused() {
        try (ApiRig rig = new ApiRig()) {
            rig.placeSealed("desk", "helpline");
            List<InputStream> open = new ArrayList<>();
            for (int i = 0; i < ApiLimits.STREAMS; i++) {
                HttpResponse<InputStream> answer =
                        rig.send(rig.authorized("/api/calls/c1/events").GET(), BodyHandlers.ofInputStream());
                assertEquals(200, answer.statusCode());
                open.add(answer.body());
            }
            assertEquals(503, rig.get("/api/calls/c1/events").statusCode());
            assertEquals(ApiLimits.STREAMS, open.size());
        }
    }

    @Test
    void stream_thatIsNotRead_endsInsteadOfGrowing() {
        EventStreams.Stream stream = new EventStreams.Stream();
        for (int i = 0; i < ApiLimits.EVENTS_WAITING; i++) {
            stream.send("call", new byte[] {'x'});
            assertFalse(stream.ended());
        }
        stream.send("call", new byte[] {'x'});
        assertTrue(stream.ended());
    }
}
