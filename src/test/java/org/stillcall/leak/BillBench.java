package org.stillcall.leak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stillcall.vault.StreamSealer;

/** How long a whole server takes to check a carrier's bill, and in what memory: {@code BillBench LINES}. */
public final class BillBench {
    private static final String FAR = "127.9.7.2";
    private static final int PIECE = 64 * 1024;
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+)");
    private static final Pattern MOST = Pattern.compile("VmHWM:\\s+(\\d+)");

    private BillBench() {}

    /** A bill that is made and sealed while it is sent. */
    private static final class Made extends InputStream {
        private final StreamSealer sealer;
        private final YearMonth month;
        private final int lines;
        private InputStream piece;
        private byte[] rest = "call id,start,from,to,direction,seconds,cost\n".getBytes(UTF_8);
        private int made;
        private boolean over;
        private long bytes;

        Made(StreamSealer sealer, YearMonth month, int lines, byte[] before) {
            this.sealer = sealer;
            this.month = month;
            this.lines = lines;
            this.piece = new ByteArrayInputStream(before);
        }

        private void next() {
            ByteArrayOutputStream text = new ByteArrayOutputStream(PIECE + 128);
            text.writeBytes(rest);
            for (; made < lines && text.size() < PIECE; made++) {
                text.writeBytes(("CA%030d,%s-%02dT10:15:00Z,+16175551000,+1202555%04d,outbound,%d,0.0150\n"
                                .formatted(made, month, made % 28 + 1, made % 10_000, made % 600 + 1))
                        .getBytes(UTF_8));
            }
            byte[] whole = text.toByteArray();
            int length = Math.min(PIECE, whole.length);
            rest = Arrays.copyOfRange(whole, length, whole.length);
            over = made == lines && rest.length == 0;
            bytes += length;
            piece = new ByteArrayInputStream(sealer.piece(whole, length, over));
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int read = piece.read(to, offset, length);
            while (read < 0 && !over) {
                next();
                read = piece.read(to, offset, length);
            }
            return read;
        }
    }

    private static long megabytes(Server server, Pattern which) throws IOException {
        Matcher found = which.matcher(Files.readString(Path.of("/proc", String.valueOf(server.pid()), "status")));
        return found.find() ? Long.parseLong(found.group(1)) / 1024 : -1;
    }

    public static void main(String[] arguments) throws IOException {
        int lines = Integer.parseInt(arguments[0]);
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Path folder = Files.createTempDirectory("stillcall-bill-");
        Site site = new Site().phone("near", FAR, Party.freePort(FAR)).trunk("far", FAR, Party.freePort(FAR), "");
        try (Server server = Server.start(folder, site, "");
                Desk desk = Desk.settingUp(server)) {
            YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
            send(desk, month, 20_000); // warm
            long before = megabytes(server, RESIDENT);
            long began = System.nanoTime();
            long bytes = send(desk, month, lines);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%.1f s for %d MB in clear; server's memory %d MB before, %d MB at most; load %.1f%n",
                    seconds,
                    bytes >> 20,
                    before,
                    megabytes(server, MOST),
                    load);
        }
    }

    private static long send(Desk desk, YearMonth month, int lines) throws IOException {
        Desk.Answer key = desk.post("/api/call-keys", "{}").is(200, 201);
        StreamSealer sealer = new StreamSealer();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        StreamSealer.order(
                head,
                "{\"kid\":\"%s\",\"key\":\"%s\",\"trunk\":\"far\",\"month\":\"%s\",\"layout\":%s}"
                        .formatted(
                                key.text("kid"),
                                sealer.key(key.body().at("/jwk/x").asText()),
                                month,
                                "{\"encoding\":\"BYTES\",\"separator\":\"COMMA\",\"headed\":true,"
                                        + "\"day\":{\"column\":1,\"form\":\"YEAR_FIRST\"},"
                                        + "\"length\":{\"column\":5,\"form\":\"SECONDS\"},"
                                        + "\"cost\":{\"column\":6,\"comma\":false},"
                                        + "\"direction\":{\"column\":4},\"account\":{\"column\":-1},\"price\":0}"));
        try (Made made = new Made(sealer, month, lines, head.toByteArray())) {
            Desk.Answer answer = desk.upload("/api/bills/checks", BodyPublishers.ofInputStream(() -> made))
                    .is(200);
            if (answer.body().at("/bill/calls").asInt() != lines) {
                throw new AssertionError(answer.body().toString());
            }
            return made.bytes;
        }
    }
}
