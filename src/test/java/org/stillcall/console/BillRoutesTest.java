package org.stillcall.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.bill.BillAccount;
import org.stillcall.bill.Head;
import org.stillcall.bill.Rounding;
import org.stillcall.call.TrunkUse;
import org.stillcall.store.CentreId;
import org.stillcall.store.StoredBill;
import org.stillcall.store.TallyName;
import org.stillcall.vault.StreamSealer;

/** G21: a sealed bill over the API, its proposal, its check beside our totals, and what is kept: a word and a day. */
class BillRoutesTest {
    private static final Label TRUNK = new Label("carrier");
    private static final String LAYOUT = "{\"encoding\":\"BYTES\",\"separator\":\"SEMICOLON\",\"headed\":true,"
            + "\"day\":{\"column\":0,\"form\":\"YEAR_FIRST\"},\"length\":{\"column\":2,\"form\":\"SECONDS\"},"
            + "\"cost\":{\"column\":3,\"comma\":true},\"direction\":{\"column\":-1},\"account\":{\"column\":-1},"
            + "\"price\":20000}";

    private final DeskRig rig = new DeskRig();
    private final DeskBrowser ada = rig.coordinator();
    private final YearMonth month = YearMonth.from(LocalDate.ofInstant(rig.clock.instant(), ZoneOffset.UTC));

