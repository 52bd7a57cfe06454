package org.stillcall.leak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.vault.StreamSealer;

/**
 * G21: a carrier's bill full of numbers is sent to a server, whole, cut off and wrong; after each nothing of a line is
 * in its memory or in a file of its.
 */
@Tag("leak")
@Timeout(240)
class BillTraceTest {
    private static final String FAR = "127.9.7.1";
    private static final String CALLED = "+12025550161";
    private static final String NAMED = "Quillvexbramble";
    private static final int LINES = 20_000;

    @TempDir
    private Path folder;

    private final YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
    private final String line = month + "-09T10:15:00Z,+16175551000," + CALLED + ",61,0.02," + NAMED + "\n";
    private final String bill = "start,from,to,seconds,cost,name\n" + line.repeat(LINES);

    private Desk.Answer send(Desk desk, String path, String order, byte[] text, int cut) throws Exception {
        Desk.Answer key = desk.post("/api/call-keys", "{}").is(200, 201);
        StreamSealer sealer = new StreamSealer();
        String jwe = sealer.key(key.body().at("/jwk/x").asText());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        StreamSealer.order(body, "{\"kid\":\"" + key.text("kid") + "\",\"key\":\"" + jwe + "\"" + order + "}");
        byte[] sealed = sealer.whole(text);
        body.write(sealed, 0, sealed.length - cut);
        return desk.upload(path, body.toByteArray());
    }

    private String order(int length) {
        return (",\"trunk\":\"far\",\"month\":\"%s\",\"layout\":{\"encoding\":\"BYTES\",\"separator\":\"COMMA\","
                        + "\"headed\":true,\"day\":{\"column\":0,\"form\":\"YEAR_FIRST\"},"
                        + "\"length\":{\"column\":%d,\"form\":\"SECONDS\"},\"cost\":{\"column\":4,\"comma\":false},"
                        + "\"direction\":{\"column\":5},\"account\":{\"column\":-1},\"price\":0}")
                .formatted(month, length);
    }

    @Test
    void bill_isInNoFileAndNoMemory_afterItsCheck() throws Exception {
        Traces traces = new Traces().number(CALLED).word(NAMED);
        Site site = new Site().phone("near", FAR, Party.freePort(FAR)).trunk("far", FAR, Party.freePort(FAR), "");
        try (Server server = Server.start(folder, site, "");
                Desk desk = Desk.settingUp(server)) {
            byte[] whole = bill.getBytes(UTF_8);
            Desk.Answer head = send(
                            desk, "/api/bills/columns", "", line.repeat(30).getBytes(UTF_8), 0)
                    .is(200);
            assertEquals(
                    "[\"\",\"\",\"\",\"\",\"\",\"\"]", head.body().get("names").toString());
            assertEquals(List.of(), traces.in(server.pid()), "after the proposal");
            Desk.Answer checked =
                    send(desk, "/api/bills/checks", order(3), whole, 0).is(200);
            assertEquals(LINES, checked.body().at("/bill/calls").asInt());
            assertEquals(List.of(), traces.in(server.pid()), "after the check");
            // the number itself as what is looked at, then a bill that breaks off in the middle
            Desk.Answer looked =
                    send(desk, "/api/bills/checks", order(2), whole, 0).is(200);
            assertEquals(LINES, looked.body().at("/bill/unread").asInt());
            send(desk, "/api/bills/checks", order(3), whole, 1_000_000).is(422);
            assertEquals(List.of(), traces.everywhere(server.pid(), folder), "at the end");
            // a search that does not find what is sent in clear is blind
            desk.upload("/api/bills/checks", whole).is(400);
            assertFalse(traces.in(server.pid()).isEmpty(), "what came in clear is not found: the search is blind");
        }
    }
}
