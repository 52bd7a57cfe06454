package org.stillcall.call;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.stillcall.base.BlockPool;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.media.Prompts;
import org.stillcall.media.SecureMedia;
import org.stillcall.plan.DialPlan;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityRule;
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
import org.stillcall.trunk.HeaderProfile;
import org.stillcall.trunk.IdentityStrategy;
import org.stillcall.trunk.NumberPool;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.PooledNumber;
import org.stillcall.trunk.Trunk;
import org.stillcall.trunk.Trunks;

/** A centre on a fake clock with hand-moved phones: three trunks, two phones, two programmes. */
final class CallRig {
    static final String CANARY = "+12025550147";
    static final String MOBILE = "+12025550188";
    static final Label DESK = new Label("desk-1");
    static final Label OWN_MOBILE = new Label("mobile-1");
    static final Label HELPLINE = new Label("helpline");
    static final Label SART = new Label("sart");

    private static final DialPlan DIAL_PLAN = new DialPlan();
    private static final Prompts PROMPTS = Prompts.builtIn();

    final FakeLoop loop = new FakeLoop();
    final FakeLegs legs = new FakeLegs();
    final FakeMedia media = new FakeMedia();
    final BlockPool digits = Digits.pool(1000);
    final NumberPool numbers;
    final Map<Label, Boolean> up = new LinkedHashMap<>();
    final Calls calls;
    Instant now = Instant.parse("2026-11-20T15:00:00Z");
    boolean deskReachable = true;

    CallRig(int pool, boolean spoken) {
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
                    trunk.name(), new FarLine(trunk, true, "", null, () -> List.of(hop()), () -> up.get(trunk.name())));
        }
        calls = new Calls(new Exchange(
                loop,
                legs,
                media,
                PROMPTS,
                randomness,
                (InstantSource) () -> now,
                Log.silent(),
                digits,
                DIAL_PLAN,
                numbers,
                new Trunks(trunks),
                lines,
                phones(),
                Map.of(
                        HELPLINE, rule(HELPLINE, IdentityRule.ALWAYS_HIDDEN),
                        SART, rule(SART, IdentityRule.DIRECT_ALLOWED)),
                new Exchange.Settings(
                        new PilotNumber("16175559999"),
                        "centre.invalid",
                        Duration.ofSeconds(30),
                        Map.of(),
                        Duration.ofSeconds(45),
                        spoken),
                List::of));
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

    private Map<Label, NearPhone> phones() {
        Target target = new Target("desk1", false, null, "127.0.0.1", 5071, "");
        return Map.of(
                DESK,
                new NearPhone.Desk(
                        DESK,
                        HELPLINE,
                        Map.of("77", SART),
                        SecureMedia.PLAIN,
                        false,
                        () -> deskReachable ? Optional.of(new NearPhone.Place(hop(), target)) : Optional.empty()),
                OWN_MOBILE,
                new NearPhone.Mobile(
                        OWN_MOBILE, () -> number(MOBILE), () -> Secret.of("4711".getBytes(StandardCharsets.US_ASCII))));
    }

    private static ProgrammeRule rule(Label label, IdentityRule identity) {
        return new ProgrammeRule(
                label, identity, new SafeTimes.Always(), new Region("US"), Set.of(new Region("US")), Set.of());
    }

    Trunk trunk() {
        return trunk("first", 1, Trunk.MediaSecurity.PLAIN, Trunk.Transport.TLS);
    }

    static Hop hop() {
        return Hop.udp(new InetSocketAddress(FakeMedia.loopback(), 5060));
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
}
