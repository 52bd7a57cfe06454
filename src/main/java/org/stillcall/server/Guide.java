package org.stillcall.server;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.stillcall.base.Label;
import org.stillcall.console.DeskMeans;
import org.stillcall.console.HouseRules.Saying;
import org.stillcall.console.HouseRules.Standing;
import org.stillcall.helpline.MessageRules;
import org.stillcall.plan.IdentityRule;
import org.stillcall.trunk.Trunk;

/**
 * What the guide says, setting by setting, and how ours compares: the one table of G24. A setting that is weaker needs
 * a {@link Weaker} whose time is not over; without one what the guide says holds. What leaves this machine by no wire
 * (a trunk at a loopback address) is not compared.
 */
final class Guide {
    static final String IDENTITY = "programme.*.identity";
    static final String PLANNED = "programme.*.contact_plan";
    static final String TRANSPORT = "trunk.*.transport";
    static final String MEDIA = "trunk.*.media";
    static final String TEST_CALLS = "trunk.*.test_calls";
    static final String MESSAGE_DAYS = "messages.days";
    static final String SYNCED = "console.synced_passkeys";
    static final String FREE_NOTES = "console.notes_free_text";
    static final String PLAN_DAYS = "console.plan_days_at_most";
    static final String OVERRIDE = "console.override_delay";
    static final String AT_TONE = "centre.hang_up_at_tone";

    static final Duration OVERRIDE_DELAY = Duration.ofMinutes(10);
    private static final Duration TESTED_EVERY = Duration.ofHours(24);
    private static final Duration TESTED_AT_LEAST = Duration.ofDays(2);

    private static final Saying HIDDEN = saying("Calls are always hidden.");
    private static final Saying SHOWN = saying("A borrowed number may show where the plan allows it.");
    private static final Saying ALL_PLANNED = saying("Every call needs a contact plan.");
    private static final Saying SOME_PLANNED = saying("Calls go out without a contact plan too.");
    private static final Saying NO_WIRE = saying("Nothing leaves this machine by it.");
    private static final Saying NO_CALL = saying("No call goes by it.");

    /** Every row, in the order in which it is shown. */
    static final List<Row> ROWS = List.of(
            new Row("G7", IDENTITY, "What calls of a programme show.", HIDDEN, Guide::identity),
            new Row("G13", PLANNED, "Whether a survivor has agreed to be called.", ALL_PLANNED, Guide::planned),
            new Row("G12", TRANSPORT, "How calls are set up with the carrier.", NO_CALL, Guide::transport),
            new Row("G12", MEDIA, "How the sound goes to the carrier.", NO_CALL, Guide::media),
            new Row("G15", TEST_CALLS, "Whether our number is still private.", NO_CALL, Guide::testCalls),
            centre("G23", MESSAGE_DAYS, "How long a caller’s message is kept.", Guide::messageDays),
            centre("G14", AT_TONE, "What follows when a machine answers.", Guide::atTone),
            centre("G13", PLAN_DAYS, "How long a contact plan may last.", Guide::planDays),
            centre("G13", OVERRIDE, "A call in danger, outside the plan.", Guide::override),
            centre("G22", FREE_NOTES, "What may be noted about a survivor.", Guide::notes),
            centre("G25", SYNCED, "Where passkeys may be.", Guide::synced));

    /**
     * One practice and the setting that it is about.
     *
     * @param name of the setting; a star stands for whose it is
     * @param over what holds when the time of a weaker one is over
     */
    record Row(String practice, String name, String about, Saying over, Function<Settings, Stream<Measured>> measure) {
        String setting(Measured one) {
            return one.whose.map(whose -> name.replace("*", whose.text())).orElse(name);
        }
    }

    /** What of ours is compared with what, for one programme or trunk or for the centre, and how it stands. */
    record Measured(Optional<Label> whose, Saying guide, Saying ours, Standing standing) {}

    private Guide() {}

    private static Saying saying(String sentence) {
        return new Saying(sentence, 0);
    }

    /** A row of the whole centre: when the time is over, what the guide says holds. */
    private static Row centre(String practice, String name, String about, Function<Settings, Measured> measure) {
        Saying guide = saying("What the guide says holds.");
        return new Row(practice, name, about, guide, settings -> Stream.of(measure.apply(settings)));
    }

    private static Stream<Measured> identity(Settings settings) {
        return settings.programmes().stream().map(programme -> {
            boolean hidden = programme.rule().identity() != IdentityRule.DIRECT_ALLOWED;
            boolean mayShow = programme
                    .preset()
                    .map(preset -> preset.identity() == IdentityRule.DIRECT_ALLOWED)
                    .orElse(true);
            return new Measured(
                    Optional.of(programme.name()),
                    mayShow ? SHOWN : HIDDEN,
                    hidden ? HIDDEN : SHOWN,
                    standing(hidden ? 1 : 0, mayShow ? 0 : 1));
        });
    }

    private static Stream<Measured> planned(Settings settings) {
        return settings.programmes().stream().map(programme -> {
            boolean planned = programme.rule().planned();
            boolean wanted = programme.preset().map(Preset::planned).orElse(false);
            return new Measured(
                    Optional.of(programme.name()),
                    wanted ? ALL_PLANNED : SOME_PLANNED,
                    planned ? ALL_PLANNED : SOME_PLANNED,
                    standing(planned ? 1 : 0, wanted ? 1 : 0));
        });
    }

