package org.stillcall.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.base.Randomness;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.call.FakeMedia.FakeMediaLeg;
import org.stillcall.duty.Roster;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Voice;
import org.stillcall.duty.Worker;
import org.stillcall.helpline.BuiltInSpoken;
import org.stillcall.helpline.Direct;
import org.stillcall.helpline.Helpline;
import org.stillcall.helpline.Helplines;
import org.stillcall.helpline.MessageBox;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.Prompts;
import org.stillcall.plan.Region;
import org.stillcall.store.PersonId;
import org.stillcall.trunk.PilotNumber;

/** A published number over a {@link CallRig}: two people on duty, each with a desk phone, and callers. */
final class Line {
    static final String NUMBER = "+16175558000";
    static final String OWN_NUMBER = "+16175558100";
    static final String SECOND_CENTRE = "+12025550190";
    /** Enough of our own for as many as are put through there at once. */
    static final int SECOND_CENTRE_NUMBERS = Limits.PASSED_ON + 1;

    private static final String WITHHELD = "From: \"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1\nPrivacy: id\n";

    static final Label OWN = new Label("own-1");
    static final Label ES = new Label("es");
    static final Label EN = new Label("en");
    static final BuiltInSpoken SPOKEN = new BuiltInSpoken();

    final CallRig rig;
    final People people = new People();
    final Box box = new Box();
    final Helplines helplines;
    /** Whether the second centre's number can be read. */
    boolean agreed = true;

    Line() {
        this(helpline(true, true, 0));
    }

    Line(Helpline helpline) {
        this(helpline, two(), List.of());
    }

    private static List<Worker> two() {
        return List.of(worker(1, Voice.WOMAN, CallRig.DESKS.get(0)), worker(2, Voice.MAN, CallRig.DESKS.get(1)));
    }

    /** With numbers that are one person's. */
    static Line withOwn(Helpline helpline, List<Direct> own) {
        return new Line(helpline, two(), own);
    }

    /** With these people on duty, each with a desk phone of their own. */
    Line(Helpline helpline, List<Worker> workers) {
        this(helpline, workers, List.of());
    }

    private Line(Helpline helpline, List<Worker> workers, List<Direct> own) {
        this(helpline, workers, own, Map.of());
    }

    /** With a second centre, and these people. */
    static Line withSecondCentre(List<Worker> workers) {
        return withSecondCentre(helpline(false, true, 0), workers);
    }

    static Line withSecondCentre(Helpline helpline, List<Worker> workers) {
        Line[] made = new Line[1];
        NearPhone.Outside centre = new NearPhone.Outside(
                helpline.programme(), () -> made[0].agreed ? made[0].rig.number(SECOND_CENTRE) : null);
        made[0] = new Line(
                helpline,
                workers,
                List.of(),
                Map.of(
                        helpline.programme(),
                        new Doorway.Elsewhere(helpline.programme(), centre, Duration.ofSeconds(30))));
        return made[0];
    }

    private Line(Helpline helpline, List<Worker> workers, List<Direct> own, Map<Label, Doorway.Elsewhere> elsewhere) {
        List<Label> desks = new ArrayList<>(CallRig.DESKS);
        workers.stream()
                .flatMap(one -> one.phones().stream())
                .filter(one -> !desks.contains(one) && !one.equals(CallRig.OWN_MOBILE))
                .forEach(desks::add);
        rig = new CallRig(elsewhere.isEmpty() ? 3 : SECOND_CENTRE_NUMBERS, true, null, desks);
        workers.forEach(worker -> people.on(Tier.FIRST, worker));
        helplines = new Helplines(
                List.of(helpline),
                own,
                new Helplines.Parts(
                        rig.loop,
                        Randomness.seeded(3),
                        Prompts.builtIn(),
                        SPOKEN,
                        people,
                        rig.calls.ringer(),
                        rig.calls.doorway(),
                        shown -> CallRig.DIAL_PLAN.toE164(shown.number(), new Region("US"), rig.digits),
                        box,
                        elsewhere));
        rig.calls.doorway().takes(helplines);
        rig.calls.doorway().asks(people);
    }

    static Helpline helpline(boolean voices, boolean message, int waveAbove) {
        return helpline(CallRig.HELPLINE, voices, message, waveAbove);
    }

    static Helpline helpline(Label programme, boolean voices, boolean message, int waveAbove) {
        return new Helpline(
                programme,
                List.of(new PilotNumber(NUMBER.substring(1))),
                List.of(EN, ES),
                new Helpline.Offers(voices, message, true),
                new Helpline.Rings(
                        Helpline.Strategy.ALL_AT_ONCE,
                        true,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(40),
                        Duration.ofSeconds(20)),
                Duration.ofMinutes(5),
                waveAbove);
    }

