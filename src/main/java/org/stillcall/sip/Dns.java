package org.stillcall.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.stillcall.base.Limits;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.hosts.HostsFileParser;

/** Asks a recursive name server. Threads may share it. */
final class Dns {
    private static final int ALIASES = 8;
    private static final Duration EACH_SERVER = Duration.ofMillis(Limits.SIP_LOOKUP_MILLIS / 2);
    private static final Duration ALL_SERVERS = Duration.ofMillis(Limits.SIP_LOOKUP_MILLIS);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    /** What a name has of one type; empty when it has none or is not there. */
    record Answer(List<Record> records, long ttlSeconds) {}

    private final Resolver resolver;
    private final Optional<HostsFileParser> hosts;

    private Dns(Resolver resolver, Optional<HostsFileParser> hosts) {
        this.resolver = resolver;
        this.hosts = hosts;
    }

    /** The machine's own name servers and hosts file. */
    static Dns system() {
        ExtendedResolver resolver = new ExtendedResolver();
        for (Resolver one : resolver.getResolvers()) {
            one.setTimeout(EACH_SERVER);
        }
        resolver.setTimeout(ALL_SERVERS);
        return new Dns(resolver, Optional.of(new HostsFileParser()));
    }

    /** These name servers, one after the other, and no hosts file. */
    static Dns at(List<InetSocketAddress> servers) {
        List<Resolver> each = new ArrayList<>();
        for (InetSocketAddress server : servers) {
            SimpleResolver resolver = new SimpleResolver(server);
            resolver.setTimeout(EACH_SERVER);
            each.add(resolver);
        }
        ExtendedResolver resolver = new ExtendedResolver(each);
        resolver.setTimeout(ALL_SERVERS);
        return new Dns(resolver, Optional.empty());
    }

    /** The addresses that the machine's hosts file has for a name; empty when it has none. */
    CompletableFuture<List<InetAddress>> inHostsFile(Name name) {
        if (hosts.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    List<InetAddress> addresses = new ArrayList<>();
                    try {
                        hosts.get().getAddressForHost(name, Type.A).ifPresent(addresses::add);
                        hosts.get().getAddressForHost(name, Type.AAAA).ifPresent(addresses::add);
                    } catch (IOException e) {
                        return List.of(); // a machine without a readable hosts file
                    }
                    return addresses;
                },
                VIRTUAL);
    }

    /** The records of one type; fails when no server answers or the answer is an error. */
    CompletableFuture<Answer> ask(Name name, int type) {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        return resolver.sendAsync(query, VIRTUAL).toCompletableFuture().thenApply(message -> read(message, name, type));
    }

    private static Answer read(Message message, Name name, int type) {
        int code = message.getRcode();
        // Some name servers know no NAPTR or SRV and say so: that is the answer, not a failure.
        boolean unknownType = (code == Rcode.NOTIMP || code == Rcode.FORMERR) && type != Type.A && type != Type.AAAA;
        if (code == Rcode.NXDOMAIN || unknownType) {
            return new Answer(List.of(), Long.MAX_VALUE);
        }
        if (code != Rcode.NOERROR) {
            throw new CompletionException(new IOException("A name server answered with an error."));
        }
        List<Record> records = new ArrayList<>();
        long ttl = Long.MAX_VALUE;
        Name owner = name;
        for (int i = 0; i <= ALIASES && records.isEmpty(); i++) {
            Name next = owner;
            for (Record record : message.getSection(Section.ANSWER)) {
                if (record.getName().equals(owner) && (record.getType() == type || record instanceof CNAMERecord)) {
                    ttl = Math.min(ttl, record.getTTL());
                    if (record instanceof CNAMERecord alias) {
                        next = alias.getTarget();
                    } else {
                        records.add(record);
                    }
                }
            }
            owner = next;
        }
        return new Answer(List.copyOf(records), ttl);
    }
}
