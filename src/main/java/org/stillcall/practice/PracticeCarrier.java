package org.stillcall.practice;

import static org.stillcall.base.Contract.require;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.console.PracticeDesk;
import org.stillcall.media.Media;
import org.stillcall.media.Prompts;
import org.stillcall.sip.Decision;
import org.stillcall.sip.Doorkeeper;
import org.stillcall.sip.FailureKind;
import org.stillcall.sip.Hop;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.Invitation;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Peer;
import org.stillcall.sip.SipLoop;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.SipStack;
import org.stillcall.sip.SipUser;
import org.stillcall.sip.SipWire;
import org.stillcall.sip.StackSettings;
import org.stillcall.sip.Transport;
import org.stillcall.sip.WireListener;
import org.stillcall.trunk.PilotNumber;

/**
 * The practice carrier: an exchange with its survivors' handsets, and an advocate's desk phone, on two UDP ports of
 * the loopback interface. What comes to the first is a call through the trunk, what comes to the second rings the
 * desk phone.
 */
public final class PracticeCarrier implements SipUser, PracticeDesk, AutoCloseable {
    private static final Peer CUSTOMER = new Peer.Carrier(new Label("customer"));
    private static final Peer SWITCH = new Peer.Phone(new Label("switch"));
    private static final StackSettings SIZE = new StackSettings("", 2_000, 20_000, 1_000);
    private static final int EVERY_DROPPED = 2;
    private static final int ANSWER_SECONDS = 2;

    private final Means means;
    private final Watchers watchers = new Watchers();
    private final List<PracticePhone> survivors = new ArrayList<>();
    private final PracticePhone desk;
    private final SipWire wire;
    private final SipStack stack;
    private final long trunkSocket;
    private final InetSocketAddress exchange;
    private final InetSocketAddress deskPhone;
    private volatile Set<Fault> faults;
    private volatile OutgoingCall.@Nullable Shown published;
    private volatile @Nullable InetSocketAddress customer;
    private long invites;
    private boolean closed;

    /** What it works with. {@code clock} says the zone too in which phones show the time. */
    public record Means(SipLoop loop, Media media, Prompts prompts, Randomness randomness, Log log, Clock clock) {}

    /**
     * Where it listens, on loopback addresses; port 0 for any free one.
     *
     * @param exchange the trunk's address
     * @param deskPhone the advocate's desk phone's
     */
    public record Places(InetSocketAddress exchange, InetSocketAddress deskPhone) {
        public Places {
            require(isLoopback(exchange) && isLoopback(deskPhone), "The practice carrier listens on loopback only.");
        }

        /** Any free ports of the loopback address. */
        public static Places anywhere() {
            InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new Places(free, free);
        }

        private static boolean isLoopback(InetSocketAddress address) {
            return !address.isUnresolved() && address.getAddress().isLoopbackAddress();
        }
    }

    /** On free ports. */
    public PracticeCarrier(Means means, Set<Fault> faults) {
        this(means, Places.anywhere(), faults);
    }

    /** Takes calls when this returns. Not on the loop. */
    public PracticeCarrier(Means means, Places places, Set<Fault> faults) {
        this(means, places, faults, Pace.USUAL);
    }

    PracticeCarrier(Means means, Places places, Set<Fault> faults, Pace pace) {
        this.means = means;
        this.faults = Set.copyOf(faults);
        Sounds sounds = Sounds.builtIn();
        PracticePhone.House house =
                new PracticePhone.House(means, sounds, pace, watchers::tell, this::invite, () -> published);
        for (PracticePhone.Make make : Household.SURVIVORS) {
            survivors.add(new PracticePhone(make, house));
        }
        this.desk = new PracticePhone(Household.DESK, house);
        Ear ear = new Ear();
        this.wire = new SipWire(means.loop(), ear, means.log());
        record Sockets(long trunk, long desk, InetSocketAddress exchange, InetSocketAddress deskPhone) {}
        Sockets sockets = onLoop(() -> {
            long trunk = wire.listen(Transport.UDP, places.exchange());
            long phone = wire.listen(Transport.UDP, places.deskPhone());
            Hop any = Hop.udp(places.exchange());
            return new Sockets(trunk, phone, wire.local(any.by(trunk)), wire.local(any.by(phone)));
        });
        this.trunkSocket = sockets.trunk();
        this.exchange = sockets.exchange();
        this.deskPhone = sockets.deskPhone();
        this.stack = onLoop(() -> {
            SipStack made = new SipStack(
                    means.loop(), wire, means.randomness(), means.log(), SIZE, new Door(sockets.desk()), this);
            ear.listener = made;
            return made;
        });
    }

    /** From the trunk's address: what comes from the desk phone's is the advocate. */
    private Leg invite(InetSocketAddress place, Function<Hop, Invitation> invitation, LegListener listener) {
        return stack.invite(invitation.apply(Hop.udp(place).by(trunkSocket)), listener);
    }

