package org.stillcall.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.call.Calls;
import org.stillcall.call.Exchange;
import org.stillcall.call.FarLine;
import org.stillcall.call.Interpreter;
import org.stillcall.call.NearPhone;
import org.stillcall.helpline.Helplines;
import org.stillcall.sip.Accounts;
import org.stillcall.sip.Contact;
import org.stillcall.sip.Credential;
import org.stillcall.sip.FailureKind;
import org.stillcall.sip.Hop;
import org.stillcall.sip.HouseDoorkeeper;
import org.stillcall.sip.IncomingInvite;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Registrar;
import org.stillcall.sip.SipLoop;
import org.stillcall.sip.SipResolver;
import org.stillcall.sip.SipStack;
import org.stillcall.sip.SipUser;
import org.stillcall.sip.SipWire;
import org.stillcall.sip.StackSettings;
import org.stillcall.sip.TlsSettings;
import org.stillcall.sip.Transport;
import org.stillcall.sip.TrunkLine;
import org.stillcall.sip.WireListener;
import org.stillcall.trunk.NumberPool;
import org.stillcall.trunk.Trunk;
import org.stillcall.trunk.Trunks;

/** One centre's switch, built and closed on its loop: wire, stack, registrar, trunk lines, calls. */
final class Switch implements WireListener, SipUser {
    private static final int FREE_PORT_TRIES = 20;

    private static final long QUIET_MILLIS = 1_200;
    private static final long REGISTER_SECONDS = 3_600;

    private final SipLoop loop;
    private final Log log;
    private final Randomness randomness;
    private final SipWire wire;
    private final SipStack stack;
    private final Registrar registrar;
    private final SipResolver resolver;
    private final Map<Label, TrunkLine> lines = new LinkedHashMap<>();
    private final Calls calls;
    private @Nullable Helplines helplines;
    private final InForce inForce;
    private InetSocketAddress address = new InetSocketAddress(0);

    Switch(Settings settings, Wiring.Core core) {
        loop = core.loop();
        log = core.means().log();
        randomness = core.means().randomness();
        inForce = InForce.of(settings, core.means().steady()::instant);
        wire = new SipWire(loop, this, log);
        listen(settings);
        Accounts accounts = accounts(settings);
        registrar = new Registrar(accounts, loop, randomness, log);
        HouseDoorkeeper.Policy policy = new HouseDoorkeeper.Policy(
                hosts(settings.sip()),
                HouseDoorkeeper.Strangers.SILENCE,
                settings.sip().challenges());
        HouseDoorkeeper doorkeeper = new HouseDoorkeeper(accounts, registrar, policy, loop, randomness, log);
        StackSettings usual = StackSettings.standard();
        StackSettings stackSettings =
                new StackSettings(publicHost(settings.sip()), usual.legs(), usual.transactions(), usual.lagMillis());
        stack = new SipStack(loop, wire, randomness, log, stackSettings, doorkeeper, this);
        resolver = SipResolver.system(loop, List.of(Transport.UDP, Transport.TCP, Transport.TLS), randomness, log);
        wire.trust(trusted(settings));
        String homeCode = core.dialPlan().callingCode(settings.centre().region());
        Map<Label, FarLine> farLines = new LinkedHashMap<>();
        for (Settings.Carrier carrier : settings.carriers()) {
            farLines.put(carrier.trunk().name(), line(carrier, settings.sip(), homeCode));
        }
        calls = new Calls(exchange(settings, core, farLines));
        helplines = Callers.take(settings, core, calls);
        registrar.keepAlive(stack, publicHost(settings.sip()), randomness);
        lines.values().forEach(TrunkLine::start);
    }

    /** Where SIP by UDP comes in. */
    InetSocketAddress address() {
        return address;
    }

    Calls calls() {
        return calls;
    }

    private void listen(Settings settings) {
        Settings.Sip sip = settings.sip();
        try {
            int port = sip.port() == 0 ? freePort(sip) : sip.port();
            address = Wiring.listening(sip, port);
            wire.listen(Transport.UDP, address);
            wire.listen(Transport.TCP, Wiring.listening(sip, port));
            if (sip.tls().isPresent()) {
                Settings.Tls tls = sip.tls().get();
                TlsSettings loaded = TlsSettings.load(
                        Optional.of(tls.identity()), tls.authorities(), TlsSettings.ClientCertificate.NOT_ASKED);
                wire.secure(loaded);
                new CertificateWatch(loop, log, loaded, tls.identity()).begin();
                wire.listen(Transport.TLS, Wiring.listening(sip, tls.port()));
            } else if (usesTls(settings)) { // as a client only, trusting whom the JDK trusts
                wire.secure(
                        TlsSettings.load(Optional.empty(), Optional.empty(), TlsSettings.ClientCertificate.NOT_ASKED));
            }
        } catch (TlsSettings.Unfit e) {
            throw new StartException("SIP over TLS cannot start: the certificate or its key does not fit.", e);
        } catch (UncheckedIOException e) {
            throw new StartException("A SIP port cannot be opened. Choose another with --sip or 'port' in [sip].", e);
        }
    }

