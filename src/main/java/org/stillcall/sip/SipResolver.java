package org.stillcall.sip;

import static org.stillcall.base.Contract.check;
import static org.stillcall.base.Contract.require;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Limits;
import org.stillcall.base.Log;
import org.stillcall.base.Loop;
import org.stillcall.base.Randomness;

/**
 * Finds where a SIP domain's servers are (RFC 3263): NAPTR, then SRV, then A and AAAA, with a cache. Loop thread only.
 *
 * <p>What was found is used until its time to live ends. Then it is looked up anew, and whoever asks meanwhile waits,
 * but no longer than {@link Limits#SIP_LOOKUP_MILLIS}. While DNS fails, what was found last is used for another day,
 * at once and without waiting: a name server that is down must not stop calls to a carrier that is up (RFC 8767). All
 * hops of one answer use one transport; servers of one priority come in an order drawn anew each time by their weights.
 */
public final class SipResolver implements AutoCloseable {
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long MOST_TTL_SECONDS = 86_400;
    /** Longer than any chain of queries takes; then the loop was too full to be told of the end. */
    private static final long LONGEST_RUN_MILLIS = 120_000;

    /**
     * What is to be found.
     *
     * @param host a domain, host name, IPv4 or (bracketed or not) IPv6 address; never a person's
     * @param port the URI's port, 0 when it names none
     * @param transport the URI's transport parameter, null when it names none
     * @param secure a sips URI: TLS only
     */
    public record Target(String host, int port, @Nullable Transport transport, boolean secure) {
        public Target {
            require(port >= 0 && port <= 65535, "A port is 0 to 65535.");
            host = host.toLowerCase(Locale.ROOT);
        }
    }

    private static final class Entry {
        private SipLookup.@Nullable Found found;
        private long freshUntil;
        private long againAt;
        private boolean failing;
        private boolean running;
        private long runningUntil;
        private int runs;
        private Loop.@Nullable Timer limit;
        private List<Consumer<List<Hop>>> waiting = new ArrayList<>();
    }

    private final Loop loop;
    private final SipLookup lookup;
    private final Randomness randomness;
    private final Log log;
    private final Map<Target, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    SipResolver(Loop loop, SipLookup lookup, Randomness randomness, Log log) {
        this.loop = loop;
        this.lookup = lookup;
        this.randomness = randomness;
        this.log = log;
    }

    /**
     * Asks the machine's own name servers and hosts file.
     *
     * @param preferred the transports that we have, most wanted first: the order in which SRV records are looked for
     *     when neither the target nor the domain chooses
     */
    public static SipResolver system(Loop loop, List<Transport> preferred, Randomness randomness, Log log) {
        return new SipResolver(loop, new SipLookup(Dns.system(), preferred), randomness, log);
    }

    /** Asks these name servers, and no hosts file. */
    public static SipResolver at(
            List<InetSocketAddress> servers, Loop loop, List<Transport> preferred, Randomness randomness, Log log) {
        return new SipResolver(loop, new SipLookup(Dns.at(servers), preferred), randomness, log);
    }

    /**
     * Finds the hops to try, best first, and gives them to {@code answer} on the loop, later; an empty list when there
     * is none or none was found in time.
     */
    public void resolve(Target target, Consumer<List<Hop>> answer) {
        check(loop.inLoop(), "A resolver is used on its loop.");
        Optional<InetAddress> literal = literal(target.host());
        if (literal.isPresent()) {
            Hop hop = hop(target, literal.get());
            loop.execute(() -> answer.accept(List.of(hop)));
            return;
        }
        Entry entry = entry(target);
        long now = loop.nowMillis();
        boolean fresh = entry.found != null && now < entry.freshUntil;
        boolean giveUp = entry.failing && (now < entry.againAt || usable(entry, now));
        if (fresh || giveUp || closed || entry.waiting.size() >= Limits.CALLS) {
            List<Hop> hops = hops(target, entry, now);
            loop.execute(() -> answer.accept(hops));
        } else {
            entry.waiting.add(answer);
            if (entry.limit == null) {
                entry.limit = loop.after(Limits.SIP_LOOKUP_MILLIS, () -> failed(target, entry));
            }
        }
        boolean running = entry.running && now < entry.runningUntil;
        if (!fresh && !running && !closed && !(entry.failing && now < entry.againAt)) {
            start(target, entry);
        }
    }

