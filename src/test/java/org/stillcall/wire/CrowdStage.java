package org.stillcall.wire;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A server with a published number, a carrier that brings callers and desk phones on which advocates take them. */
final class CrowdStage implements AutoCloseable {
    static final String PUBLISHED = "+16175558000";
    static final String NOBODY = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

    final Crowd crowd = new Crowd();
    final Site site;
    final CrowdSip carrier;
    final List<CrowdPhone> phones = new ArrayList<>();
    private final Place carrierPlace = Place.free(Place.TRUNK);
    private final List<CrowdCaller> callers = Collections.synchronizedList(new ArrayList<>());
    private ServerProcess server;

    /** What is not of the crowd: puts it into the configuration, and gives the names of phones that ring too. */
    interface Guests {
        List<String> add(Site site);
    }

    /** @param helpline lines of the published number's table but its phones */
    CrowdStage(Path folder, int desks, String helpline, CrowdPhone.Manner manner) {
        this(folder, desks, helpline, manner, site -> List.of());
    }

    CrowdStage(Path folder, int desks, String helpline, CrowdPhone.Manner manner, Guests guests) {
        site = new Site(folder)
                .shortPrompts()
                .media("silence_seconds = 600")
                .programme("audit", "")
                .trunk("carrier", carrierPlace, "");
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= desks; i++) {
            Place place = Place.free(Place.PHONE);
            names.add("\"desk" + i + "\"");
            site.phoneAt("desk" + i, place);
            phones.add(new CrowdPhone(new CrowdSip(crowd, place, site.sip()), i, manner));
        }
        guests.add(site).forEach(name -> names.add("\"" + name + "\""));
        site.helpline("audit", PUBLISHED, "phones = [" + String.join(", ", names) + "]\n" + helpline);
        carrier = new CrowdSip(crowd, carrierPlace, site.sip());
    }

    CrowdStage start() {
        server = ServerProcess.start(site);
        return this;
    }

    /** After it was killed. */
    void again() {
        server.close();
        server = ServerProcess.start(site);
    }

    ServerProcess server() {
        return server;
    }

    Api api() {
        return server.api();
    }

    /** Numbers reserved for fiction, of which nobody has two calls before there were two hundred. */
    static String from(int caller) {
        return "<sip:+1" + (caller / 100 % 2 == 0 ? "312" : "415") + "555" + String.format("%04d", 100 + caller % 100)
                + "@carrier.example>";
    }

    /** One more caller; crowd's thread. */
    CrowdCaller calls(String from) {
        CrowdCaller caller = new CrowdCaller(carrier, PUBLISHED, from, callers.size() + 1);
        callers.add(caller);
        return caller;
    }

    /** The same with a description that is not their own. */
    CrowdCaller calls(String from, String offer) {
        CrowdCaller caller = new CrowdCaller(carrier, PUBLISHED, from, callers.size() + 1, offer);
        callers.add(caller);
        return caller;
    }

    /** Rings that are not over, picked up or not. */
    List<CrowdPhone.Ring> ringing() {
        return crowd.ask(() -> phones.stream()
                .flatMap(phone -> phone.rings().stream())
                .filter(CrowdPhone.Ring::isOn)
                .toList());
    }

    List<CrowdCaller> callers() {
        return List.copyOf(callers);
    }

    long count(Predicate<CrowdCaller> which) {
        return crowd.ask(() -> callers().stream().filter(which).count());
    }

    /** Who heard whom: a caller's mark and the marks of the rings that they heard, and the other way. */
    record Heard(Map<Integer, List<Integer>> byCallers, Map<Integer, List<Integer>> byPhones) {
        /** Faults of what has to be pairs: nobody heard two, and whoever is heard hears. */
        List<String> faults() {
            List<String> faults = new ArrayList<>();
            byCallers.forEach((caller, rings) -> {
                if (rings.size() > 1) {
                    faults.add("caller " + caller + " heard " + rings);
                }
                rings.stream()
                        .filter(ring -> !byPhones.getOrDefault(ring, List.of()).equals(List.of(caller)))
                        .forEach(ring -> faults.add(
                                "ring " + ring + " heard " + byPhones.get(ring) + " and was heard by " + caller));
            });
            byPhones.forEach((ring, heard) -> {
                if (heard.size() > 1) {
                    faults.add("ring " + ring + " heard " + heard);
                }
                heard.stream()
                        .filter(caller ->
                                byCallers.getOrDefault(caller, List.of()).isEmpty())
                        .forEach(caller -> faults.add("caller " + caller + " heard nobody and was heard by " + ring));
            });
            return faults;
        }
    }

    Heard heard() {
        return crowd.ask(() -> {
            Map<Integer, List<Integer>> callers = new TreeMap<>();
            Map<Integer, List<Integer>> rings = new TreeMap<>();
            callers()
                    .forEach(one ->
                            callers.put(one.self, List.copyOf(one.voice.heard().keySet())));
            phones.stream()
                    .flatMap(phone -> phone.rings().stream())
                    .filter(CrowdPhone.Ring::pickedUp)
                    .forEach(ring -> rings.put(
                            ring.mark(), List.copyOf(ring.voice().heard().keySet())));
            return new Heard(callers, rings);
        });
    }

    /** Picks up after a moment, presses the key once asked, talks, and hangs up. */
    static CrowdPhone.Manner answering(Crowd[] crowd, Random random, int talkMillis) {
        return ring -> crowd[0].after(
                50 + random.nextInt(300),
                () -> ring.answers(() -> crowd[0].after(20 + random.nextInt(200), () -> {
                    ring.accepts();
                    crowd[0].after(talkMillis + random.nextInt(200), ring::hangsUp);
                })));
    }

    /** Nobody waits, nothing rings, no sound is held. */
    void awaitNobody() {
        api().awaitIdle();
        Waiting.until("no caller is left", () -> api().figure("stillcall_callers ", "") == 0, () -> api().metrics());
    }

    @Override
    public void close() {
        try {
            if (server != null) {
                server.close();
            }
        } finally {
            crowd.close();
        }
    }
}
