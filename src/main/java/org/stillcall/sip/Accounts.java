package org.stillcall.sip;

import static org.stillcall.base.Contract.require;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;

/** Who belongs to this house: phones by password, phones by address, carriers by address. Immutable. */
public final class Accounts {
    /**
     * A phone that registers and proves itself by digest.
     *
     * @param user its user name, in the digest and in the URI of its registration
     */
    public record Phone(Label name, String user, Secret password) {
        public Phone {
            require(isUser(user), "A phone's user name is 1 to 64 of letters, digits, '-', '_', '.', '+'.");
        }

        @Override
        public String toString() {
            return "Phone";
        }
    }

    /**
     * A phone that is known by where it is; anything from there is the phone.
     *
     * @param user the user part of its URI when we call it; may be empty
     * @param port 0 for any port from there, and the transport's default towards it
     * @param transport null for any from there, and UDP towards it
     */
    public record PhoneAt(
            Label name,
            String user,
            InetAddress address,
            int port,
            @Nullable Transport transport) {
        public PhoneAt {
            require(port >= 0 && port <= 65535, "A port is 0 to 65535.");
            require(
                    user.isEmpty() || isUser(user),
                    "A phone's user name is 1 to 64 of letters, digits, '-', '_', '.', '+'.");
        }

        /** Whether a message that came this way is the phone's. */
        boolean covers(Hop source) {
            return address.equals(source.address().getAddress())
                    && (port == 0 || port == source.address().getPort())
                    && (transport == null || transport == source.transport());
        }

        /** Where a call to it goes. */
        Hop hop() {
            Transport way = transport == null ? Transport.UDP : transport;
            InetSocketAddress place = new InetSocketAddress(address, port == 0 ? way.defaultPort() : port);
            return way == Transport.TLS ? Hop.tls(place, address.getHostAddress()) : new Hop(way, place, "", 0);
        }

        /** Where and how it is called. */
        Contact contact() {
            String parameters = transport == null || transport == Transport.UDP
                    ? ""
                    : ";transport=" + transport.via().toLowerCase(Locale.ROOT);
            return new Contact(new Target(user, false, null, Places.host(address), port, parameters), hop());
        }

        @Override
        public String toString() {
            return "PhoneAt";
        }
    }

    /**
     * A place from which a carrier sends calls.
     *
     * @param port 0 for any port
     * @param transport null for any
     */
    public record CarrierAt(
            Label name,
            InetAddress address,
            int port,
            @Nullable Transport transport) {
        public CarrierAt {
            require(port >= 0 && port <= 65535, "A port is 0 to 65535.");
        }

        boolean covers(Hop source) {
            return address.equals(source.address().getAddress())
                    && (port == 0 || port == source.address().getPort())
                    && (transport == null || transport == source.transport());
        }
    }

    private final String realm;
    private final List<PhoneAt> phonesAt;
    private final List<CarrierAt> carriersAt;
    private final HashKey key;
    private final Map<Long, DigestAccount> byUser = new HashMap<>();
    private final DigestAccount nobody;

    /** {@code realm}: what stands in our challenges; names the house no more than its domain does. */
    public Accounts(
            String realm,
            List<Phone> phones,
            List<PhoneAt> phonesAt,
            List<CarrierAt> carriersAt,
            Randomness randomness) {
        require(isHostLike(realm), "A realm is 1 to 64 of letters, digits, '-', '.'.");
        this.realm = realm;
        this.phonesAt = List.copyOf(phonesAt);
        this.carriersAt = List.copyOf(carriersAt);
        this.key = HashKey.random(randomness);
        Set<Label> names = new HashSet<>();
        for (Phone phone : phones) {
            require(names.add(phone.name()), "Two phones have the same name.");
            DigestAccount account = DigestAccount.of(phone, realm);
            require(byUser.put(hash(slice(phone.user())), account) == null, "Two phones have the same user name.");
        }
        for (PhoneAt phone : phonesAt) {
            require(names.add(phone.name()), "Two phones have the same name.");
        }
        this.nobody = DigestAccount.nobody(realm, randomness);
    }

    /** What stands in our challenges. */
    public String realm() {
        return realm;
    }

    /** The phone or carrier that is known by this place alone; a phone at one port goes before a carrier at any. */
    Optional<Peer> at(Hop source) {
        for (PhoneAt phone : phonesAt) {
            if (phone.port() != 0 && phone.covers(source)) {
                return Optional.of(new Peer.Phone(phone.name()));
            }
        }
        for (CarrierAt carrier : carriersAt) {
            if (carrier.covers(source)) {
                return Optional.of(new Peer.Carrier(carrier.name()));
            }
        }
        for (PhoneAt phone : phonesAt) {
            if (phone.covers(source)) {
                return Optional.of(new Peer.Phone(phone.name()));
            }
        }
        return Optional.empty();
    }

    /** The phone that is known by this place alone. */
    Optional<PhoneAt> phoneAt(Hop source) {
        return phonesAt.stream().filter(phone -> phone.covers(source)).findFirst();
    }

    /** Whether any phone proves itself by password. */
    boolean anyPassword() {
        return !byUser.isEmpty();
    }

    /** The phones known by address. */
    List<PhoneAt> phonesAt() {
        return phonesAt;
    }

    /** The account of that user name, or one that nobody can know the password of, made the same way. */
    DigestAccount byUser(Slice user) {
        DigestAccount found = byUser.get(hash(user));
        return found != null && user.is(found.user()) ? found : nobody;
    }

    /** The keyed hash by which tables find a user name without holding it. */
    long hash(Slice user) {
        return user.hash(key);
    }

    private static Slice slice(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        return new Slice(MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    private static boolean isUser(String text) {
        return text.matches("[A-Za-z0-9_.+-]{1,64}");
    }

    private static boolean isHostLike(String text) {
        return text.matches("[A-Za-z0-9.-]{1,64}");
    }

    @Override
    public String toString() {
        return "Accounts";
    }
}