    /** The customer takes calls to a number of theirs, at that address. Any thread. */
    public void publish(PilotNumber number, InetSocketAddress place) {
        published = new OutgoingCall.Shown("+" + number.e164(), place);
    }

    /** Where the customer takes calls to {@link PracticeNumbers#TEST}. Any thread. */
    public void customerAt(InetSocketAddress place) {
        customer = place;
    }

    /** Where the exchange takes calls: the trunk's address. */
    public InetSocketAddress exchange() {
        return exchange;
    }

    /** Where the advocate's desk phone takes calls. */
    public InetSocketAddress deskPhone() {
        return deskPhone;
    }

    /** The desk phone's name, also in the switch's configuration. */
    public static Label deskPhoneName() {
        return Household.DESK.name();
    }

    /** From the next call on it has these faults and no others. Any thread. */
    public void faults(Set<Fault> next) {
        faults = Set.copyOf(next);
    }

    /** What arrives before there is a stack is lost, as it would have been a moment sooner. */
    private static final class Ear implements WireListener {
        private @Nullable WireListener listener;

        @Override
        public void received(Hop from, Block message, int length) {
            if (listener != null) {
                listener.received(from, message, length);
            }
        }

        @Override
        public void failed(Hop hop, FailureKind kind) {
            if (listener != null) {
                listener.failed(hop, kind);
            }
        }
    }

    /** Takes everything that comes from this machine. */
    private record Door(long deskSocket) implements Doorkeeper {
        @Override
        public Decision admit(SipMessage request, Hop from) {
            if (!from.address().getAddress().isLoopbackAddress()) {
                return new Decision.Silence();
            }
            return new Decision.Admit(from.connection() == deskSocket ? SWITCH : CUSTOMER);
        }

        @Override
        public Decision register(SipMessage request, Hop from) {
            return new Decision.Answer(403, List.of());
        }
    }

    @Override
    public @Nullable LegListener invited(IncomingInvite invite) {
        if (invite.peer().equals(SWITCH)) {
            return desk.ring(invite, Set.of());
        }
        Set<Fault> now = faults;
        if (now.contains(Fault.DROPS) && ++invites % EVERY_DROPPED == 0) {
            return new Unanswered();
        }
        InetSocketAddress home = customer;
        if (home != null && PracticeNumbers.isTest(invite.user())) {
            return Onward.begin(means, invite, now, (invitation, listener) -> invite(home, invitation, listener), home);
        }
        int place = PracticeNumbers.handset(invite.user());
        if (place < 0) {
            invite.leg().refuse(404);
            return null;
        }
        return survivors.get(place).ring(invite, now);
    }

    @Override
    public boolean isPracticeNumber(CharSequence number) {
        return PracticeNumbers.isHandset(number);
    }

    @Override
    public List<Handset> handsets() {
        return onLoop(this::present);
    }

    private List<Handset> present() {
        List<Handset> all = new ArrayList<>();
        all.add(desk.handset());
        for (PracticePhone phone : survivors) {
            all.add(phone.handset());
        }
        return List.copyOf(all);
    }

    @Override
    public Result act(Label handset, Action action) {
        return onLoop(() -> find(handset).map(phone -> phone.act(action)).orElse(Result.UNKNOWN_HANDSET));
    }

    @Override
    public Taking take(Label handset, Hand hand) {
        return onLoop(() -> {
            Optional<PracticePhone> phone = find(handset);
            if (phone.isEmpty()) {
                return new Taking.UnknownHandset();
            }
            Optional<PageHold> hold = phone.get().take(hand);
            return hold.isPresent() ? new Taking.Taken(hold.get()) : new Taking.InAnotherHand();
        });
    }

    private Optional<PracticePhone> find(Label name) {
        return Stream.concat(Stream.of(desk), survivors.stream())
                .filter(phone -> phone.name().equals(name))
                .findFirst();
    }

    @Override
    public Watch watch(Consumer<Handset> listener) {
        boolean added = onLoop(() -> {
            watchers.add(listener);
            present().forEach(listener);
            return true;
        });
        return () -> {
            if (added) {
                forget(listener);
            }
        };
    }

    private void forget(Consumer<Handset> listener) {
        try {
            means.loop().execute(() -> watchers.remove(listener));
        } catch (RejectedExecutionException _) {
            // the loop has ended, and nobody is told anything any more
        }
    }

    private <T> T onLoop(Supplier<T> question) {
        return means.loop().inLoop()
                ? question.get()
                : means.loop()
                        .ask(question)
                        .orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .join();
    }

    /** Ends its calls and closes its sockets. */
    @Override
    public void close() {
        try {
            boolean first = onLoop(this::shut);
            if (first) {
                means.log().info("The practice carrier is closed.").write();
            }
        } catch (RejectedExecutionException | CompletionException e) {
            means.log()
                    .warn("The practice carrier was not closed in time.")
                    .with(e)
                    .write();
        }
    }

    private boolean shut() {
        if (closed) {
            return false;
        }
        closed = true;
        stack.hangUpAll();
        stack.close();
        wire.close();
        return true;
    }
}
