package org.stillcall.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stillcall.base.Label;
import org.stillcall.console.LineRules;
import org.stillcall.duty.Tier;
import org.stillcall.helpline.Direct;
import org.stillcall.helpline.Helpline;
import org.stillcall.media.MediaSettings;
import org.stillcall.media.SecureMedia;
import org.stillcall.plan.ProgrammeRule;
import org.stillcall.plan.Region;
import org.stillcall.sip.HouseDoorkeeper;
import org.stillcall.sip.TlsSettings;
import org.stillcall.sip.Transport;
import org.stillcall.trunk.NumberPool;
import org.stillcall.trunk.PilotNumber;
import org.stillcall.trunk.PooledNumber;
import org.stillcall.trunk.Trunk;

/** A whole configuration, read and found good. Holds no secret: only where each one stands. */
public record Settings(
        Server server,
        Sip sip,
        Media media,
        Centre centre,
        List<Phone> phones,
        List<Interpreter> interpreters,
        List<Programme> programmes,
        List<Published> helplines,
        Own own,
        List<Carrier> carriers,
        Keeping keeping,
        Turning turning) {
    public Settings {
        phones = List.copyOf(phones);
        interpreters = List.copyOf(interpreters);
        programmes = List.copyOf(programmes);
        helplines = List.copyOf(helplines);
        carriers = List.copyOf(carriers);
    }

    /** Advocates' and interpreters'. */
    public List<Phone> everyPhone() {
        return Stream.concat(phones.stream(), interpreters.stream().map(Interpreter::phone))
                .toList();
    }

    /** What each programme allows. */
    public Map<Label, ProgrammeRule> rules() {
        return InForce.rules(this);
    }

    /** What the command line puts in place of the file's. */
    public record Overrides(
            Optional<Integer> http,
            Optional<Integer> sip,
            Optional<Path> data,
            Optional<InetSocketAddress> near,
            Optional<InetSocketAddress> trunk) {
        public static Overrides none() {
            return new Overrides(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * The same with what the command line gave.
     *
     * @throws StartException when it names the phone or trunk and there is not exactly one that it could mean
     */
    public Settings with(Overrides overrides) {
        Server newServer = new Server(
                server.httpBind,
                overrides.http.orElse(server.httpPort),
                overrides.data.orElse(server.data),
                server.token);
        Sip newSip = new Sip(sip.bind, sip.advertised, overrides.sip.orElse(sip.port), sip.tls, sip.challenges);
        Settings changed = changed(newServer, newSip, centre, phones, carriers);
        Settings near = overrides.near.map(changed::withNear).orElse(changed);
        return overrides.trunk.map(near::withTrunk).orElse(near);
    }

    private Settings withNear(InetSocketAddress address) {
        if (phones.stream().filter(phone -> phone.reach instanceof Reach.Fixed).count() != 1) {
            throw new StartException("--near needs exactly one [[phone]] of kind \"address\" in the configuration.");
        }
        List<Phone> moved = phones.stream()
                .map(phone -> phone.reach instanceof Reach.Fixed fixed
                        ? phone.reachedBy(new Reach.Fixed(address.getAddress(), address.getPort(), fixed.transport))
                        : phone)
                .toList();
        return changed(server, sip, centre, moved, carriers);
    }

    private Settings changed(
            Server newServer, Sip newSip, Centre newCentre, List<Phone> newPhones, List<Carrier> newCarriers) {
        return new Settings(
                newServer,
                newSip,
                media,
                newCentre,
                newPhones,
                interpreters,
                programmes,
                helplines,
                own,
                newCarriers,
                keeping,
                turning);
    }

    /** The same with its only trunk at another address, which is then the one it may send from. */
    public Settings withTrunk(InetSocketAddress address) {
        if (carriers.size() != 1) {
            throw new StartException("--trunk needs exactly one [[trunk]] in the configuration.");
        }
        Carrier only = carriers.getFirst();
        Trunk.Address place = new Trunk.Address(
                address.getAddress().getHostAddress(),
                address.getPort(),
                only.trunk.address().transport());
        Trunk trunk = new Trunk(
                only.trunk.name(),
                place,
                only.trunk.media(),
                only.trunk.credentials(),
                only.trunk.priority(),
                only.trunk.identity(),
                only.trunk.said());
        List<Network> sources = List.of(Network.of(address.getAddress()));
        Carrier moved = new Carrier(trunk, only.account, only.register, sources, only.keepAlive, only.numbers);
        Centre excused = centre.excusing(Weaker.forATest(only.trunk.name(), centre.zone));
        return changed(server, sip, excused, phones, List.of(moved));
    }

    /**
     * The HTTP side and where data stands.
     *
     * @param httpPort 0 for any free one
     */
    public record Server(InetAddress httpBind, int httpPort, Path data, Optional<SecretSource> token) {}

    /**
     * Where SIP listens.
     *
     * @param advertised the host that stands in our Via and Contact
     * @param port of UDP and TCP; 0 for any free one
     * @param challenges what phones are asked for that prove themselves by password
     */
    public record Sip(
            InetAddress bind, String advertised, int port, Optional<Tls> tls, HouseDoorkeeper.Challenges challenges) {}

    /**
     * SIP over TLS.
     *
     * @param authorities PEM certificates trusted to sign peers; none means the JDK's own
     */
    public record Tls(int port, TlsSettings.Identity identity, Optional<Path> authorities) {}

    /**
     * The relay.
     *
     * @param browserPort the UDP port of all browsers, at the relay's address; 0 for any free one
     * @param phones what the audio of our phones must be; a trunk says so itself
     * @param prompts a folder with the centre's own recordings
     */
    public record Media(MediaSettings engine, int browserPort, SecureMedia phones, Optional<Path> prompts) {}

    /**
     * What belongs to the centre as a whole.
     *
     * @param language in which phones are spoken to that have no other
     * @param mainNumber what an advocate's own mobile shows when the centre rings it
     * @param spokenRefusals whether a desk phone hears why its call is refused before the status ends it
     * @param hangUpAtTone whether a call under a plan that allows no message is ended at the tone of a machine
     * @param weaker why settings are weaker than the guide, and until when
     */
    public record Centre(
            Region region,
            ZoneId zone,
            Label language,
            List<PooledNumber> pool,
            NumberPool.Settings lending,
            Optional<PilotNumber> mainNumber,
            boolean spokenRefusals,
            boolean hangUpAtTone,
            List<Weaker> weaker) {
        public Centre {
            pool = List.copyOf(pool);
            weaker = List.copyOf(weaker);
        }

        /** The same with these reasons too. */
        Centre excusing(List<Weaker> more) {
            List<Weaker> all = new ArrayList<>(weaker);
            all.addAll(more);
            return new Centre(region, zone, language, pool, lending, mainNumber, spokenRefusals, hangUpAtTone, all);
        }
    }

    /**
     * An advocate's phone.
     *
     * @param language in which it is spoken to; empty for the centre's
     * @param programme for calls that name none
     * @param prefixes what is dialled before a number (digits and a star) to call for another programme
     */
    public record Phone(
            Label name, Reach reach, Optional<Label> language, Label programme, Map<String, Label> prefixes) {
        public Phone {
            prefixes = Map.copyOf(prefixes);
        }

        /** The same phone elsewhere, if it is known by its address alone. */
        Phone at(InetSocketAddress place) {
            return reach instanceof Reach.Fixed fixed
                    ? reachedBy(new Reach.Fixed(place.getAddress(), place.getPort(), fixed.transport()))
                    : this;
        }

        private Phone reachedBy(Reach other) {
            return new Phone(name, other, language, programme, prefixes);
        }
    }

    /**
     * Somebody who interprets and may be asked to join a call.
     *
     * @param phone dials for no programme
     */
    public record Interpreter(Phone phone, Label language) {
        public Label name() {
            return phone.name();
        }
    }

    /** How a phone is reached. */
    public sealed interface Reach {
        /** A desk phone that registers. */
        record Registered(String user, SecretSource password) implements Reach {}

        /** A desk phone, a gateway or a load generator known by its address alone. */
        record Fixed(InetAddress address, int port, Transport transport) implements Reach {}

        /** The advocate's own mobile: its number and keypad code are read from the files at each call, never before. */
        record Mobile(Path number, Path code) implements Reach {}

        /** Somebody outside, called through a trunk: the number is read at each call, never before. */
        record Outside(Path number) implements Reach {}
    }

    /**
     * A programme.
     *
     * @param ringLimit how long the survivor's phone may ring
     * @param preset what it started from
     * @param trunks those that alone carry its calls; empty when any does
     */
    public record Programme(ProgrammeRule rule, Duration ringLimit, Optional<Preset> preset, Set<Label> trunks) {
        public Programme {
            trunks = Set.copyOf(trunks);
        }

        public Label name() {
            return rule.label();
        }
    }

    /**
     * A trunk with what the lower packages need beside it.
     *
     * @param account user and password at the carrier; none for a trunk by address
     * @param register whether we register there
     * @param sources the networks whose requests are the carrier's
     * @param keepAlive how often OPTIONS is sent; none for never
     */
    public record Carrier(
            Trunk trunk,
            Optional<Account> account,
            boolean register,
            List<Network> sources,
            Optional<Duration> keepAlive,
            CarrierNumbers numbers) {
        public Carrier {
            sources = List.copyOf(sources);
        }

        /** The same, where test calls see to it that no call goes by it unless it is seen to hide. */
        Carrier tested() {
            return new Carrier(trunk.tested(), account, register, sources, keepAlive, numbers);
        }

        /** The same carrier at one address. */
        Carrier at(InetSocketAddress place) {
            Trunk.Address address = new Trunk.Address(
                    place.getAddress().getHostAddress(),
                    place.getPort(),
                    trunk.address().transport());
            Trunk moved = new Trunk(
                    trunk.name(),
                    address,
                    trunk.media(),
                    trunk.credentials(),
                    trunk.priority(),
                    trunk.identity(),
                    trunk.said());
            return new Carrier(moved, account, register, List.of(Network.of(place.getAddress())), keepAlive, numbers);
        }
    }

    /**
     * A programme that can be called.
     *
     * @param phones that stand in the office: they ring for it whoever is on duty
     * @param tier with whom these ring
     * @param elsewhere the second centre with which there is an agreement
     * @param rules for those who take its calls
     */
    public record Published(
            Helpline helpline, List<Label> phones, Tier tier, Optional<SecondCentre> elsewhere, LineRules rules) {
        public Published {
            phones = List.copyOf(phones);
        }
    }

    /**
     * A second centre, by agreement.
     *
     * @param number the file with its published number, read for each call
     * @param rings how long it is called
     */
    public record SecondCentre(Path number, Duration rings) {}

    /**
     * Numbers that are not published.
     *
     * @param directs which are one person's
     * @param duty where the staff turn their switch by keys; empty for nowhere
     * @param probes what test calls are made to
     * @param guests whose test calls come to us
     */
    public record Own(List<Direct> directs, Optional<Duty> duty, List<ProbeSettings> probes, List<ProbeGuest> guests) {
        public Own {
            guests = List.copyOf(guests);
            directs = List.copyOf(directs);
            probes = List.copyOf(probes);
        }
    }

    /**
     * The number of keypad duty.
     *
     * @param languages that it speaks, the first until another one is asked for
     */
    public record Duty(PilotNumber number, List<Label> languages) {
        public Duty {
            languages = List.copyOf(languages);
        }
    }

    /** What we sign in with at a carrier. */
    public record Account(String user, SecretSource password) {}

    /** How a number stands in the Request-URI towards a trunk. */
    public enum NumberFormat {
        /** {@code +12025550147} */
        PLUS,
        /** {@code 12025550147} */
        DIGITS,
        /** {@code 2025550147}: as dialled inside the centre's own region; numbers elsewhere as {@link #DIGITS}. */
        NATIONAL
    }
}