    private static Stream<Measured> transport(Settings settings) {
        return trunks(settings, saying("Setting up a call is encrypted (TLS)."), carrier -> {
            boolean secure = carrier.trunk().address().transport() == Trunk.Transport.TLS;
            return secure ? Optional.empty() : Optional.of(saying("Setting up a call is not encrypted."));
        });
    }

    private static Stream<Measured> media(Settings settings) {
        return trunks(settings, saying("Sound is encrypted (SRTP)."), carrier -> {
            boolean secure = carrier.trunk().media() == Trunk.MediaSecurity.SDES;
            return secure ? Optional.empty() : Optional.of(saying("Sound is not encrypted."));
        });
    }

    /** @param weak what is said of one that is weaker; empty where it is as the guide says */
    private static Stream<Measured> trunks(
            Settings settings, Saying guide, Function<Settings.Carrier, Optional<Saying>> weak) {
        return settings.carriers().stream().map(carrier -> {
            Optional<Label> name = Optional.of(carrier.trunk().name());
            Optional<Saying> weaker = weak.apply(carrier);
            if (weaker.isPresent() && here(carrier)) {
                return new Measured(name, guide, NO_WIRE, Standing.SAME);
            }
            return new Measured(
                    name, guide, weaker.orElse(guide), weaker.isPresent() ? Standing.WEAKER : Standing.SAME);
        });
    }

    private static boolean here(Settings.Carrier carrier) {
        return Section.parsed(carrier.trunk().address().host())
                .map(InetAddress::isLoopbackAddress)
                .orElse(false);
    }

    private static Stream<Measured> testCalls(Settings settings) {
        Saying guide = new Saying("A test call is made after at most this many hours: {n}.", hours(TESTED_EVERY));
        return settings.carriers().stream().map(carrier -> {
            Optional<Label> name = Optional.of(carrier.trunk().name());
            Optional<ProbeSettings> probe = settings.own().probes().stream()
                    .filter(each -> each.trunk().equals(carrier.trunk().name()))
                    .findFirst();
            if (probe.isEmpty()) {
                return here(carrier)
                        ? new Measured(name, guide, NO_WIRE, Standing.SAME)
                        : new Measured(name, guide, saying("No test call is made."), Standing.WEAKER);
            }
            Duration interval = probe.get().times().interval();
            Saying ours = new Saying(guide.sentence(), hours(interval));
            boolean late = probe.get().times().overdue().compareTo(TESTED_AT_LEAST) > 0;
            return late
                    ? new Measured(
                            name,
                            guide,
                            new Saying(
                                    "Calls go on without a right test call for this many hours: {n}.",
                                    hours(probe.get().times().overdue())),
                            Standing.WEAKER)
                    : new Measured(name, guide, ours, standing(-hours(interval), -hours(TESTED_EVERY)));
        });
    }

    private static int hours(Duration duration) {
        return (int) duration.plusHours(1).minusNanos(1).toHours();
    }

    private static Measured messageDays(Settings settings) {
        int guide = (int) MessageRules.STANDARD.kept().toDays();
        int ours = (int) settings.keeping().messages().kept().toDays();
        return fewest("It is kept for this many days at most: {n}.", guide, ours);
    }

    private static Measured planDays(Settings settings) {
        int ours = settings.keeping().console().planDays().most();
        return fewest("It ends after this many days at most: {n}.", DeskMeans.PlanRules.USUAL_DAYS, ours);
    }

    private static Measured fewest(String sentence, int guide, int ours) {
        return new Measured(
                Optional.empty(), new Saying(sentence, guide), new Saying(sentence, ours), standing(-ours, -guide));
    }

    private static Measured override(Settings settings) {
        String sentence = "Without a second person it waits for this many minutes: {n}.";
        Duration ours = settings.keeping().console().overrideDelay();
        return new Measured(
                Optional.empty(),
                new Saying(sentence, (int) OVERRIDE_DELAY.toMinutes()),
                new Saying(sentence, (int) ours.toMinutes()),
                standing((int) ours.toSeconds(), (int) OVERRIDE_DELAY.toSeconds()));
    }

    private static Measured atTone(Settings settings) {
        return either(
                settings.centre().hangUpAtTone(),
                "The call ends at the tone where no message was agreed.",
                "The call goes on at the tone, even where no message was agreed.");
    }

    private static Measured notes(Settings settings) {
        return either(
                !settings.keeping().console().notesFreeText(),
                "Notes are chosen from a list.",
                "Notes may be written freely.");
    }

    private static Measured synced(Settings settings) {
        return either(
                !settings.keeping().console().syncedPasskeys(),
                "A passkey stays on its device.",
                "A passkey may be copied by its maker’s cloud.");
    }

    private static Measured either(boolean asTheGuide, String guide, String other) {
        return new Measured(
                Optional.empty(),
                saying(guide),
                saying(asTheGuide ? guide : other),
                asTheGuide ? Standing.SAME : Standing.WEAKER);
    }

    /** @param ours how safe ours is; more is safer */
    private static Standing standing(int ours, int guide) {
        return ours < guide ? Standing.WEAKER : ours == guide ? Standing.SAME : Standing.STRONGER;
    }
}
