package org.stillcall.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Limits;
import org.stillcall.bill.BillFault;
import org.stillcall.bill.BillReader;
import org.stillcall.bill.BillSums;
import org.stillcall.bill.Comparison;
import org.stillcall.bill.Head;
import org.stillcall.bill.Layout;
import org.stillcall.bill.Remark;
import org.stillcall.call.Switchboard;
import org.stillcall.call.TrunkUse;
import org.stillcall.console.Route.Needs;
import org.stillcall.store.Bills;
import org.stillcall.store.StoredBill;
import org.stillcall.store.Tally;
import org.stillcall.vault.CallKeys;
import org.stillcall.vault.SealedStream;

/**
 * Carriers' bills beside our own totals. A file arrives as a sealed stream, so that the web server never has a line of
 * it in clear; it is read off the heap, piece by piece, and nothing of it is kept but sums in the answer and a word.
 */
final class BillRoutes {
    private static final int MONTHS = 12;

    private final PlanDesk desk;
    private final Switchboard switchboard;
    private final CallKeys keys;
    private final BlockPool streams = SealedStream.rooms(Limits.BILLS_AT_ONCE);
    private final BlockPool rooms = BillReader.rooms(Limits.BILLS_AT_ONCE);
    private final BlockPool heads = new BlockPool(Head.BYTES, Limits.BILLS_AT_ONCE);

    BillRoutes(PlanDesk desk, Switchboard switchboard, CallKeys keys) {
        this.desk = desk;
        this.switchboard = switchboard;
        this.keys = keys;
    }

    List<Route> all() {
        return List.of(
                Route.get("/api/bills", this::list).needs(Needs.COORDINATOR),
                Route.post("/api/bills/columns", this::columns).needs(Needs.COORDINATOR),
                Route.post("/api/bills/checks", this::check).needs(Needs.COORDINATOR));
    }

    private Bills bills(Context request) {
        return desk.staff().store().bills(DeskSession.of(request).centre());
    }

    // what there is