    private Entry entry(Target target) {
        Entry entry = entries.get(target);
        if (entry == null) {
            if (entries.size() == Limits.SIP_DOMAINS) {
                Iterator<Entry> oldest = entries.values().iterator();
                oldest.next();
                oldest.remove(); // a look-up in progress still answers those who wait for it
            }
            entry = new Entry();
            entries.put(target, entry);
        }
        return entry;
    }

    private void start(Target target, Entry entry) {
        entry.running = true;
        entry.runningUntil = loop.nowMillis() + LONGEST_RUN_MILLIS;
        int run = ++entry.runs;
        CompletableFuture<SipLookup.Found> told = CompletableFuture.completedFuture(target)
                .thenCompose(lookup::find)
                .whenComplete((found, failure) -> loop.execute(() -> {
                    if (run != entry.runs) {
                        return; // it took so long that another was begun, which answers for both
                    }
                    entry.running = false;
                    if (failure == null) {
                        found(target, entry, found);
                    } else {
                        failed(target, entry);
                    }
                }));
        check(!told.isCancelled(), "Nobody cancels a look-up.");
    }

    private void found(Target target, Entry entry, SipLookup.Found found) {
        long ttl = Math.clamp(found.ttlSeconds(), 1, MOST_TTL_SECONDS);
        long now = loop.nowMillis();
        entry.found = found;
        entry.freshUntil = now + (found.servers().isEmpty() ? Limits.SIP_LOOKUP_AGAIN_MILLIS : ttl * MILLIS_PER_SECOND);
        entry.failing = false;
        answer(target, entry, now);
    }

    private void failed(Target target, Entry entry) {
        long now = loop.nowMillis();
        if (!entry.failing) {
            log.warn("A SIP domain could not be looked up; what was found before is used.")
                    .with(
                            Log.Field.COUNT,
                            entry.found == null ? 0 : entry.found.servers().size())
                    .write();
        }
        entry.failing = true;
        entry.againAt = now + Limits.SIP_LOOKUP_AGAIN_MILLIS;
        answer(target, entry, now);
    }

    private void answer(Target target, Entry entry, long now) {
        if (entry.limit != null) {
            entry.limit.cancel();
            entry.limit = null;
        }
        List<Consumer<List<Hop>>> waiting = entry.waiting;
        entry.waiting = new ArrayList<>();
        for (Consumer<List<Hop>> one : waiting) {
            List<Hop> hops = hops(target, entry, now);
            loop.execute(() -> one.accept(hops)); // in a task of its own: one that throws takes no other with it
        }
    }

    private static boolean usable(Entry entry, long now) {
        return entry.found != null && now < entry.freshUntil + Limits.SIP_LOOKUP_STALE_MILLIS;
    }

    private List<Hop> hops(Target target, Entry entry, long now) {
        SipLookup.Found found = entry.found;
        if (found == null || !usable(entry, now)) {
            return List.of();
        }
        String name = found.transport() == Transport.TLS ? target.host() : "";
        return SrvOrder.of(found.servers(), randomness).stream()
                .flatMap(server -> server.addresses().stream())
                .limit(Limits.SIP_SERVERS)
                .map(address -> new Hop(found.transport(), address, name, 0))
                .toList();
    }

    private static Hop hop(Target target, InetAddress address) {
        Transport usual = target.transport() == null ? Transport.UDP : target.transport();
        Transport transport = target.secure() ? Transport.TLS : usual;
        int port = target.port() == 0 ? transport.defaultPort() : target.port();
        String name = transport == Transport.TLS ? address.getHostAddress() : "";
        return new Hop(transport, new InetSocketAddress(address, port), name, 0);
    }

    /** The address that a host is written as; never asks a name server. */
    private static Optional<InetAddress> literal(String host) {
        boolean six = host.indexOf(':') >= 0;
        boolean four = host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        if (!six && !four) {
            return Optional.empty();
        }
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            return Optional.of(InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** How many targets are remembered. */
    int size() {
        return entries.size();
    }

    /** Forgets what was found; who waits is answered with nothing. */
    @Override
    public void close() {
        closed = true;
        for (Map.Entry<Target, Entry> one : entries.entrySet()) {
            one.getValue().found = null;
            answer(one.getKey(), one.getValue(), loop.nowMillis());
        }
        entries.clear();
    }
}
