package org.stillcall.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.stillcall.base.Label;
import org.stillcall.base.Secret;
import org.stillcall.plan.Identity;
import org.stillcall.sip.LegFailure;
import org.stillcall.trunk.Expected;
import org.stillcall.trunk.Finding;
import org.stillcall.trunk.ProbeStanding;
import org.stillcall.trunk.Ways;

/** G15: another installation as the other end: what it says is judged, and what it cannot have seen opens nothing. */
class ProbePartnersTest {
    private static final String NUMBER = "+12025550160";
    private static final Label FIRST = new Label("first");
    private static final Label WEAKER = new Label("weaker");
    private static final Label NORTH = new Label("north");
    private static final ProbeReport.Came REFUSED = new ProbeReport.Came(false, false, false);
    private static final ProbeReport.Came ANSWERED = new ProbeReport.Came(true, true, false);

    /** Moved by hand. */
    private static final class Partner implements ProbePartner {
        private final List<Consumer<Boolean>> opened = new ArrayList<>();
        private final List<Consumer<Optional<byte[]>>> asked = new ArrayList<>();

        @Override
        public void open(Consumer<Boolean> answer) {
            opened.add(answer);
        }

        @Override
        public void seen(Consumer<Optional<byte[]>> answer) {
            asked.add(answer);
        }
    }

    private final Partner partner = new Partner();
    private final CallRig rig = new CallRig(4, this::probing);

    private Probing probing(CallRig of) {
        Probing.Times times = new Probing.Times(
                Duration.ofHours(6), Duration.ofHours(1), Duration.ofHours(24), Duration.ofSeconds(1));
        Probing.Route route =
                new Probing.Route(FIRST, new Probing.Back.ByPartner(partner), () -> of.number(NUMBER), times);
        Probing.Guest guest = new Probing.Guest(
                NORTH,
                WEAKER,
                () -> of.number(NUMBER),
                Secret.of("s".getBytes(StandardCharsets.US_ASCII)),
                Duration.ZERO);
        Expected.Ours ours = new Expected.Ours(Set.of(), Set.of(), Set.of(), Set.of());
        return new Probing(List.of(route), List.of(guest), ours, ProbeBook.NONE, new Ways());
    }

    private Routes.View hidden() {
        return rig.calls.routes().views().getFirst();
    }

