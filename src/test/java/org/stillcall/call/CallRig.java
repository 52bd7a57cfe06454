package org.stillcall.call;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.bill.BillAccount;
import org.stillcall.bill.Rounding;
import org.stillcall.media.Prompts;
import org.stillcall.media.SecureMedia;
import org.stillcall.plan.DialPlan;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityRule;
import org.stillcall.plan.Moment;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;
import org.stillcall.plan.SafeTimes;
import org.stillcall.sip.FakeLoop;
import org.stillcall.sip.Hop;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Peer;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.Slice;
import org.stillcall.sip.Target;
import org.stillcall.store.PersonId;
import org.stillcall.trunk.HeaderProfile;
import org.stillcall.trunk.IdentityStrategy;
import org.stillcall.trunk.NumberPool;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.PooledNumber;
import org.stillcall.trunk.Trunk;
import org.stillcall.trunk.Trunks;

/** A centre on a fake clock with hand-moved phones: three trunks, five phones, two programmes. */
final class CallRig {
    static final String CANARY = "+12025550147";
    static final String MOBILE = "+12025550188";
    static final Label DESK = new Label("desk-1");
    /** As many as a test has calls at once. */
    static final List<Label> DESKS = List.of(DESK, new Label("desk-2"), new Label("desk-3"), new Label("desk-4"));

    static final Label INTERPRETER = new Label("interpreter-1");
    static final Label OUTSIDE = new Label("interpreter-2");
    static final String OUTSIDE_NUMBER = "+12025550177";
    static final Label OWN_MOBILE = new Label("mobile-1");
    static final Label HELPLINE = new Label("helpline");
    static final Label SART = new Label("sart");
    /** In which the own mobile is spoken to. */
    static final Label ES = new Label("es");

    private static final SafeTimes FRIDAYS = SafeTimes.weekly(
            ZoneId.of("America/New_York"),
            List.of(new SafeTimes.Window(DayOfWeek.FRIDAY, LocalTime.of(9, 0), LocalTime.of(17, 0))));
    static final DialPlan DIAL_PLAN = new DialPlan();
    private static final Prompts PROMPTS = Prompts.builtIn();

    final FakeLoop loop = new FakeLoop();
    final FakeLegs legs = new FakeLegs();
    final FakeMedia media = new FakeMedia();
    final FakeWays ways = new FakeWays();
    final BlockPool digits = Digits.pool(3000);
    final NumberPool numbers;
    final Map<Label, Boolean> up = new LinkedHashMap<>();
    /** The trunks that alone carry a programme's calls. */
    final Map<Label, Set<Label>> trunksOf = new LinkedHashMap<>();

    final Calls calls;
    Instant now = Instant.parse("2026-11-20T15:00:00Z");
    /** How far the machine's clock was set back. */
    Duration setBack = Duration.ZERO;

    boolean deskReachable = true;
    /** Whether the carriers answer from another address. */
    boolean moved;

    String certificate = ""; // by which the carriers prove themselves; empty for none

    CallRig(int pool, boolean spoken) {
        this(pool, spoken, null);
    }

    /** @param dropped what both programmes say of drops, which then have hours, on Fridays; null for nothing */
    CallRig(int pool, boolean spoken, @Nullable DroppedRule dropped) {
        this(pool, spoken, dropped, DESKS);
    }

    CallRig(int pool, boolean spoken, @Nullable DroppedRule dropped, List<Label> desks) {
        this(pool, spoken, dropped, desks, true);
    }

    CallRig(int pool, boolean spoken, @Nullable DroppedRule dropped, List<Label> desks, boolean hangUpAtTone) {
        this(pool, spoken, dropped, desks, hangUpAtTone, rig -> Probing.none());
    }

    /** Where trunks are tested. */
    CallRig(int pool, Function<CallRig, Probing> probing) {
        this(pool, false, null, DESKS, true, probing);
    }

