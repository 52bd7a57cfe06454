package org.stillcall.call;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executor;
import org.stillcall.base.Label;
import org.stillcall.plan.Caller;
import org.stillcall.plan.Consent;
import org.stillcall.plan.ContactPlan;
import org.stillcall.plan.DroppedRule;
import org.stillcall.plan.IdentityChoice;
import org.stillcall.plan.Language;
import org.stillcall.plan.PlanStanding;
import org.stillcall.plan.RejectionConsent;
import org.stillcall.plan.RingPattern;
import org.stillcall.plan.SafeTimes.Window;
import org.stillcall.plan.VoicemailConsent;

/** The terms of a call as a test wants them: Fridays 9 to 17 in New York, private, without a signal. */
final class AgreedTerms {
    private static final Consent CONSENT = new Consent(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1));

    final List<Switchboard.Ending> endings = new ArrayList<>();
    List<Label> phones = List.of();
    String device = "device-1";
    String plan = "plan-1";
    Label programme = CallRig.SART;
    RingPattern ring;
    RejectionConsent ifRejected;
    IdentityChoice.Shows shows = IdentityChoice.Shows.PRIVATE;
    Consent identityConsent = CONSENT;
    DroppedRule dropped = new DroppedRule.Never();
    VoicemailConsent.Wording voicemail = VoicemailConsent.Wording.NONE;
    Consent voicemailConsent = CONSENT;
    boolean monitored;
    boolean stands = true;
    Executor executor = Runnable::run;

    AgreedTerms signal(int ringSeconds, int pauseSeconds) {
        ring = new RingPattern(Duration.ofSeconds(ringSeconds), Duration.ofSeconds(pauseSeconds));
        return this;
    }

    AgreedTerms mayShowIfRejected(RejectionConsent.Scope scope) {
        ifRejected = new RejectionConsent(scope, CONSENT, EnumSet.allOf(RejectionConsent.Risk.class));
        return this;
    }

    AgreedTerms redial(int minutes) {
        dropped = new DroppedRule.RedialOnce(Duration.ofMinutes(minutes));
        return this;
    }

    AgreedTerms waitFor(int minutes) {
        dropped = new DroppedRule.WaitForReturn(Duration.ofMinutes(minutes));
        return this;
    }

    AgreedTerms waitThenHelpline(int minutes) {
        dropped = new DroppedRule.WaitForReturn(Duration.ofMinutes(minutes), DroppedRule.Otherwise.HELPLINE);
        return this;
    }

    AgreedTerms shows(IdentityChoice.Shows what) {
        shows = what;
        return this;
    }

    AgreedTerms monitored() {
        monitored = true;
        return this;
    }

    AgreedTerms from(String device) {
        this.device = device;
        return this;
    }

    Switchboard.Terms build() {
        ContactPlan contact = new ContactPlan(
                programme,
                ZoneId.of("America/New_York"),
                List.of(new Window(DayOfWeek.FRIDAY, LocalTime.of(9, 0), LocalTime.of(17, 0))),
                List.of(),
                List.of(),
                Caller.WE_CALL,
                ring,
                new VoicemailConsent(voicemail, voicemailConsent),
                dropped,
                new IdentityChoice(shows, identityConsent),
                ifRejected,
                monitored,
                List.of(new Language("en")),
                LocalDate.of(2026, 12, 20),
                LocalDate.of(2026, 12, 6),
                3);
        return new Switchboard.Terms(
                device,
                new Switchboard.Planned(plan, new PlanStanding(contact, 0, null), () -> stands),
                new Switchboard.Hook(executor, endings::add),
                phones);
    }
}
