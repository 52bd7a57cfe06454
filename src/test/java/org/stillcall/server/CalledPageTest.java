package org.stillcall.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.stillcall.server.ConsoleRig.exactly;
import static org.stillcall.server.ConsoleRig.lookAt;
import static org.stillcall.server.ConsoleRig.press;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stillcall.base.Label;
import org.stillcall.console.PracticeDesk;
import org.stillcall.console.PracticeDesk.Action;
import org.stillcall.console.PracticeDesk.State;
import org.stillcall.duty.Roster;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Voice;
import org.stillcall.duty.Worker;
import org.stillcall.helpline.BuiltInSpoken;
import org.stillcall.store.PersonId;

/**
 * P2, P4, P7, G16, G17: a practice phone calls the published number, and an advocate takes the call on their page in
 * Chromium, over real SIP, RTP and WebRTC.
 */
@Timeout(240)
class CalledPageTest {
    private static final Label ALEX = new Label("alex");

    @TempDir
    Path data;

    private final AtomicReference<Service> service = new AtomicReference<>();
    private final AtomicReference<PersonId> onDuty = new AtomicReference<>();
    private ConsoleRig rig;
    private PagePhone ana;

    /** Whoever the test says is on duty, and speaks English and Spanish. */
    private final class Duty implements Roster {
        private List<Worker> all() {
            PersonId person = onDuty.get();
            return person == null
                    ? List.of()
                    : List.of(new Worker(person, Set.of(new Label("en"), new Label("es")), Voice.WOMAN, List.of()));
        }

        @Override
        public List<Worker> onDuty(Label programme, Tier tier) {
            return tier == Tier.FIRST ? all() : List.of();
        }

        @Override
        public Optional<Worker> find(PersonId person) {
            return all().stream()
                    .filter(worker -> worker.person().equals(person))
                    .findFirst();
        }

        @Override
        public void listen(Runnable changed) {
            // nobody goes off in these tests
        }
    }

    @BeforeEach
    void start() {
        rig = new ConsoleRig(data, settings -> settings, (settings, mode, means, shutdown) -> {
            Starter.Callers callers = new Starter.Callers(new Duty(), new BuiltInSpoken(), null);
            Starter.Means staffed = new Starter.Means(means.log(), means.randomness(), means.steady(), callers);
            service.set(Wiring.start(settings, mode, staffed, shutdown));
            return service.get();
        });
        ana = PagePhone.allowed(rig);
        rig.setUp(ana.page, "Ana");
        ConsoleRig.unhurry(ana.page);
        onDuty.set(RingingBell.whoIsAt(ana.page));
    }

    @AfterEach
    void end() {
        List<String> complaints = rig.complaints();
        rig.close();
        assertEquals(List.of(), complaints);
    }

    private PracticeDesk practice() {
        return service.get().practice().orElseThrow();
    }

    private State alex() {
        return practice().handsets().stream()
                .filter(handset -> handset.name().equals(ALEX))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private void until(State expected) {
        ana.page.waitForCondition(() -> alex() == expected);
    }

    /** Alex calls, chooses Spanish and asks for a woman; Ana's page rings, and she answers. */
    private void answered() {
        practice().act(ALEX, new Action.CallLine(false));
        until(State.TALKING);
        practice().act(ALEX, new Action.Press('2'));
        practice().act(ALEX, new Action.Press('1'));
        assertThat(ana.place().locator(".state")).hasText("Somebody calls.");
        assertThat(ana.place()).containsText("Language: Spanish");
        exactly(ana.page, "Answer").click();
        assertThat(ana.page.locator("section.opening")).isVisible();
    }

    @Test
    void caller_isTakenOnThePage_whichSaysWhatToSayFirst_andNothingOfWho() {
        answered();
        assertThat(ana.page.locator("section.opening")).containsText("call again within 10 minutes and key *");
        assertFalse(ana.page.content().contains("555-0121"), "the caller's number");
        lookAt(ana.page, "called-in");
        ana.awaitSound();
        practice().act(ALEX, new Action.HangUp());
        assertThat(ana.place().locator(".state")).containsText("The call has ended.");
    }

    @Test
    void nuisance_isEndedAndRefusedForAWhile() {
        answered();
        press(ana.page, "Nuisance call");
        lookAt(ana.page, "nuisance");
        exactly(ana.page, "End and refuse").click();
        until(State.IDLE);
        practice().act(ALEX, new Action.CallLine(false));
        ana.page.waitForCondition(() -> practice().handsets().stream()
                .filter(handset -> handset.name().equals(ALEX))
                .allMatch(handset -> handset.last().calls() == 2));
        assertEquals(State.IDLE, alex(), "busy at once");
    }
}