    private CallRig(
            int pool,
            boolean spoken,
            @Nullable DroppedRule dropped,
            List<Label> desks,
            boolean hangUpAtTone,
            Function<CallRig, Probing> probing) {
        Randomness randomness = Randomness.seeded(7);
        List<PooledNumber> pooled = IntStream.range(0, pool)
                .mapToObj(i -> new PooledNumber(new PilotNumber("1617555" + (1000 + i)), null))
                .toList();
        numbers = new NumberPool(pooled, new NumberPool.Settings(Duration.ZERO, 1), randomness, loop::nowMillis);
        List<Trunk> trunks = List.of(
                trunk("first", 1, Trunk.MediaSecurity.PLAIN, Trunk.Transport.TLS),
                trunk("weaker", 2, Trunk.MediaSecurity.PLAIN, Trunk.Transport.UDP),
                trunk("better", 3, Trunk.MediaSecurity.SDES, Trunk.Transport.TLS));
        Map<Label, FarLine> lines = new LinkedHashMap<>();
        for (Trunk trunk : trunks) {
            up.put(trunk.name(), true);
            lines.put(
                    trunk.name(),
                    new FarLine(
                            trunk,
                            true,
                            "",
                            null,
                            () -> List.of(moved ? elsewhere() : hop()),
                            () -> up.get(trunk.name()),
                            hop -> certificate.isEmpty() ? Optional.empty() : Optional.of(certificate),
                            NotInService.NOT_FOUND,
                            new TrunkUse(Rounding.MINUTE, new BillAccount(""))));
        }
        calls = new Calls(new Exchange(
                loop,
                legs,
                media,
                PROMPTS,
                randomness,
                () -> new Moment(now.minus(setBack), now),
                Log.silent(),
                digits,
                DIAL_PLAN,
                numbers,
                new Trunks(trunks),
                lines,
                phones(desks),
                interpreters(),
                Map.of(
                        HELPLINE, rule(HELPLINE, IdentityRule.ALWAYS_HIDDEN, dropped),
                        SART, rule(SART, IdentityRule.DIRECT_ALLOWED, dropped)),
                new Exchange.Settings(
                        new PilotNumber("16175559999"),
                        "centre.invalid",
                        Duration.ofSeconds(30),
                        Map.of(),
                        Duration.ofSeconds(45),
                        spoken,
                        () -> hangUpAtTone,
                        trunksOf),
                ways,
                List::of,
                probing.apply(this)));
    }

    private static Trunk trunk(String name, int priority, Trunk.MediaSecurity media, Trunk.Transport transport) {
        return new Trunk(
                new Label(name),
                new Trunk.Address("trunk.example", 5060, transport),
                media,
                null,
                priority,
                new IdentityStrategy.PrivacyHeaders(HeaderProfile.usual()));
    }

    private Map<Label, NearPhone.Sip> phones(List<Label> desks) {
        Target target = new Target("desk1", false, null, "127.0.0.1", 5071, "");
        Map<Label, NearPhone.Sip> phones = new LinkedHashMap<>();
        for (Label desk : desks) {
            phones.put(
                    desk,
                    new NearPhone.Desk(
                            desk,
                            null,
                            HELPLINE,
                            Map.of("77", SART),
                            SecureMedia.PLAIN,
                            false,
                            () -> deskReachable ? Optional.of(new NearPhone.Place(hop(), target)) : Optional.empty()));
        }
        phones.put(
                OWN_MOBILE,
                new NearPhone.Mobile(
                        OWN_MOBILE,
                        ES,
                        () -> number(MOBILE),
                        () -> Secret.of("4711".getBytes(StandardCharsets.US_ASCII))));
        return phones;
    }

    private Map<Label, Interpreter> interpreters() {
        Target target = new Target("interpreter", false, null, "127.0.0.1", 5072, "");
        NearPhone.Sip desk = new NearPhone.Desk(
                INTERPRETER,
                null,
                null,
                Map.of(),
                SecureMedia.PLAIN,
                false,
                () -> Optional.of(new NearPhone.Place(hop(), target)));
        NearPhone.Sip outside = new NearPhone.Outside(OUTSIDE, () -> number(OUTSIDE_NUMBER));
        return Map.of(
                INTERPRETER, new Interpreter(INTERPRETER, desk, new Label("es")),
                OUTSIDE, new Interpreter(OUTSIDE, outside, new Label("fr")));
    }

    private static ProgrammeRule rule(Label label, IdentityRule identity, @Nullable DroppedRule dropped) {
        return new ProgrammeRule(
                label,
                identity,
                dropped == null ? new SafeTimes.Always() : FRIDAYS,
                new Region("US"),
                Set.of(new Region("US")),
                Set.of(),
                false,
                dropped);
    }

    /** Somebody of the staff. */
    static PersonId person(int number) {
        return new PersonId("A".repeat(20) + (char) ('A' + number % 26) + "A");
    }

