package org.stillcall.call;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Loop;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/**
 * A test call of another installation, from the moment that it is announced until it was told what was seen, a minute
 * at most. Loop thread only, but for {@link #reported}.
 */
final class GuestCall implements ExpectedCall {
    /** How long one is expected, and then how long what was seen waits to be asked for. */
    static final long PATIENCE_MILLIS = 30_000;

    private static final int BUSY = 486;

    private final Exchange exchange;
    private final Probing.Guest guest;
    private final Digits number;
    private final CompletableFuture<byte[]> seen = new CompletableFuture<>();
    private final List<byte[]> reports = new ArrayList<>(); // guarded by itself
    private byte[] invite = new byte[0];
    private Loop.Timer limit;
    private @Nullable ProbeAnswer answer;
    private @Nullable VisibleCaller caller;
    private boolean came;
    private boolean more;

    GuestCall(Exchange exchange, Probing.Guest guest, Digits number) {
        this.exchange = exchange;
        this.guest = guest;
        this.number = number;
        this.limit = exchange.loop().after(PATIENCE_MILLIS, this::finish);
    }

    /** What was seen of it, once. */
    CompletableFuture<byte[]> seen() {
        return seen;
    }

    boolean is(IncomingInvite arriving, FarLine by) {
        return !seen.isDone() && by.trunk().name().equals(guest.comesBy()) && Returns.isCalled(number, arriving, by);
    }

    @Override
    public @Nullable LegListener arrives(IncomingInvite arriving, FarLine by) {
        if (came) {
            more = true;
            Returns.refuseUnheard(exchange, arriving, BUSY);
            return null;
        }
        came = true;
        invite = bytes(arriving.request().whole());
        caller = VisibleCaller.of(arriving.request(), exchange.digits()); // it may be a stranger, at this moment
        ProbeAnswer made = guest.answered().isZero()
                ? null
                : ProbeAnswer.answer(exchange, arriving, by, this::reported, this::finish);
        if (made != null) {
            answer = made;
            limit.cancel();
            limit = exchange.loop().after(guest.answered().toMillis(), made::end);
            return made;
        }
        arriving.leg().refuse(BUSY);
        caller.traces().forEach(arriving.leg()::forget);
        arriving.leg().forget(number);
        finish();
        return null;
    }

    private static byte[] bytes(Slice whole) {
        byte[] bytes = new byte[Math.min(whole.length(), ProbeReport.INVITE_BYTES)];
        MemorySegment.copy(whole.memory(), ValueLayout.JAVA_BYTE, whole.start(), bytes, 0, bytes.length);
        return bytes;
    }

    /** On the media thread. */
    private void reported(byte[] packet, int length) {
        synchronized (reports) {
            if (reports.size() < ProbeReport.REPORTS) {
                reports.add(Arrays.copyOf(packet, Math.min(length, ProbeReport.REPORT_BYTES)));
            }
        }
    }

    private void finish() {
        limit.cancel();
        if (seen.isDone()) {
            return;
        }
        synchronized (reports) {
            ProbeReport report = new ProbeReport(
                    new ProbeReport.Came(answer != null, answer != null && answer.heard(), more), invite, reports);
            seen.complete(report.bytes());
            report.erase();
            reports.clear();
        }
        exchange.loop().after(Call.ERASE_AFTER_MILLIS, this::erase);
    }

    private void erase() {
        if (!number.erased()) {
            if (answer != null) {
                answer.forget(number);
            }
            number.close();
        }
        if (caller != null) {
            if (answer != null) {
                caller.traces().forEach(answer::forget);
            }
            caller.close();
            caller = null;
        }
    }

    /** Its memory goes, and nobody is told. */
    void giveUp() {
        if (answer != null) {
            answer.giveUp();
        }
        finish();
        erase();
    }

    /** Overwrites what was told. */
    void told() {
        byte[] bytes = seen.getNow(new byte[0]);
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "GuestCall";
    }
}
