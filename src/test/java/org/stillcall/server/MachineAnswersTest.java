package org.stillcall.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Digits;
import org.stillcall.base.Label;
import org.stillcall.base.Log;
import org.stillcall.base.Randomness;
import org.stillcall.call.Switchboard;
import org.stillcall.call.Switchboard.AnsweredBy;
import org.stillcall.call.Switchboard.CallView;
import org.stillcall.call.Switchboard.Ending;
import org.stillcall.call.Switchboard.Mark;
import org.stillcall.console.PracticeDesk;
import org.stillcall.console.PracticeDesk.Action;
import org.stillcall.console.PracticeDesk.Behaviour;
import org.stillcall.console.PracticeDesk.Handset;
import org.stillcall.plan.Caller;
import org.stillcall.plan.Consent;
import org.stillcall.plan.ContactPlan;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.Identity;
import org.stillcall.plan.IdentityChoice;
import org.stillcall.plan.Language;
import org.stillcall.plan.PlanStanding;
import org.stillcall.plan.SafeTimes.Window;
import org.stillcall.plan.VoicemailConsent;

/** G14, B3: the practice carrier's voicemail answers a whole server's call, over real SIP and RTP, in real time. */
@Timeout(120)
class MachineAnswersTest {
    private static final Label DESK = new Label("desk");
    private static final String SAM = "+16175550123"; // voicemail answers
    private static final String ALEX = "+16175550121";
    private static final int SPEECH = 1_000;
    private static final int HUSH = 100;

    @TempDir
    Path data;

    private final Shutdown shutdown = new Shutdown(Log.silent());
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private Service service;
    private PracticeDesk practice;

    @AfterEach
    void close() {
        shutdown.close();
    }

    private void start(boolean hangUpAtTone) throws IOException {
        DemoSettings.prepare(data);
        Path config = data.resolve("stillcall.toml");
        String text = Files.readString(config);
        Files.writeString(
                config,
                text.replace("[centre]", "[centre]\nhang_up_at_tone = " + hangUpAtTone)
                        + (hangUpAtTone ? "" : Excused.weaker("centre.hang_up_at_tone")));
        Settings settings = SettingsReader.required(config)
                .with(new Settings.Overrides(
                        Optional.of(0), Optional.of(0), Optional.of(data), Optional.empty(), Optional.empty()));
        Starter.Means means = new Starter.Means(Log.silent(), Randomness.secure());
        service = Wiring.start(settings, Starter.Mode.DEMO, means, shutdown);
        practice = service.practice().orElseThrow();
    }

    /** What changes, as it comes. */
    private static final class Seen<T> {
        private final LinkedBlockingQueue<T> all = new LinkedBlockingQueue<>();

        T until(Predicate<T> expected) throws InterruptedException {
            T last = null;
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
            while (System.nanoTime() < end) {
                T next = all.poll(1, TimeUnit.SECONDS);
                if (next != null && expected.test(next)) {
                    return next;
                }
                last = next == null ? last : next;
            }
            throw new AssertionError("It stayed at " + last);
        }
    }

    private Seen<Handset> handset(String name) {
        Seen<Handset> seen = new Seen<>();
        shutdown.add(practice.watch(handset -> {
            if (handset.name().text().equals(name)) {
                seen.all.add(handset);
            }
        }));
        return seen;
    }

    private Seen<CallView> call(String number, VoicemailConsent.Wording wording) {
        practice.act(DESK, new Action.Behave(Behaviour.ANSWERS));
        try (Arena arena = Arena.ofConfined()) {
            Digits digits = Digits.read(
                    service.numbers(), arena.allocateFrom(number, StandardCharsets.US_ASCII), 0, number.length());
            Switchboard.Wish wish =
                    new Switchboard.Wish(DESK, new Label("follow-up"), Identity.HIDDEN, false, terms(wording));
            CallView placed = assertInstanceOf(
                            Switchboard.Placement.Placed.class,
                            service.switchboard().place(wish, digits))
                    .call();
            Seen<CallView> seen = new Seen<>();
            service.switchboard().watch(placed.id(), seen.all::add).orElseThrow();
            return seen;
        }
    }