    Trunk trunk() {
        return trunk("first", 1, Trunk.MediaSecurity.PLAIN, Trunk.Transport.TLS);
    }

    static Hop hop() {
        return Hop.udp(new InetSocketAddress(FakeMedia.loopback(), 5060));
    }

    private static Hop elsewhere() {
        return Hop.udp(new InetSocketAddress(FakeMedia.loopback(), 5062));
    }

    Digits number(String text) {
        MemorySegment memory = Arena.ofAuto().allocateFrom(text, StandardCharsets.US_ASCII);
        Digits read = Digits.read(digits, memory, 0, text.length());
        if (read == null) {
            throw new AssertionError("a canary must be readable");
        }
        return read;
    }

    Switchboard.Placement place(Label phone, Label programme, Identity asked, boolean confirmed) {
        return calls.place(new Switchboard.Wish(phone, programme, asked, confirmed), number(CANARY));
    }

    /** Under the terms of a survivor's plan, in the programme that may show a number. */
    Switchboard.Placement place(AgreedTerms terms, Identity asked, boolean confirmed) {
        return calls.place(new Switchboard.Wish(freeDesk(), SART, asked, confirmed, terms.build()), number(CANARY));
    }

    private Label freeDesk() {
        return calls.phones().stream()
                .filter(phone -> !phone.busy())
                .map(Switchboard.PhoneView::name)
                .findFirst()
                .orElseThrow();
    }

    /** The same, hidden; its id. */
    String placed(AgreedTerms terms) {
        return ((Switchboard.Placement.Placed) place(terms, Identity.HIDDEN, false))
                .call()
                .id();
    }

    /** The same, asked to show a number; the advocate says yes to that. */
    String placed(AgreedTerms terms, Identity asked) {
        return ((Switchboard.Placement.Placed) place(terms, asked, true)).call().id();
    }

    String placed(Label phone) {
        Switchboard.Placement placement = place(phone, HELPLINE, Identity.HIDDEN, false);
        return ((Switchboard.Placement.Placed) placement).call().id();
    }

    Switchboard.CallView view(String id) {
        return calls.find(id).orElseThrow();
    }

    /** An INVITE from the desk phone. */
    FakeLegs.FakeLeg dial(String text) {
        FakeLegs.FakeLeg leg = new FakeLegs.FakeLeg(null, null);
        MemorySegment memory = Arena.ofAuto().allocateFrom(text, StandardCharsets.US_ASCII);
        Slice user = new Slice(memory, 0, text.length());
        LegListener listener = calls.invited(
                new IncomingInvite(new Peer.Phone(DESK), leg, new SipMessage(), user, FakeMedia.description()));
        leg.listener = listener;
        loop.run();
        return leg;
    }

    /** An INVITE from the first trunk to a number of ours. */
    FakeLegs.FakeLeg comes(String called, String caller) {
        return comes(new Label("first"), called, "From: " + caller + ";tag=1\n");
    }

    /** The same, and the loop does nothing more for now. */
    FakeLegs.FakeLeg comesUnheard(String called, String lines) {
        FakeLegs.FakeLeg leg = new FakeLegs.FakeLeg(null, null);
        leg.listener = calls.invited(new IncomingInvite(
                new Peer.Carrier(new Label("first")),
                leg,
                invite(called, lines),
                slice(called),
                FakeMedia.description()));
        return leg;
    }

    /** @param lines From and what else it says of its caller */
    FakeLegs.FakeLeg comes(Label trunk, String called, String lines) {
        FakeLegs.FakeLeg leg = new FakeLegs.FakeLeg(null, null);
        IncomingInvite invite = new IncomingInvite(
                new Peer.Carrier(trunk), leg, invite(called, lines), slice(called), FakeMedia.description());
        leg.listener = calls.invited(invite);
        loop.run();
        return leg;
    }

    static SipMessage invite(String called, String lines) {
        String text = """
            INVITE sip:%s@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bK1
            %sTo: <sip:%s@127.0.0.1>
            Call-ID: 1
            CSeq: 1 INVITE
            Content-Length: 0

            """.formatted(called, lines, called).replace("\n", "\r\n");
        SipMessage message = new SipMessage();
        if (message.parse(slice(text).memory(), text.length()) != null) {
            throw new AssertionError("the test's INVITE is none");
        }
        return message;
    }

    private static Slice slice(String text) {
        return new Slice(Arena.ofAuto().allocateFrom(text, StandardCharsets.US_ASCII), 0, text.length());
    }
}