    private static byte[] invite(String called, String from) {
        return ("INVITE sip:" + called + "@198.51.100.7 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK7\r\n"
                        + "From: " + from + ";tag=1\r\nTo: <sip:" + called + "@198.51.100.7>\r\nCall-ID: 1\r\n"
                        + "CSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The partner expects it, it goes out and is refused there, and the partner says so. */
    private void says(Optional<byte[]> report) {
        rig.loop.run();
        partner.opened.removeLast().accept(true);
        rig.loop.run();
        FakeLegs.FakeLeg ours = rig.legs.last();
        ours.fails(LegFailure.Kind.REJECTED, 486);
        rig.loop.run();
        partner.asked.removeLast().accept(report);
        rig.loop.run();
    }

    private static Optional<byte[]> report(ProbeReport.Came came, byte[] invite) {
        return Optional.of(new ProbeReport(came, invite, List.of()).bytes());
    }

    private static final String ANONYMOUS = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

    @Test
    void honestReport_opensTheWay() {
        says(report(REFUSED, invite("2025550160", ANONYMOUS)));
        assertEquals(ProbeStanding.PASSED, hidden().standing());
    }

    @Test
    void leakThatItSaw_closesTheWay() {
        says(report(REFUSED, invite("+12025550160", "<sip:+12025550133@carrier.example>")));
        assertEquals(ProbeStanding.LEAKED, hidden().standing());
        assertEquals(List.of(Finding.WRONG_NUMBER.sentence()), hidden().last());
    }

    /**
     * Nothing of it is a pass: no answer, garbage, another call, no call, a call that was answered and ours was
     * not.
     */
    @Test
    void liesAndSilence_openNothing() {
        List<Optional<byte[]>> told = List.of(
                Optional.empty(),
                Optional.of(new byte[0]),
                Optional.of("PASSED".getBytes(StandardCharsets.US_ASCII)),
                report(REFUSED, "INVITE".getBytes(StandardCharsets.US_ASCII)),
                report(REFUSED, invite("+12025550199", ANONYMOUS)),
                report(REFUSED, new byte[0]),
                report(ANSWERED, invite(NUMBER, ANONYMOUS)),
                report(new ProbeReport.Came(false, false, true), invite(NUMBER, ANONYMOUS)));
        for (Optional<byte[]> each : told) {
            says(each);
            assertEquals(ProbeStanding.UNTESTED, hidden().standing());
            assertEquals(1, hidden().last().size());
            rig.calls.routes().testNow(FIRST);
            while (partner.opened.isEmpty() || !hidden().running()) {
                partner.opened.forEach(opened -> opened.accept(false)); // of the other ways
                partner.opened.clear();
                rig.calls.routes().testNow(FIRST);
                rig.loop.run();
            }
        }
    }

    @Test
    void partnerThatIsAway_opensNothing_andNoCallIsMade() {
        rig.loop.run();
        partner.opened.removeLast().accept(false);
        rig.loop.run();
        assertEquals(ProbeStanding.UNTESTED, hidden().standing());
        assertEquals(List.of(ProbeEnd.Nothing.PARTNER_AWAY.sentence()), hidden().last());
        assertTrue(rig.legs.legs.isEmpty());
        assertEquals(Identity.HIDDEN, hidden().mode());
    }

    @Test
    void partnerThatNeverAnswers_isNotWaitedForForEver() {
        rig.loop.advance(ProbeCall.PARTNER_MILLIS + 1);
        assertEquals(List.of(ProbeEnd.Nothing.PARTNER_AWAY.sentence()), hidden().last());
    }

    @Test
    void guestsCall_isToldOnce_andForgotten() {
        Guests guests = rig.calls.routes().guests();
        assertTrue(guests.seen(NORTH).isEmpty());
        assertEquals(Guests.Opening.EXPECTED, guests.open(NORTH));
        assertEquals(Guests.Opening.NOT_NOW, guests.open(NORTH));
        assertEquals(Guests.Opening.NOT_NOW, guests.open(new Label("south")));
        CompletableFuture<byte[]> seen = guests.seen(NORTH).orElseThrow();
        assertEquals(List.of("refuse 404 cause 1"), rig.comes(FIRST, NUMBER, "From: " + ANONYMOUS + "\n").told);
        assertEquals(List.of("refuse 486"), rig.comes(WEAKER, NUMBER, "From: " + ANONYMOUS + ";tag=1\n").told);
        ProbeReport report = ProbeReport.parse(seen.join()).orElseThrow();
        assertTrue(report.arrived());
        assertEquals(REFUSED, report.came());
        assertTrue(new String(report.invite(), StandardCharsets.US_ASCII).startsWith("INVITE sip:"));
        rig.loop.run();
        assertTrue(guests.seen(NORTH).isEmpty(), "told once");
        assertEquals(List.of("refuse 404 cause 1"), rig.comes(WEAKER, NUMBER, "From: " + ANONYMOUS + ";tag=1\n").told);
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        partner.opened.clear();
        assertEquals(Guests.Opening.EXPECTED, guests.open(NORTH));
    }

    @Test
    void guestsCall_thatDoesNotCome_isSaidNotToHaveCome_andNobodyWhoAsksIsForgottenToo() {
        Guests guests = rig.calls.routes().guests();
        guests.open(NORTH);
        CompletableFuture<byte[]> seen = guests.seen(NORTH).orElseThrow();
        rig.loop.advance(GuestCall.PATIENCE_MILLIS + 1);
        assertFalse(ProbeReport.parse(seen.join()).orElseThrow().arrived());
        guests.open(NORTH);
        rig.loop.advance(2 * GuestCall.PATIENCE_MILLIS + Call.ERASE_AFTER_MILLIS);
        assertTrue(guests.seen(NORTH).isEmpty());
        rig.calls.endAll();
        rig.loop.advance(Call.ERASE_AFTER_MILLIS);
        assertEquals(0, rig.digits.onLoan());
    }

    @Test
    void longestReport_comesThroughWhole_andALongerOneDoesNot() {
        byte[] invite = new byte[ProbeReport.INVITE_BYTES];
        List<byte[]> reports = Collections.nCopies(ProbeReport.REPORTS, new byte[ProbeReport.REPORT_BYTES]);
        byte[] bytes = new ProbeReport(ANSWERED, invite, reports).bytes();
        assertEquals(ProbeReport.MOST_BYTES, bytes.length);
        ProbeReport read = ProbeReport.parse(bytes).orElseThrow();
        assertArrayEquals(invite, read.invite());
        assertEquals(ProbeReport.REPORTS, read.reports().size());
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertTrue(ProbeReport.parse(longer).isEmpty());
    }

    @Property
    void anyBytes_areReadWithoutFault(@ForAll @Size(max = 300) byte[] bytes) {
        ProbeReport.parse(bytes).ifPresent(ProbeReport::erase);
    }
}