    private Switchboard.Terms terms(VoicemailConsent.Wording wording) {
        LocalDate today = LocalDate.now(ZoneId.of("America/New_York"));
        Consent consent = new Consent(today.minusDays(1), today.plusDays(7));
        ContactPlan plan = new ContactPlan(
                new Label("follow-up"),
                ZoneId.of("America/New_York"),
                Arrays.stream(DayOfWeek.values())
                        .map(day -> new Window(day, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT))
                        .toList(),
                List.of(),
                List.of(),
                Caller.WE_CALL,
                null,
                new VoicemailConsent(wording, consent),
                new DroppedRule.Never(),
                new IdentityChoice(IdentityChoice.Shows.PRIVATE, consent),
                null,
                false,
                List.of(new Language("en")),
                today.plusDays(7),
                today.plusDays(7),
                3);
        return new Switchboard.Terms(
                "device",
                new Switchboard.Planned("plan", new PlanStanding(plan, 0, null), () -> true),
                new Switchboard.Hook(Runnable::run, ended::complete));
    }

    private static boolean muted(CallView view) {
        return view.answered().map(Switchboard.Answered::muted).orElse(false);
    }

    private static boolean tone(CallView view) {
        return view.answered().map(seen -> seen.by() == AnsweredBy.TONE).orElse(false);
    }

    @Test
    void voicemail_whereNoMessageIsAgreed_hearsNothingAndIsLeftAtItsTone() throws Exception {
        start(true);
        Seen<Handset> sam = handset("sam");
        Seen<CallView> call = call(SAM, VoicemailConsent.Wording.NONE);
        CallView machine = call.until(view -> view.answered().isPresent());
        assertEquals(AnsweredBy.MACHINE, machine.answered().orElseThrow().by());
        assertTrue(muted(machine));
        assertTrue(machine.message().startsWith("A machine seems to have answered."));
        sam.until(handset -> handset.state() == PracticeDesk.State.GREETING && handset.level() < HUSH);
        CallView over = call.until(view -> view.state() == Switchboard.State.ENDED);
        assertEquals("MACHINE_ANSWERED", over.outcome().orElseThrow());
        Handset after = sam.until(handset -> handset.state() == PracticeDesk.State.IDLE);
        assertEquals(List.of(), after.voicemail());
        assertTrue(
                after.callLog().getFirst().contains("missed"), after.callLog().toString());
        assertTrue(ended.get(20, TimeUnit.SECONDS).marks().contains(Mark.MACHINE_HEARD));
    }

    @Test
    void voicemail_thatRecords_hearsTheAdvocateOnlyAfterATap() throws Exception {
        start(false);
        Seen<Handset> sam = handset("sam");
        Seen<CallView> call = call(SAM, VoicemailConsent.Wording.NONE);
        sam.until(handset -> handset.state() == PracticeDesk.State.GREETING && handset.level() > SPEECH);
        String id = call.until(MachineAnswersTest::tone).id();
        Handset records = sam.until(handset -> handset.state() == PracticeDesk.State.RECORDING);
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(4); System.nanoTime() < end; ) {
            assertTrue(records.level() < HUSH, "it hears " + records.level());
            Handset next = sam.all.poll(200, TimeUnit.MILLISECONDS); // nothing comes while nothing changes
            records = next == null ? records : next;
        }
        assertTrue(service.switchboard().isPerson(id));
        sam.until(handset -> handset.state() == PracticeDesk.State.RECORDING && handset.level() > SPEECH);
        assertTrue(service.switchboard().end(id));
        assertEquals("TALKED", ended.get(20, TimeUnit.SECONDS).outcome());
    }

    @Test
    void voicemail_whereAMessageIsAgreed_hearsTheAdvocate() throws Exception {
        start(true);
        Seen<Handset> sam = handset("sam");
        Seen<CallView> call = call(SAM, VoicemailConsent.Wording.AGREED);
        CallView tone = call.until(MachineAnswersTest::tone);
        assertTrue(!muted(tone) && tone.message().contains("say the agreed words and no others"), tone.message());
        sam.until(handset -> handset.state() == PracticeDesk.State.RECORDING && handset.level() > SPEECH);
        assertTrue(service.switchboard().end(tone.id()));
    }

    @Test
    void person_whoAnswers_isNotTakenForAMachine() throws Exception {
        start(true);
        Seen<Handset> alex = handset("alex");
        practice.act(new Label("alex"), new Action.Behave(Behaviour.ANSWERS));
        Seen<CallView> call = call(ALEX, VoicemailConsent.Wording.NONE);
        String id =
                call.until(view -> view.state() == Switchboard.State.TALKING).id();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(12); // more than all that the handset says
        while (System.nanoTime() < end) {
            alex.until(handset -> handset.state() == PracticeDesk.State.TALKING && handset.level() > SPEECH);
        }
        CallView view = service.switchboard().find(id).orElseThrow();
        assertEquals(Optional.empty(), view.answered());
        assertEquals(Switchboard.State.TALKING, view.state());
        assertTrue(service.switchboard().end(id));
    }
}
