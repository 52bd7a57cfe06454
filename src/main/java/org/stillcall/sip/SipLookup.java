package org.stillcall.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.stillcall.base.Limits;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * One look-up by RFC 3263 section 4, without a cache or a clock. Threads may share it.
 *
 * <p>The transport is chosen first, by the domain's NAPTR records or by the first SRV record that is there in our own
 * order of preference, and all servers of an answer use it: were transports mixed, whoever blocks a TLS port would turn
 * a call into clear text.
 */
final class SipLookup {
    /** One host to try: its addresses at its port, IPv4 first. */
    record Server(int priority, int weight, List<InetSocketAddress> addresses) {}

    /** What was found; no servers when the domain has none. */
    record Found(Transport transport, List<Server> servers, long ttlSeconds) {}

    private record Service(Transport transport, Name name) {}

    private final Dns dns;
    private final List<Transport> preferred;

    /** Looks up for these transports, the most wanted first. */
    SipLookup(Dns dns, List<Transport> preferred) {
        this.dns = dns;
        this.preferred = List.copyOf(preferred);
    }

    /** Fails when no name server answered what had to be known. */
    CompletableFuture<Found> find(SipResolver.Target target) {
        Optional<Transport> wanted = wanted(target);
        Transport usual = wanted.orElse(preferred.contains(Transport.UDP) ? Transport.UDP : preferred.getFirst());
        Name name;
        try {
            name = Name.fromString(target.host(), Name.root);
        } catch (TextParseException e) {
            return CompletableFuture.completedFuture(nothing(usual));
        }
        int port = target.port() == 0 ? usual.defaultPort() : target.port();
        return dns.inHostsFile(name).thenCompose(local -> {
            if (!local.isEmpty()) {
                return CompletableFuture.completedFuture(found(usual, local, port, 0));
            }
            if (target.port() != 0) {
                return byAddress(usual, name, port);
            }
            return byService(name, wanted)
                    .thenCompose(found -> found.<CompletableFuture<Found>>map(CompletableFuture::completedFuture)
                            .orElseGet(() -> byAddress(usual, name, port)));
        });
    }

    /** The transport that the URI settles; sips is TLS whatever else it says (RFC 3261 section 26.2.2). */
    private static Optional<Transport> wanted(SipResolver.Target target) {
        return target.secure() ? Optional.of(Transport.TLS) : Optional.ofNullable(target.transport());
    }

    /** By NAPTR and SRV; empty when the domain has neither. */
    private CompletableFuture<Optional<Found>> byService(Name name, Optional<Transport> wanted) {
        List<Transport> transports = wanted.map(List::of).orElse(preferred);
        List<Service> guessed = new ArrayList<>();
        for (Transport transport : transports) {
            guess(transport, name).ifPresent(guessed::add);
        }
        if (wanted.isPresent()) {
            return firstOf(guessed);
        }
        return dns.ask(name, Type.NAPTR).thenCompose(answer -> {
            List<Service> named = named(answer.records());
            return firstOf(named.isEmpty() ? guessed : named);
        });
    }

    private static Optional<Service> guess(Transport transport, Name name) {
        String prefix = switch (transport) {
            case UDP -> "_sip._udp";
            case TCP -> "_sip._tcp";
            case TLS -> "_sips._tcp";
        };
        try {
            Name labels = Name.fromConstantString(prefix);
            return Optional.of(new Service(transport, Name.concatenate(labels, name)));
        } catch (NameTooLongException e) {
            return Optional.empty();
        }
    }

    /** The services that we speak, in the domain's own order (RFC 3263 section 4.1, RFC 3403 section 4.1). */
    private List<Service> named(List<Record> records) {
        List<Service> services = new ArrayList<>();
        records.stream()
                .map(NAPTRRecord.class::cast)
                .filter(record -> record.getFlags().equalsIgnoreCase("s")
                        && record.getRegexp().isEmpty())
                .sorted(Comparator.comparingInt(NAPTRRecord::getOrder).thenComparingInt(NAPTRRecord::getPreference))
                .forEach(record -> transportOf(record.getService())
                        .filter(preferred::contains)
                        .ifPresent(transport -> services.add(new Service(transport, record.getReplacement()))));
        return services.subList(0, Math.min(services.size(), Limits.SIP_SERVERS));
    }