    @BeforeEach
    void count() {
        rig.switchboard.uses = List.of(new TrunkUse.Sums(TRUNK, 3, 240, Rounding.MINUTE, new BillAccount(""), null));
        rig.store.tallies(centre()).add(new TallyName("trunk carrier calls"), 3);
        rig.store.tallies(centre()).add(new TallyName("trunk carrier seconds"), 240);
        rig.clock.turn(Duration.ofDays(40));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private CentreId centre() {
        return rig.store.centres().list().getFirst();
    }

    private String bill(String number) {
        return "Fecha;Número;Segundos;Importe\n" + month + "-05;" + number + ";61;0,04\n" + month + "-06;" + number
                + ";60;0,02\n" + month + "-07;" + number + ";5;0,02\n";
    }

    /** Sends a bill as a page does. */
    private DeskBrowser.Answer send(DeskBrowser browser, String path, String order, byte[]... pieces) {
        return upload(browser, path, body(browser, order, pieces));
    }

    private static byte[] body(DeskBrowser browser, String order, byte[]... pieces) {
        DeskBrowser.Answer key = browser.post("/api/call-keys", "{}");
        StreamSealer sealer = new StreamSealer();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            String jwe = sealer.key(key.body().at("/jwk/x").asText());
            StreamSealer.order(body, "{\"kid\":\"" + key.text("kid") + "\",\"key\":\"" + jwe + "\"" + order + "}");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        for (int i = 0; i < pieces.length; i++) {
            body.writeBytes(sealer.piece(pieces[i], pieces[i].length, i == pieces.length - 1));
        }
        return body.toByteArray();
    }

    private static DeskBrowser.Answer upload(DeskBrowser browser, String path, byte[] body) {
        return browser.send(browser.to(path)
                .setHeader("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private DeskBrowser.Answer check(DeskBrowser browser, String text) {
        return check(browser, TRUNK.text(), month, text);
    }

    private DeskBrowser.Answer check(DeskBrowser browser, String trunk, YearMonth of, String text) {
        String order = ",\"trunk\":\"" + trunk + "\",\"month\":\"" + of + "\",\"layout\":" + LAYOUT;
        return send(browser, "/api/bills/checks", order, text.getBytes(UTF_8));
    }

    @Test
    void bill_isComparedWithOurTotals_andAWordIsKept() {
        DeskBrowser.Answer answer = check(ada, bill(ApiRig.CANARY));
        assertEquals(200, answer.status(), answer.whole().body() + rig.log());
        assertEquals("GREEN", answer.text("verdict"));
        assertEquals(3, answer.body().at("/ours/calls").asInt());
        assertEquals(240, answer.body().at("/bill/seconds").asInt());
        assertEquals(80_000, answer.body().at("/bill/cost").asInt());
        assertEquals(
                "The cost agrees with the price.",
                answer.body().at("/remarks/2/what").asText());
        StoredBill kept = rig.store.bills(centre()).list().getFirst();
        assertEquals(
                List.of("green", month, "BYTES SEMICOLON true 0 YEAR_FIRST 2 SECONDS 3 true -1 20000 -1"),
                List.of(kept.verdict().text(), kept.month(), kept.layout()));
        DeskBrowser.Answer more = check(ada, bill("x") + month + "-08;x;60;0,02\n" + month + "-08;x;60;0,02\n");
        assertEquals("RED", more.text("verdict"));
        DeskBrowser.Answer list = ada.get("/api/bills");
        assertEquals(1, list.body().get("checks").size());
        assertEquals("RED", list.body().at("/checks/0/verdict").asText());
        assertEquals("MINUTE", list.body().at("/trunks/0/rounding").asText());
        assertEquals(20_000, list.body().at("/trunks/0/layout/price").asInt());
        assertTrue(list.body()
                .at("/trunks/0/months")
                .toString()
                .contains("{\"month\":\"" + month + "\",\"calls\":3,\"seconds\":240}"));
        assertFalse((answer.whole().body() + list.whole().body() + rig.log()).contains(ApiRig.CANARY.substring(1)));
    }

    @Test
    void columns_areProposedByTheirNames() {
        DeskBrowser.Answer answer =
                send(ada, "/api/bills/columns", "", bill(ApiRig.CANARY).getBytes(UTF_8));
        assertEquals(200, answer.status(), answer.whole().body());
        assertEquals(
                "[\"Fecha\",\"Número\",\"Segundos\",\"Importe\"]",
                answer.body().get("names").toString());
        assertEquals(LAYOUT.replace("20000", "0"), answer.body().get("layout").toString());
        assertEquals(
                422,
                send(ada, "/api/bills/columns", "", new byte[Head.BYTES + 1]).status());
    }

    @Test
    void coordinatorsAlone_mayAskAndSend() {
        DeskBrowser ben = rig.guest(ada, "ADVOCATE");
        DeskBrowser host = rig.guest(ada, "HOST");
        for (DeskBrowser other : List.of(ben, host)) {
            assertEquals(403, other.get("/api/bills").status());
            assertEquals(403, upload(other, "/api/bills/columns", new byte[4]).status());
            assertEquals(403, upload(other, "/api/bills/checks", new byte[4]).status());
        }
        assertEquals(
                401, upload(rig.browser(), "/api/bills/checks", new byte[4]).status());
    }

    @Test
    void whatIsNoBill_isRefused_andNothingIsKept() {
        assertEquals(
                "NOT_A_BILL",
                send(ada, "/api/bills/columns", "", "PK\3\4\24\0\6\0".getBytes(UTF_8))
                        .text("reason"));
        assertEquals(
                "MONTH_NOT_OVER",
                check(ada, TRUNK.text(), month.plusMonths(2), bill("x")).text("reason"));
        assertEquals(404, check(ada, "nobody", month, bill("x")).status());
        assertEquals(
                "NOT_A_BILL", check(ada, "a".repeat(Limits.BILL_LINE_BYTES + 1)).text("reason"));
        assertEquals("MALFORMED", upload(ada, "/api/bills/checks", new byte[0]).text("reason"));
        assertEquals(
                "MALFORMED",
                upload(ada, "/api/bills/checks", new byte[] {0, 1, 0, 0, 1}).text("reason"));
        String order = ",\"trunk\":\"carrier\",\"month\":\"" + month + "\",\"layout\":" + LAYOUT;
        assertEquals("NOT_OPENED", send(ada, "/api/bills/checks", order).text("reason"), "cut off");
        String wrong = order.replace("\"column\":2", "\"column\":" + Limits.BILL_COLUMNS);
        assertEquals(
                "MALFORMED", send(ada, "/api/bills/checks", wrong, new byte[1]).text("reason"));
        assertEquals(List.of(), rig.store.bills(centre()).list());
    }

    /** Half a bill, then nothing until the latch, then a fault of the line, or the other half. */
    private static final class Half extends InputStream {
        private final ByteArrayInputStream half;
        private final CountDownLatch later;
        private final @Nullable InputStream rest;

        Half(byte[] body, CountDownLatch later, boolean breaks) {
            int middle = body.length / 2;
            this.half = new ByteArrayInputStream(body, 0, middle);
            this.later = later;
            this.rest = breaks ? null : new ByteArrayInputStream(body, middle, body.length - middle);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = half.read(into, from, length);
            if (read < 0) {
                try {
                    later.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (rest == null) {
                    throw new IOException("The line breaks.");
                }
                return rest.read(into, from, length);
            }
            return read;
        }
    }

    /** The room is taken while half a bill is there, and free again once its sender has gone. */
    @Test
    void uploadThatStops_keepsOthersWaitingUntilItIsGone_andNothingOfItIsKept() throws Exception {
        String order = ",\"trunk\":\"carrier\",\"month\":\"" + month + "\",\"layout\":" + LAYOUT;
        byte[] line =
                (month + "-05;" + ApiRig.CANARY + ";61;0,04\n").repeat(1_500).getBytes(UTF_8);
        byte[] body = body(ada, order, line, line, line, line);
        CountDownLatch breaks = new CountDownLatch(1);
        try (ExecutorService senders = Executors.newCachedThreadPool()) {
            Future<?> stopped = senders.submit(() -> ada.send(
                    ada.to("/api/bills/checks")
                            .setHeader("Content-Type", "application/octet-stream")
                            .POST(BodyPublishers.ofInputStream(() -> new Half(body, breaks, true))),
                    BodyHandlers.ofString()));
            DeskBrowser.Answer other = check(ada, bill("x"));
            while (other.status() == 200) { // until the first half has come
                other = check(ada, bill("x"));
            }
            assertEquals("BUSY", other.text("reason"));
            List<Future<DeskBrowser.Answer>> many = IntStream.range(0, 10)
                    .mapToObj(_ -> senders.submit(() -> check(ada, bill("x"))))
                    .toList();
            for (Future<DeskBrowser.Answer> each : many) {
                assertEquals(503, each.get().status());
            }
            breaks.countDown();
            assertThrows(ExecutionException.class, stopped::get);
            while (other.status() == 503) { // until the server has seen that
                other = check(ada, bill(ApiRig.CANARY));
            }
            assertEquals("GREEN", other.text("verdict"));
        }
        assertEquals(1, rig.store.bills(centre()).list().size());
        assertFalse(rig.log().contains(ApiRig.CANARY.substring(1)), rig.log());
    }

    /** A bill that trickles in keeps the one room for half an hour, not for a night. */
    @Test
    void uploadThatTakesTooLong_isRefused_andNothingOfItIsKept() throws Exception {
        String order = ",\"trunk\":\"carrier\",\"month\":\"" + month + "\",\"layout\":" + LAYOUT;
        byte[] line =
                (month + "-05;" + ApiRig.CANARY + ";61;0,04\n").repeat(1_500).getBytes(UTF_8);
        byte[] body = body(ada, order, line, line, line, line);
        try (ExecutorService senders = Executors.newCachedThreadPool()) {
            CountDownLatch later = new CountDownLatch(1);
            Future<HttpResponse<String>> sent = senders.submit(() -> ada.send(
                    ada.to("/api/bills/checks")
                            .setHeader("Content-Type", "application/octet-stream")
                            .POST(BodyPublishers.ofInputStream(() -> new Half(body, later, false))),
                    BodyHandlers.ofString()));
            DeskBrowser.Answer other = check(ada, bill("x"));
            while (other.status() == 200) { // until the first half has come
                other = check(ada, bill("x"));
            }
            rig.clock.turn(Duration.ofMinutes(Limits.BILL_MINUTES + 1));
            later.countDown();
            assertEquals(408, sent.get().statusCode());
        }
    }

    @Test
    void longBill_isReadInPieces() {
        byte[] line = (month + "-05;" + ApiRig.CANARY + ";61;0,04\n").getBytes(UTF_8);
        byte[] piece = new byte[line.length * 1_000];
        for (int i = 0; i < 1_000; i++) {
            System.arraycopy(line, 0, piece, i * line.length, line.length);
        }
        byte[] head = "h\n".getBytes(UTF_8);
        byte[][] pieces = new byte[41][];
        Arrays.fill(pieces, piece);
        pieces[0] = head;
        String order = ",\"trunk\":\"carrier\",\"month\":\"" + month + "\",\"layout\":" + LAYOUT;
        DeskBrowser.Answer answer = send(ada, "/api/bills/checks", order, pieces);
        assertEquals(
                40_000, answer.body().at("/bill/calls").asInt(), answer.whole().body());
        assertEquals("RED", answer.text("verdict"));
    }

    /** Who still sends when the first line is refused hears why all the same. */
    @Test
    void longFileThatIsNoBill_isRefusedWithItsReason() {
        byte[][] pieces = new byte[200][];
        Arrays.fill(pieces, "a".repeat(60_000).getBytes(UTF_8));
        String order = ",\"trunk\":\"carrier\",\"month\":\"" + month + "\",\"layout\":" + LAYOUT;
        assertEquals("NOT_A_BILL", send(ada, "/api/bills/checks", order, pieces).text("reason"));
    }

    /** G20: the end of the server is one of the fixed moments at which totals are written. */
    @Test
    void trunks_areAddedToTheMonthOnce() {
        rig.server.close();
        List<String> tallies = rig.store.tallies(centre()).list().stream()
                .filter(tally -> tally.month().isAfter(month))
                .filter(tally -> tally.name().parts().getFirst().equals("trunk"))
                .map(tally -> tally.name() + " " + tally.count())
                .toList();
        assertEquals(List.of("trunk carrier calls 3", "trunk carrier seconds 240"), tallies);
    }
}