    /** The first person's own number. */
    static Direct direct(Direct.Then then) {
        return new Direct(
                OWN,
                new Helpline(
                        CallRig.HELPLINE,
                        List.of(new PilotNumber(OWN_NUMBER.substring(1))),
                        List.of(EN),
                        new Helpline.Offers(false, then == Direct.Then.MESSAGE, false),
                        new Helpline.Rings(
                                Helpline.Strategy.IN_TURN,
                                true,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(30),
                                Duration.ZERO),
                        Duration.ofMinutes(5),
                        0),
                then);
    }

    static Worker worker(int number, Voice voice, Label phone) {
        return new Worker(CallRig.person(number), Set.of(EN, ES), voice, List.of(phone));
    }

    /** Somebody calls. */
    Guest calls(String from) {
        return calls(NUMBER, from);
    }

    /** Somebody calls the first person's own number. */
    Guest callsOwn(String number) {
        return calls(OWN_NUMBER, "From: <sip:" + number + "@trunk.example>;tag=1\n");
    }

    private Guest calls(String called, String from) {
        int before = rig.media.legs.size();
        FakeLeg leg = rig.comes(new Label("first"), called, from);
        rig.loop.run();
        FakeMediaLeg media = rig.media.legs.size() > before ? rig.media.legs.get(before) : null;
        return new Guest(leg, media);
    }

    Guest callsFrom(String number) {
        return calls("From: <sip:" + number + "@trunk.example>;tag=1\n");
    }

    Guest withheld() {
        return calls(WITHHELD);
    }

    /** The same, and their network does not acknowledge our answer. */
    Guest unheard() {
        int before = rig.media.legs.size();
        FakeLeg leg = rig.comesUnheard(NUMBER, WITHHELD);
        leg.silent = true;
        rig.loop.run();
        return new Guest(leg, rig.media.legs.get(before));
    }

    /** A caller's side. */
    final class Guest {
        final FakeLeg leg;
        final @Nullable FakeMediaLeg media;

        Guest(FakeLeg leg, @Nullable FakeMediaLeg media) {
            this.leg = leg;
            this.media = media;
        }

        void keys(String keys) {
            keys.chars().forEach(key -> media.listener.digit(media, (char) key));
            rig.loop.run();
        }

        /** Hears all that is said now, to its end. */
        void hearsAll() {
            for (int i = 0; i < 40; i++) {
                media.listener.promptEnded(media);
                rig.loop.run();
            }
        }

        /** Presses nothing until somebody is looked for. */
        void waits() {
            for (int menu = 0; menu < 2; menu++) {
                hearsAll();
                rig.loop.advance(5_000);
            }
        }

        boolean over() {
            return leg.state == FakeLeg.State.ENDED;
        }
    }

    /** The desk phone of that number rings now, as far as its leg tells. */
    List<FakeLeg> ringing() {
        return rig.legs.legs.stream()
                .filter(leg -> leg.state == FakeLeg.State.TRYING)
                .toList();
    }

    /** Whoever's phone that is answers it, and presses the key that accepts. */
    String accepts(FakeLeg desk) {
        int place = rig.media.legs.size();
        desk.answers();
        rig.loop.run();
        FakeMediaLeg media = rig.media.legs.stream()
                .filter(leg -> leg.listener == desk.listener)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sound among " + place));
        media.listener.digit(media, '1');
        rig.loop.run();
        return rig.calls.live().all().getLast().id();
    }

    /** Who is on duty, as the test says. */
    static final class People implements Roster {
        private final Map<Tier, List<Worker>> on = new LinkedHashMap<>();
        private final List<Runnable> listeners = new ArrayList<>();
        final Map<Label, PersonId> own = new LinkedHashMap<>(Map.of(OWN, CallRig.person(1)));

        void on(Tier tier, Worker worker) {
            on.computeIfAbsent(tier, t -> new ArrayList<>()).add(worker);
            listeners.forEach(Runnable::run);
        }

        void allOff() {
            on.clear();
            listeners.forEach(Runnable::run);
        }

        @Override
        public List<Worker> onDuty(Label programme, Tier tier) {
            return List.copyOf(on.getOrDefault(tier, List.of()));
        }

        @Override
        public Optional<Worker> find(PersonId person) {
            return on.values().stream()
                    .flatMap(List::stream)
                    .filter(worker -> worker.person().equals(person))
                    .findFirst();
        }

        @Override
        public Optional<PersonId> whose(Label direct) {
            return Optional.ofNullable(own.get(direct));
        }

        @Override
        public void listen(Runnable changed) {
            listeners.add(changed);
        }
    }

    /** Keeps nothing; notes that something was said. */
    static final class Box implements MessageBox {
        boolean room = true;
        int begun;
        int finished;

        @Nullable
        Consumer<Ended> over;

        @Override
        public @Nullable Recording begin(
                MediaLeg leg, Label programme, @Nullable Label language, Consumer<Ended> told) {
            if (!room) {
                return null;
            }
            begun++;
            over = told;
            return () -> finished++;
        }

        @Override
        public int waiting(Label programme) {
            return begun;
        }
    }
}