    private static Optional<Transport> transportOf(String service) {
        for (Transport transport : Transport.values()) {
            String token = switch (transport) {
                case UDP -> "SIP+D2U";
                case TCP -> "SIP+D2T";
                case TLS -> "SIPS+D2T";
            };
            if (token.equalsIgnoreCase(service)) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }

    /** The servers of the first service that has any. */
    private CompletableFuture<Optional<Found>> firstOf(List<Service> services) {
        if (services.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Service first = services.getFirst();
        return dns.ask(first.name(), Type.SRV)
                .thenCompose(answer -> answer.records().isEmpty()
                        ? firstOf(services.subList(1, services.size()))
                        : byServers(first.transport(), answer).thenApply(Optional::of));
    }

    private CompletableFuture<Found> byServers(Transport transport, Dns.Answer answer) {
        List<SRVRecord> records = answer.records().stream()
                .map(SRVRecord.class::cast)
                .filter(record -> !record.getTarget().equals(Name.root) && record.getPort() != 0) // "." is: not here
                .sorted(Comparator.comparingInt(SRVRecord::getPriority))
                .limit(Limits.SIP_SERVERS)
                .toList();
        CompletableFuture<Found> all =
                CompletableFuture.completedFuture(new Found(transport, List.of(), answer.ttlSeconds()));
        List<CompletableFuture<Found>> each = new ArrayList<>();
        for (SRVRecord record : records) {
            each.add(byAddress(transport, record.getTarget(), record.getPort()));
        }
        for (int i = 0; i < records.size(); i++) {
            SRVRecord record = records.get(i);
            CompletableFuture<Found> one = each.get(i);
            // A host whose address is not to be had now is left out, unless it is the only hope.
            all = all.thenCombine(
                    records.size() == 1 ? one : one.exceptionally(failure -> nothing(transport)),
                    (before, found) -> join(before, record, found));
        }
        return all;
    }

    private static Found join(Found before, SRVRecord record, Found found) {
        List<Server> servers = new ArrayList<>(before.servers());
        for (Server server : found.servers()) {
            servers.add(new Server(record.getPriority(), record.getWeight(), server.addresses()));
        }
        return new Found(before.transport(), List.copyOf(servers), Math.min(before.ttlSeconds(), found.ttlSeconds()));
    }

    private CompletableFuture<Found> byAddress(Transport transport, Name name, int port) {
        CompletableFuture<Dns.Answer> four = dns.ask(name, Type.A);
        CompletableFuture<Dns.Answer> six = dns.ask(name, Type.AAAA)
                .exceptionally(failure -> new Dns.Answer(List.of(), Limits.SIP_LOOKUP_AGAIN_MILLIS / 1_000));
        return four.thenCombine(six, (first, second) -> {
            List<InetAddress> addresses = new ArrayList<>();
            for (Record record : first.records()) {
                addresses.add(((ARecord) record).getAddress());
            }
            for (Record record : second.records()) {
                addresses.add(((AAAARecord) record).getAddress());
            }
            return found(transport, addresses, port, Math.min(first.ttlSeconds(), second.ttlSeconds()));
        });
    }

    private static Found found(Transport transport, List<InetAddress> addresses, int port, long ttlSeconds) {
        if (addresses.isEmpty()) {
            return nothing(transport);
        }
        List<InetSocketAddress> places = addresses.stream()
                .limit(Limits.SIP_SERVERS)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        return new Found(transport, List.of(new Server(0, 0, places)), ttlSeconds);
    }

    private static Found nothing(Transport transport) {
        return new Found(transport, List.of(), Limits.SIP_LOOKUP_AGAIN_MILLIS / 1_000);
    }
}