    /** One that is free for UDP and for TCP; what the system gives for one of them may be taken for the other. */
    private static int freePort(Settings.Sip sip) {
        for (int tries = 0; tries < FREE_PORT_TRIES; tries++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, sip.bind());
                    DatagramSocket udp = new DatagramSocket(Wiring.listening(sip, tcp.getLocalPort()))) {
                return udp.getLocalPort();
            } catch (IOException taken) {
                // for UDP: the next one
            }
        }
        return 0;
    }

    private static boolean usesTls(Settings settings) {
        return settings.carriers().stream()
                .anyMatch(carrier -> carrier.trunk().address().transport() == Trunk.Transport.TLS);
    }

    private static String publicHost(Settings.Sip sip) {
        return sip.advertised();
    }

    private static Set<String> hosts(Settings.Sip sip) {
        Set<String> hosts = new HashSet<>();
        hosts.add(sip.advertised().toLowerCase(Locale.ROOT));
        hosts.add(sip.bind().getHostAddress());
        return hosts;
    }

    private Accounts accounts(Settings settings) {
        List<Accounts.Phone> phones = new ArrayList<>();
        List<Accounts.PhoneAt> phonesAt = new ArrayList<>();
        for (Settings.Phone phone : settings.everyPhone()) {
            switch (phone.reach()) {
                case Settings.Reach.Registered registered ->
                    phones.add(new Accounts.Phone(
                            phone.name(),
                            registered.user(),
                            registered.password().read()));
                case Settings.Reach.Fixed fixed ->
                    phonesAt.add(new Accounts.PhoneAt(
                            phone.name(),
                            phone.name().text(),
                            fixed.address(),
                            fixed.port(),
                            Transport.valueOf(fixed.transport().name())));
                case Settings.Reach.Mobile mobile -> {}
                case Settings.Reach.Outside outside -> {}
            }
        }
        List<Accounts.CarrierAt> carriersAt = new ArrayList<>();
        for (Settings.Carrier carrier : settings.carriers()) {
            for (Network source : carrier.sources()) {
                for (InetAddress address : addresses(source)) {
                    carriersAt.add(new Accounts.CarrierAt(carrier.trunk().name(), address, 0, null));
                }
            }
        }
        Accounts accounts = new Accounts(settings.sip().advertised(), phones, phonesAt, carriersAt, randomness);
        phones.forEach(phone -> phone.password().close());
        return accounts;
    }

    /** Each address of a small network; of a larger one the first alone, and the log says so. */
    private List<InetAddress> addresses(Network network) {
        if (network.isSmall()) {
            return network.addresses();
        }
        log.warn("A trunk's network is too large to be listed: only its first address is taken.")
                .write();
        return List.of(network.address());
    }

    private static Set<InetAddress> trusted(Settings settings) {
        Set<InetAddress> trusted = new HashSet<>();
        for (Settings.Phone phone : settings.everyPhone()) {
            if (phone.reach() instanceof Settings.Reach.Fixed fixed) {
                trusted.add(fixed.address());
            }
        }
        settings.carriers().forEach(carrier -> carrier.sources().forEach(source -> trusted.add(source.address())));
        return trusted;
    }

    private FarLine line(Settings.Carrier carrier, Settings.Sip sip, String homeCode) {
        Trunk trunk = carrier.trunk();
        @Nullable
        Credential credential = carrier.account()
                .map(account ->
                        new Credential(account.user(), account.password().read()))
                .orElse(null);
        Transport transport = Transport.valueOf(trunk.address().transport().name());
        TrunkLine.Settings lineSettings = new TrunkLine.Settings(
                trunk.name(),
                new SipResolver.Target(trunk.address().host(), trunk.address().port(), transport, false),
                trunk.address().host(),
                carrier.account().map(Settings.Account::user).orElse("line"),
                credential,
                carrier.register() ? REGISTER_SECONDS : 0,
                carrier.keepAlive().map(Duration::toSeconds).orElse(0L));
        TrunkLine line = TrunkLine.over(lineSettings, stack, resolver, wire, publicHost(sip), loop, randomness, log);
        lines.put(trunk.name(), line);
        Settings.NumberFormat format = carrier.numbers().format();
        String leftOut = format == Settings.NumberFormat.NATIONAL ? homeCode : "";
        return new FarLine(
                trunk,
                format == Settings.NumberFormat.PLUS,
                leftOut,
                credential,
                line::route,
                () -> line.up() && inForce.carries(trunk.name()),
                wire::certificate,
                carrier.numbers().notInService(),
                carrier.numbers().use());
    }

    private Exchange exchange(Settings settings, Wiring.Core core, Map<Label, FarLine> farLines) {
        Map<Label, Duration> ringLimits = new LinkedHashMap<>();
        Map<Label, Set<Label>> trunks = new LinkedHashMap<>();
        for (Settings.Programme programme : settings.programmes()) {
            ringLimits.put(programme.name(), programme.ringLimit());
            trunks.put(programme.name(), programme.trunks());
        }
        Map<Label, NearPhone.Sip> phones = new LinkedHashMap<>();
        settings.phones().forEach(phone -> phones.put(phone.name(), nearPhone(phone, settings, core)));
        return new Exchange(
                loop,
                (invitation, listener) -> stack.invite(invitation, listener),
                core.media(),
                core.prompts(),
                randomness,
                core::moment,
                log,
                core.numbers(),
                core.dialPlan(),
                new NumberPool(settings.centre().pool(), settings.centre().lending(), randomness, loop::nowMillis),
                new Trunks(settings.carriers().stream()
                        .map(Settings.Carrier::trunk)
                        .toList()),
                farLines,
                phones,
                interpreters(settings, core),
                settings.rules(),
                new Exchange.Settings(
                        settings.centre().mainNumber().orElse(null),
                        publicHost(settings.sip()),
                        Duration.ofSeconds(30),
                        ringLimits,
                        Duration.ofSeconds(45),
                        settings.centre().spokenRefusals(),
                        () -> settings.centre().hangUpAtTone() || !inForce.holds(Guide.AT_TONE),
                        trunks),
                core.turn().servers(),
                () -> Gauges.of(stack, wire, core.media(), core.turn(), helplines),
                ProbeParts.of(settings, core));
    }

    private NearPhone.Sip nearPhone(Settings.Phone phone, Settings settings, Wiring.Core core) {
        return switch (phone.reach()) {
            case Settings.Reach.Mobile mobile ->
                new NearPhone.Mobile(
                        phone.name(),
                        phone.language().orElse(null),
                        () -> MobileFiles.number(mobile.number(), core.numbers()),
                        () -> MobileFiles.code(mobile.code()));
            case Settings.Reach.Outside outside ->
                new NearPhone.Outside(phone.name(), () -> MobileFiles.number(outside.number(), core.numbers()));
            case Settings.Reach.Registered registered -> desk(phone, settings, phone.programme());
            case Settings.Reach.Fixed fixed -> desk(phone, settings, phone.programme());
        };
    }

    private Map<Label, Interpreter> interpreters(Settings settings, Wiring.Core core) {
        Map<Label, Interpreter> interpreters = new LinkedHashMap<>();
        for (Settings.Interpreter each : settings.interpreters()) {
            NearPhone.Sip phone = switch (each.phone().reach()) {
                case Settings.Reach.Registered registered -> desk(each.phone(), settings, null);
                case Settings.Reach.Fixed fixed -> desk(each.phone(), settings, null);
                case Settings.Reach.Mobile mobile -> nearPhone(each.phone(), settings, core);
                case Settings.Reach.Outside outside -> nearPhone(each.phone(), settings, core);
            };
            interpreters.put(each.name(), new Interpreter(each.name(), phone, each.language()));
        }
        return interpreters;
    }

    /** @param programme what it dials for; null when it may not dial */
    private NearPhone.Sip desk(Settings.Phone phone, Settings settings, @Nullable Label programme) {
        return new NearPhone.Desk(
                phone.name(),
                phone.language().orElse(null),
                programme,
                phone.prefixes(),
                settings.media().phones(),
                phone.reach() instanceof Settings.Reach.Registered,
                () -> place(phone.name()));
    }

    private Optional<NearPhone.Place> place(Label phone) {
        List<Contact> contacts = registrar.contacts(phone);
        return contacts.isEmpty()
                ? Optional.empty()
                : Optional.of(new NearPhone.Place(
                        contacts.getFirst().hop(), contacts.getFirst().target()));
    }

    @Override
    public void received(Hop from, Block message, int length) {
        stack.received(from, message, length);
    }

    @Override
    public void failed(Hop hop, FailureKind kind) {
        stack.failed(hop, kind);
        registrar.lost(hop);
        lines.values().forEach(line -> line.lost(hop));
    }

    @Override
    public @Nullable LegListener invited(IncomingInvite invite) {
        return calls.invited(invite);
    }

    /** Refuses new calls, hangs up those in progress, gives registrations back. */
    void endCalls() {
        stack.drain();
        calls.endAll();
        stack.hangUpAll();
        lines.values().forEach(line -> line.stop(() -> {}));
    }

    /** Waits until farewells are answered, a second or so at most. Not on the loop. */
    void awaitQuiet() {
        CountDownLatch quiet = new CountDownLatch(1);
        loop.execute(() -> watchQuiet(quiet, loop.nowMillis() + QUIET_MILLIS));
        try {
            if (!quiet.await(2 * QUIET_MILLIS, TimeUnit.MILLISECONDS)) {
                log.warn("Some phones did not answer our goodbye.").write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watchQuiet(CountDownLatch quiet, long until) {
        if (stack.liveLegs() == 0 || loop.nowMillis() >= until) {
            quiet.countDown();
        } else {
            loop.after(20, () -> watchQuiet(quiet, until));
        }
    }

    /** Closes sockets and overwrites all that is left. */
    void close() {
        calls.endAll();
        stack.close();
        resolver.close();
        wire.close();
    }
}