    private void list(Context request) {
        Bills bills = bills(request);
        YearMonth present = bills.month();
        List<Tally> tallies = tallies(request);
        List<StoredBill> checked = bills.list();
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeArrayFieldStart("trunks");
            for (TrunkUse.Sums use : switchboard.uses()) {
                json.writeStartObject();
                json.writeStringField("name", use.trunk().text());
                json.writeStringField("rounding", use.rounding().name());
                json.writeStringField("account", use.account().word());
                if (use.programme() != null) {
                    json.writeStringField("programme", use.programme().text());
                }
                Optional<Layout> layout = bills.layout(use.trunk()).flatMap(Layout::parse);
                if (layout.isPresent()) {
                    BillJson.write(json, layout.get());
                }
                json.writeArrayFieldStart("months");
                for (int i = 1; i <= MONTHS; i++) {
                    write(json, present.minusMonths(i), TrunkTotals.of(tallies, use.trunk(), present.minusMonths(i)));
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("checks");
            for (StoredBill bill : checked) {
                json.writeStartObject();
                json.writeStringField("trunk", bill.trunk().text());
                json.writeStringField("month", bill.month().toString());
                json.writeStringField("verdict", BillJson.word(bill.verdict()));
                json.writeStringField("day", bill.day().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private static void write(JsonGenerator json, YearMonth month, Comparison.Ours ours) throws IOException {
        json.writeStartObject();
        json.writeStringField("month", month.toString());
        json.writeNumberField("calls", ours.calls());
        json.writeNumberField("seconds", ours.seconds());
        json.writeEndObject();
    }

    private List<Tally> tallies(Context request) {
        return desk.staff().store().tallies(DeskSession.of(request).centre()).list();
    }

    // what a file looks like

    private void columns(Context request) throws IOException {
        desk.changing(DeskSession.of(request));
        try (InputStream in = request.req().getInputStream()) {
            Asked asked = order(in).only("kid", "key");
            Head head = head(asked, in);
            Guard.requireStillIn(request);
            Exchange.answer(request, 200, Json.object(json -> BillJson.write(json, head)));
        }
    }

    private Head head(Asked asked, InputStream in) throws IOException {
        try (SealedStream stream = opened(asked, in);
                Block room = heads.take()) {
            if (room == null) {
                throw new RefusedException(Refusal.BUSY);
            }
            if (next(stream) != SealedStream.Next.PIECE || stream.piece().byteSize() > Head.BYTES) {
                throw new RefusedException(Refusal.NOT_OPENED);
            }
            Head head = Head.of(stream.piece(), room.segment());
            if (head == null) {
                throw new RefusedException(Refusal.NOT_A_BILL);
            }
            return head;
        }
    }

    // a check

    /** What is to be checked. */
    private record Check(TrunkUse.Sums use, YearMonth month, Layout layout) {}

    private void check(Context request) throws IOException {
        desk.changing(DeskSession.of(request));
        Check check;
        BillSums sums;
        try (InputStream in = request.req().getInputStream()) {
            try {
                Asked asked = order(in).only("kid", "key", "trunk", "month", "layout");
                check = asked(request, asked);
                sums = sums(check, asked, in);
            } catch (RefusedException e) {
                if (e.refusal() != Refusal.BILL_TOO_SLOW) {
                    drain(in); // a browser that is still sending would not read the answer
                }
                throw e;
            }
        }
        Guard.requireStillIn(request);
        Layout layout = check.layout();
        Comparison.Ours ours = TrunkTotals.of(tallies(request), check.use().trunk(), check.month());
        long price = layout.columns().cost().column() < 0 ? 0 : layout.price();
        Comparison comparison = Comparison.of(ours, sums, price);
        StoredBill bill = new StoredBill(
                check.use().trunk(),
                check.month(),
                BillJson.word(comparison.level()),
                layout.text(),
                LocalDate.ofInstant(desk.now(), ZoneOffset.UTC));
        Staff.done(bills(request).put(bill));
        Exchange.answer(request, 200, Json.object(json -> {
            json.writeStringField("verdict", comparison.level().name());
            BillJson.write(json, ours);
            BillJson.write(json, sums);
            json.writeArrayFieldStart("remarks");
            for (Remark remark : comparison.remarks()) {
                json.writeStartObject();
                json.writeStringField("level", remark.level().name());
                json.writeStringField("what", remark.sentence());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    private Check asked(Context request, Asked asked) {
        String trunk = asked.text("trunk", 40);
        TrunkUse.Sums use = switchboard.uses().stream()
                .filter(each -> each.trunk().text().equals(trunk))
                .findFirst()
                .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND));
        YearMonth month = BillJson.month(asked.text("month", 7));
        if (!month.isBefore(bills(request).month())) {
            throw new RefusedException(Refusal.MONTH_NOT_OVER);
        }
        return new Check(use, month, BillJson.layout(asked.object("layout")));
    }

    private BillSums sums(Check check, Asked asked, InputStream in) throws IOException {
        BillReader.Order order = new BillReader.Order(
                check.layout().writing(),
                check.layout().columns(),
                check.month(),
                check.use().rounding(),
                check.use().account());
        try (SealedStream stream = opened(asked, in);
                BillReader reader = BillReader.of(order, rooms)) {
            if (reader == null) {
                throw new RefusedException(Refusal.BUSY);
            }
            long bytes = 0;
            Instant until = desk.now().plus(Duration.ofMinutes(Limits.BILL_MINUTES));
            for (SealedStream.Next next = next(stream); next != SealedStream.Next.END; next = next(stream)) {
                bytes += stream.piece().byteSize();
                if (desk.now().isAfter(until)) {
                    throw new RefusedException(Refusal.BILL_TOO_SLOW);
                }
                refuse(bytes > Limits.BILL_BYTES ? BillFault.MANY_LINES : reader.read(stream.piece()));
            }
            return reader.end();
        }
    }

    private static void refuse(@Nullable BillFault fault) {
        switch (fault) {
            case LONG_LINE, MANY_COLUMNS -> throw new RefusedException(Refusal.NOT_A_BILL);
            case MANY_LINES -> throw new RefusedException(Refusal.BILL_TOO_LONG);
            case null -> {
                // goes on
            }
        }
    }

    // how it arrives

    /** What stands before the stream: the length of a JSON text in four bytes, and that. */
    private static Asked order(InputStream in) throws IOException {
        byte[] head = in.readNBytes(Integer.BYTES);
        int length = head.length < Integer.BYTES ? 0 : ByteBuffer.wrap(head).getInt();
        if (length <= 0 || length > ApiLimits.BODY_BYTES) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        return Asked.parse(in.readNBytes(length));
    }

    private SealedStream opened(Asked asked, InputStream in) {
        SealedStream.Key key =
                new SealedStream.Key(asked.text("kid", 64), asked.text("key", Limits.SEALED_NUMBER_CHARACTERS));
        return switch (SealedStream.open(keys, key, in, streams)) {
            case SealedStream.Opened opened -> opened.stream();
            case SealedStream.Refused refused -> throw new RefusedException(Refusal.of(refused.reason()));
        };
    }

    private static void drain(InputStream in) throws IOException {
        byte[] room = new byte[SealedStream.PIECE_BYTES];
        long left = Limits.BILL_BYTES;
        for (int read = in.read(room); read >= 0 && left > 0; read = in.read(room)) {
            left -= read;
        }
    }

    private static SealedStream.Next next(SealedStream stream) throws IOException {
        SealedStream.Next next = stream.next();
        if (next == SealedStream.Next.UNFIT) {
            throw new RefusedException(Refusal.NOT_OPENED);
        }
        return next;
    }
}
