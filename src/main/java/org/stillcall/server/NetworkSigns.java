package org.stillcall.server;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;
import org.stillcall.sip.Hop;
import org.stillcall.sip.SipLoop;
import org.stillcall.sip.SipResolver;
import org.stillcall.sip.Transport;
import org.stillcall.trunk.Trunk;

/**
 * How the server stands on the network: its ports, the addresses that it tells others, whether its trunks are found,
 * and what they show.
 *
 * @param server the one that runs, which then holds the ports
 * @param names finds the addresses of trunks
 */
record NetworkSigns(
        Settings settings,
        Optional<RunningServer> server,
        boolean inUse,
        Function<Loop, SipResolver> names,
        HandshakeSigns handshakes) {
    private static final long LONGEST_LOOKUP_SECONDS = 15;

    List<Sign> signs() {
        List<Sign> signs = new ArrayList<>();
        Set<InetAddress> own = own();
        for (Port port : Port.of(settings)) {
            signs.add(port(port));
        }
        signs.add(told("'advertised' in [sip]", address(settings.sip().advertised()), own));
        signs.add(told(
                "'advertised' in [media]", Optional.of(settings.media().engine().advertised()), own));
        signs.addAll(trunks());
        return signs;
    }

    private Sign port(Port port) {
        String about = port.kind() + " port";
        String whose = "The port of " + port.key();
        Port.State state = port.state();
        if (inUse) {
            boolean held =
                    server.map(it -> it.hasPort(port.kind(), port.number())).orElse(state == Port.State.HELD);
            return held
                    ? Sign.ok(about, whose + " is held by the running server.")
                    : Sign.look(
                            about,
                            whose + " is not held by the running server: restart it, if the configuration was changed"
                                    + " since its start.");
        }
        return switch (state) {
            case FREE -> Sign.ok(about, whose + " is free.");
            case HELD ->
                Sign.wrong(
                        about,
                        whose + " is held by another program: end that one ('ss -lnp' names it), or choose"
                                + " another port.");
            case REFUSED ->
                Sign.wrong(
                        about,
                        whose + " cannot be taken: its address is none of this machine's, or it is below 1024"
                                + " and this user may not take such ports.");
        };
    }

    private static Set<InetAddress> own() {
        Set<InetAddress> own = new HashSet<>();
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(own::add);
        } catch (SocketException e) {
            return Set.of();
        }
        return own;
    }

    /** Others send to what we tell them: a private address is of no use to a carrier outside. */
    private Sign told(String key, Optional<InetAddress> told, Set<InetAddress> own) {
        String about = "address";
        if (told.isEmpty()) {
            return Sign.wrong(about, key + " names no address that is found: others cannot send to it.");
        }
        InetAddress address = told.get();
        boolean outside = settings.carriers().stream()
                .flatMap(carrier -> address(carrier.trunk().address().host()).stream())
                .anyMatch(there -> !isInside(there));
        if (outside && isInside(address)) {
            return Sign.wrong(
                    about,
                    key + " is an address of a network inside, and a trunk is outside: its carrier cannot send to it."
                            + " Write the router's public address there.");
        }
        if (own.contains(address)) {
            return Sign.ok(about, key + " is an address of this machine.");
        }
        return isInside(address)
                ? Sign.look(about, key + " is none of this machine's addresses: others would send elsewhere.")
                : Sign.ok(
                        about,
                        key + " is a router's: that has to pass the ports on to this machine, which nothing here can"
                                + " see. A test call shows it.");
    }

    /** Of this machine, a private or link-local network, a carrier's (RFC 6598), or IPv6's local ones (RFC 4193). */
    private static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64
                || bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    }

    private static Optional<InetAddress> address(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private List<Sign> trunks() {
        List<Sign> signs = new ArrayList<>();
        try (SipLoop loop = new SipLoop(Log.silent())) {
            SipResolver resolver = Wiring.onLoop(loop, () -> names.apply(loop));
            for (int i = 0; i < settings.carriers().size(); i++) {
                Trunk.Address place = settings.carriers().get(i).trunk().address();
                String which = "The host of [[trunk]] number " + (i + 1);
                List<Hop> hops = found(loop, resolver, place);
                signs.add(
                        hops.isEmpty()
                                ? Sign.wrong(
                                        "DNS",
                                        which + " is not found (NAPTR, SRV, A and AAAA were asked for): look for a slip"
                                                + " in it, and whether this machine's name server answers.")
                                : Sign.ok("DNS", which + " is found."));
                handshakes.trunk(i + 1, hops).ifPresent(signs::add);
            }
            Wiring.onLoop(loop, () -> {
                resolver.close();
                return true;
            });
        }
        return signs;
    }

    private static List<Hop> found(SipLoop loop, SipResolver resolver, Trunk.Address place) {
        Transport transport = Transport.valueOf(place.transport().name());
        SipResolver.Target target = new SipResolver.Target(place.host(), place.port(), transport, false);
        CompletableFuture<List<Hop>> hops = new CompletableFuture<>();
        loop.execute(() -> resolver.resolve(target, hops::complete));
        try {
            return hops.get(LONGEST_LOOKUP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
